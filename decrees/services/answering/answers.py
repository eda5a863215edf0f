"""Reasoned answers: give one to a comment or to several like ones, ask an organisation for one, accept or object to
one."""

import datetime
import uuid
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decrees import events, permissions
from decrees.models import Answer, Assignment, Comment, DecreePage, Reaction
from decrees.models.hiding import stored
from decrees.models.words import clean_text
from decrees.services.commenting.comments import publish_about_comment
from decrees.services.notifying import notices
from forum import clock, ledger
from forum.audiences import SECRETARIAT
from forum.models import Organisation, User
from forum.models.typed import says_something


def require_answered(comments: QuerySet[Comment]) -> None:
    """Raises ValidationError while any of these comments waits for an answer. The database refuses too; this says
    why."""
    waiting = comments.filter(pk__in=Comment.objects.unanswered().values("pk")).count()
    if waiting:
        raise ValidationError(
            ngettext(
                "%(n)d comment still lacks its answer. Answer it first.",
                "%(n)d comments still lack their answer. Answer them first.",
                waiting,
            )
            % {"n": waiting}
        )


def answer_comment(comment: Comment, *, disposition: str, reason: str, by: User) -> Answer:
    """Answer a comment, or give it another answer (and with it those that were answered together with it)."""
    return answer_comments([comment], disposition=disposition, reason=reason, by=by)[0]


@transaction.atomic
def answer_comments(
    comments: Sequence[Comment], *, disposition: str, reason: str, seen: int | None = None, by: User
) -> list[Answer]:
    """One answer for like comments of one decree, in the order given. What was answered together before stays so,
    but a comment that `by` may not read: it keeps the answer that it has. What stands in the same words already stays
    as it is. Any other answer is added: the one before stays on record, with what was said to it.

    `seen` is the entry of the first comment's answer on which that was decided, 0 for none. Raises ValidationError if
    there is another by now, without a reason, on a reply, and on what an organisation discusses among its own.
    """
    decree = comments[0].version.decree
    permissions.require(permissions.can_answer(by, decree))
    locked = _locked(comments, decree, by)
    standing = Answer.objects.in_bulk(comment.answer_id for comment in locked if comment.answer_id)
    given = [standing.get(comment.answer_id or 0) for comment in locked]
    _require_seen(given[0], seen)
    said = disposition, clean_text(reason)
    # Changed words get a new key even for the same comments, so that nobody can see from the key whether a comment
    # hidden from them kept the old answer.
    kept = [answer if answer and (answer.disposition, answer.reason) == said else None for answer in given]
    group = next((answer.group for answer in kept if answer), uuid.uuid4())
    return [same or _answer(comment, group, *said, by) for comment, same in zip(locked, kept, strict=True)]


def _locked(comments: Sequence[Comment], decree: DecreePage, by: User) -> list[Comment]:
    """The comments, locked until the end of the transaction. Where only one is named, also those that share its answer,
    as far as `by` may read them."""
    wanted = Q(pk__in=[comment.pk for comment in comments])
    if len(comments) == 1:  # answered by somebody else a moment ago, perhaps
        standing = Answer.objects.filter(pk__in=Comment.objects.filter(pk=comments[0].pk).values("answer"))
        wanted |= Q(answer__group__in=standing.order_by().values("group"))
    visible = Comment.objects.visible_to(by).filter(wanted, version__decree=decree).values_list("pk", flat=True)
    rows = Comment.objects.filter(pk__in=list(visible)).select_for_update(of=("self",))
    found = {row.pk: row for row in rows.select_related("version__decree")}
    permissions.require({comment.pk for comment in comments} <= set(found))
    for comment in found.values():
        _require_answerable(comment)
    named = [found[comment.pk] for comment in comments]
    return [*named, *(row for pk, row in sorted(found.items()) if row not in named)]


def _require_seen(answer: Answer | None, seen: int | None) -> None:
    """Raises ValidationError if the answer is not the one that the person saw (`seen` is its entry): nobody overwrites
    or accepts words that were not shown to them."""
    if seen is not None and seen != ((answer and answer.seq) or 0):
        raise ValidationError(_("The answer was changed meanwhile. Look at it once more."))


def _require_answerable(comment: Comment) -> None:
    if comment.parent_id:
        raise ValidationError(_("Answer the comment that this replies to."))
    if comment.is_private:
        raise ValidationError(_("What an organisation discusses among its own is not answered."))


