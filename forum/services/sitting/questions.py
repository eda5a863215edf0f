"""Questions to a meeting: asked by anybody, checked, supported, answered, and kept with the meeting's page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, ledger, permissions
from forum.events import sittings as events
from forum.models import AskedQuestions, MeetingPage, Organisation, Question, QuestionSupport, Sitting, User
from forum.permissions import Anyone
from forum.services.sitting.changing import changed, led

State = Question.State
MOST_UNCHECKED = 200


@transaction.atomic
def open_questions(meeting: MeetingPage, *, by: User) -> Sitting:
    """Twice is the same as once."""
    sitting = led(meeting, by)
    if sitting.questions_opened_at is None:
        sitting.questions_opened_at = clock.now()
        sitting.save(update_fields=["questions_opened_at"])
        ledger.append(events.QUESTIONS_OPENED, target=sitting, page=meeting, by=by)
    return sitting


@transaction.atomic
def close_questions(meeting: MeetingPage, *, by: User | None) -> Sitting:
    """Nobody asks or supports any more. What was shown is kept with the page of the meeting as it stands, and the
    record holds its digest. `by` is None where the day has ended it (`end_sittings`)."""
    sitting = led(meeting, by) if by else changed(meeting)
    if sitting.questions_opened_at is None:
        return sitting
    sitting.questions_opened_at = None
    sitting.save(update_fields=["questions_opened_at"])
    _keep(sitting, events.QUESTIONS_CLOSED, by)
    return sitting


@transaction.atomic
def ask_question(
    meeting: MeetingPage, *, text: str, name: str = "", organisation: Organisation | None = None, by: Anyone
) -> Question:
    """In the name of one's organisation: shown at once. From anybody else: shown once the secretariat has looked at
    it. Raises ValidationError while no questions are taken."""
    permissions.require(permissions.can_take_part_in_sitting(by, meeting))
    permissions.require(organisation is None or organisation in permissions.organisations_speaking(by, meeting))
    sitting = changed(meeting)
    _require_open(sitting)
    question = Question(sitting=sitting, text=text, name="" if organisation else name, organisation=organisation)
    question.asked_by = by if by.is_authenticated else None
    question.state = State.OPEN if organisation else State.WAITING
    if question.state == State.WAITING and sitting.questions.filter(state=State.WAITING).count() >= MOST_UNCHECKED:
        raise ValidationError(_("Too many questions wait to be checked. Try again in a while."), code="full")
    question.full_clean()
    question.save()
    return question


@transaction.atomic
def toggle_support(question: Question, *, by: Anyone, visitor: str = "") -> bool:
    """Whether it is supported now: once for each login, else for each `visitor`; a second time takes it back.

    Raises ValidationError while no questions are taken, or once it is dealt with."""
    permissions.require(permissions.can_take_part_in_sitting(by, question.sitting.meeting))
    permissions.require(bool(by.is_authenticated or visitor))
    sitting = changed(question.sitting.meeting)
    _require_open(sitting)
    current = sitting.questions.get(pk=question.pk)
    if current.state not in (State.OPEN, State.ANSWERING):
        raise ValidationError(_("This question is dealt with."), code="closed")
    who: dict[str, Any] = {"user": by} if by.is_authenticated else {"visitor": visitor}
    support, is_new = QuestionSupport.objects.get_or_create(question=current, **who)
    if not is_new:
        support.delete()
    return is_new


@transaction.atomic
def show_question(question: Question, *, by: User) -> Question:
    """After the check; or again, after it was hidden, which the record tells."""
    sitting, current = _led(question, by)
    was_hidden = current.state == State.HIDDEN
    if not current.is_shown:
        current.state = State.OPEN
        current.save(update_fields=["state"])
    if was_hidden:
        _tell(sitting, events.QUESTION_RESTORED, current, by)
    return current


@transaction.atomic
def hide_question(question: Question, *, by: User) -> Question:
    """Nobody else reads it any more, also after the meeting. That it was done is told; what it said is not."""
    sitting, current = _led(question, by)
    if current.state == State.HIDDEN:
        return current
    was_shown = current.is_shown
    current.state = State.HIDDEN
    current.save(update_fields=["state"])
    _tell(sitting, events.QUESTION_HIDDEN if was_shown else events.QUESTION_DECLINED, current, by)
    return current


@transaction.atomic
def mark_question(question: Question, *, state: str, by: User) -> Question:
    """Being answered (one at a time), answered, for the minutes, or open again. Raises ValidationError for one that is
    not shown."""
    sitting, current = _led(question, by)
    if not current.is_shown or state not in Question.SHOWN:
        raise ValidationError(_("Show the question first."), code="hidden")
    if state == State.ANSWERING:
        sitting.questions.filter(state=State.ANSWERING).update(state=State.ANSWERED)
    current.state = State(state)
    current.save(update_fields=["state"])
    return current


def _led(question: Question, by: User) -> tuple[Sitting, Question]:
    sitting = led(question.sitting.meeting, by)
    return sitting, sitting.questions.get(pk=question.pk)


def _tell(sitting: Sitting, verb: str, question: Question, by: User) -> None:
    """What the page of the meeting keeps changes with the entry, never without one."""
    AskedQuestions.objects.filter(meeting=sitting.meeting).update(asked=_shown(sitting))
    ledger.append(verb, target=question, page=sitting.meeting, by=by, content=question.text)


def _keep(sitting: Sitting, verb: str, by: User | None) -> None:
    asked = _shown(sitting)
    content = [[one["text"], one["by"], one["state"], one["support"]] for one in asked]
    done = (State.ANSWERED, State.MINUTES)
    data = {"asked": len(asked), "answered": sum(one["state"] in done for one in asked)}
    AskedQuestions.objects.update_or_create(
        meeting=sitting.meeting, defaults={"asked": asked, "closed_at": clock.now()}
    )
    ledger.append(verb, target=sitting, page=sitting.meeting, by=by, content=content, data=data)


def _shown(sitting: Sitting) -> list[dict[str, Any]]:
    shown: Any = sitting.questions.shown().select_related("organisation").by_support()
    return [
        {
            "text": one.text,
            "by": one.asker,
            "is_member": one.organisation_id is not None,
            "state": one.state,
            "support": one.support,
        }
        for one in shown
    ]


def _require_open(sitting: Sitting) -> None:
    if sitting.questions_opened_at is None:
        raise ValidationError(_("No questions are taken now."), code="closed")
