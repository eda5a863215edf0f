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
    """Answer a comment, or change its answer (and with it those that were given together with it)."""
    return answer_comments([comment], disposition=disposition, reason=reason, by=by)[0]


@transaction.atomic
def answer_comments(
    comments: Sequence[Comment], *, disposition: str, reason: str, seen: int | None = None, by: User
) -> list[Answer]:
    """One answer for like comments of one decree, in the order given. What was answered together before stays so,
    but a comment that `by` may not read: it keeps the answer that it has.

    `seen` is the entry of the first comment's answer on which that was decided, 0 for none. Raises ValidationError if
    there is another by now, without a reason, on a reply, and on what an organisation discusses among its own.
    """
    decree = comments[0].version.decree
    permissions.require(permissions.can_answer(by, decree))
    locked = _locked(comments, decree, by)
    given = {answer.comment_id: answer for answer in Answer.objects.filter(comment__in=locked)}
    first = given.get(comments[0].pk)
    _require_seen(first, seen)
    words = clean_text(reason)
    group = _group(first if len(comments) == 1 else None, disposition, words)
    return [_answer(comment, given.get(comment.pk), group, disposition, words, by) for comment in locked]


def _group(before: Answer | None, disposition: str, words: str) -> uuid.UUID:
    """The key of answers that were given together. Changed words get a new key even for the same comments, so that
    nobody can see from the key whether a comment hidden from them kept the old answer."""
    same = before is not None and (before.disposition, before.reason) == (disposition, words)
    return before.group if before is not None and same else uuid.uuid4()


def _locked(comments: Sequence[Comment], decree: DecreePage, by: User) -> list[Comment]:
    """The comments, locked until the end of the transaction. Where only one is named, also those that share its answer,
    as far as `by` may read them."""
    wanted = Q(pk__in=[comment.pk for comment in comments])
    answered = Answer.objects.filter(comment=comments[0]).first()  # by somebody else a moment ago, perhaps
    if len(comments) == 1 and answered is not None:
        wanted |= Q(answer__group=answered.group)
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


def _answer(
    comment: Comment, given: Answer | None, group: uuid.UUID, disposition: str, reason: str, by: User
) -> Answer:
    answer = given or Answer(comment=comment)
    changed = given is not None and (given.disposition, given.reason) != (disposition, reason)
    answer.group, answer.disposition, answer.reason = group, disposition, reason
    if given is None or changed:
        # The same answer sent again keeps its date: reactions to it came after that date.
        answer.answered_by, answer.answered_at, answer.office = by, clock.now(), ledger.office_of(by)[0]
    answer.full_clean()
    answer.save()
    if changed:
        # The reaction was to the earlier words.
        Reaction.objects.filter(answer=answer).delete()
    publish_about_comment(
        events.ANSWER_CHANGED if given else events.ANSWER_GIVEN,
        comment,
        row=answer,
        target=answer,
        by=by,
        content=[comment.pk, answer.disposition, answer.reason],
        data={"disposition": answer.disposition},
    )
    if given is None or changed:
        notices.notify_answered(answer, by=by)
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
    if any(comment.answered for comment in comments):
        raise ValidationError(_("This comment has its answer."))


def _assign(
    comment: Comment, decree: DecreePage, organisation: Organisation, due: datetime.date, by: User
) -> Assignment:
    entry = ledger.append(
        events.COMMENT_ASSIGNED,
        target=comment,
        page=decree,
        by=by,
        audience=SECRETARIAT,
        content=[comment.pk, organisation.pk, due],
        data={"comment": comment.pk, "to": organisation.label, "due": due.isoformat()},
    )
    fields = {
        "organisation": organisation,
        "due": due,
        "office": entry.actor_label,
        "at": clock.now(),
        "seq": entry.seq,
    }
    assignment = Assignment.objects.update_or_create(comment=comment, defaults=fields)[0]
    notices.notify_assigned(assignment, by=by)
    return assignment


@transaction.atomic
def react_to_answer(answer: Answer, *, stance: str, reason: str = "", seen: int | None = None, by: User) -> Reaction:
    """The organisation that commented accepts the answer, or maintains its objection; again to change its mind.

    Raises ValidationError if it objects without a reason, or the answer is not the one (`seen`, its entry) any more.
    """
    answer = Answer.objects.select_for_update(of=("self",)).select_related("comment__version__decree").get(pk=answer.pk)
    comment = answer.comment
    permissions.require(permissions.can_react(by, comment))
    _require_seen(answer, seen)
    words = clean_text(reason)
    if stance == Reaction.Stance.OBJECTS and not says_something(words):
        raise ValidationError(_("Say what you object to."))
    office = permissions.office_in(by, comment.organisation)
    entry = publish_about_comment(
        events.ANSWER_ACCEPTED if stance == Reaction.Stance.CONTENT else events.OBJECTION_MAINTAINED,
        comment,
        target=answer,
        by=by,
        organisation=comment.organisation,
        actor_label=office,
        content=[comment.pk, answer.reason, stance, words],
    )
    fields = {"stance": stance, "reason": words, "by": by, "at": clock.now(), "seq": entry.seq}
    return Reaction.objects.update_or_create(answer=answer, defaults={**fields, "office": office})[0]