def _answer(comment: Comment, group: uuid.UUID, disposition: str, reason: str, by: User) -> Answer:
    """Add an answer that stands from now on. What was said to the one before was said to other words."""
    before, said = comment.answer_id, comment.reaction
    answer = Answer(comment=comment, group=group, disposition=disposition, reason=reason, answered_by=by)
    answer.office = ledger.office_of(by)[0]
    answer.full_clean()
    answer.save()
    comment.answer, comment.reaction = answer, None
    comment.save(update_fields=["answer", "reaction"])
    notices.notify_answered(answer, again=before is not None, objected=bool(said and said.objects_still), by=by)
    publish_about_comment(
        events.ANSWER_CHANGED if before else events.ANSWER_GIVEN,
        comment,
        row=answer,
        target=answer,
        by=by,
        content=[comment.pk, answer.disposition, stored(answer, "reason")],
        data={"disposition": answer.disposition},
    )
    return answer


@transaction.atomic
def assign_comments(
    comments: Iterable[Comment], *, organisation: Organisation, due: datetime.date, by: User
) -> list[Assignment]:
    """Say which organisation is to answer, and until when; again to give it to another.

    Raises ValidationError if the organisation may not answer on this decree, on a day that is past, and on what has
    an answer already.
    """
    comments = list(comments)
    decree = comments[0].version.decree
    permissions.require(permissions.can_circulate(by, decree))
    permissions.require(all(permissions.can_see_comment(by, comment) for comment in comments))
    _require_assignable(comments, decree, organisation, due)
    return [_assign(comment, decree, organisation, due, by) for comment in comments]


def _require_assignable(
    comments: list[Comment], decree: DecreePage, organisation: Organisation, due: datetime.date
) -> None:
    for comment in comments:
        _require_answerable(comment)
    hidden = any(comment.audience == SECRETARIAT for comment in comments)
    if organisation not in permissions.answering(decree, of_secretariat=hidden):
        raise ValidationError(_("%(name)s may not answer on this draft.") % {"name": organisation.label})
    if due < clock.today():
        raise ValidationError(_("The day must not be past."))
    if any(comment.answer for comment in comments):
        raise ValidationError(_("This comment has its answer."))


def _assign(
    comment: Comment, decree: DecreePage, organisation: Organisation, due: datetime.date, by: User
) -> Assignment:
    fields = {"organisation": organisation, "due": due, "office": ledger.office_of(by)[0], "at": clock.now()}
    assignment = Assignment.objects.update_or_create(
        comment=comment, defaults=fields, create_defaults={**fields, "seq": 0}
    )[0]
    notices.notify_assigned(assignment, by=by)
    assignment.seq = ledger.append(
        events.COMMENT_ASSIGNED,
        target=comment,
        page=decree,
        by=by,
        audience=SECRETARIAT,
        content=[comment.pk, organisation.pk, due],
        data={"comment": comment.pk, "to": organisation.label, "due": due.isoformat()},
    ).seq
    assignment.save(update_fields=["seq"])
    return assignment


@transaction.atomic
def react_to_answer(answer: Answer, *, stance: str, reason: str = "", seen: int | None = None, by: User) -> Reaction:
    """The organisation that commented accepts the answer, or maintains its objection; again to change its mind. What it
    said before stays on record. The same once more is not added.

    Raises ValidationError if it objects without a reason, or the answer is not the one that stands (`seen`: its entry
    as the person saw it).
    """
    locked = Comment.objects.select_for_update(of=("self",)).select_related("version__decree")
    comment = locked.get(pk=answer.comment_id)
    permissions.require(permissions.can_react(by, comment))
    standing = Answer.objects.get(pk=comment.answer_id)
    _require_seen(standing, answer.seq if seen is None else seen)
    words = clean_text(reason)
    if stance == Reaction.Stance.OBJECTS and not says_something(words):
        raise ValidationError(_("Say what you object to."))
    before = comment.reaction
    if before is not None and (before.stance, before.reason) == (stance, words):
        return before
    return _react(comment, standing, stance, words, by)


def _react(comment: Comment, answer: Answer, stance: str, words: str, by: User) -> Reaction:
    office = permissions.office_in(by, comment.organisation)
    entry = publish_about_comment(
        events.ANSWER_ACCEPTED if stance == Reaction.Stance.CONTENT else events.OBJECTION_MAINTAINED,
        comment,
        target=answer,
        by=by,
        organisation=comment.organisation,
        actor_label=office,
        content=[comment.pk, stored(answer, "reason"), stance, words],
        data={"answer": answer.seq},
    )
    fields = {"stance": stance, "reason": words, "by": by, "office": office, "seq": entry.seq}
    comment.reaction = Reaction.objects.create(answer=answer, **fields)
    comment.save(update_fields=["reaction"])
    return comment.reaction
