"""Comments on passages, replies, and the reasoned answers to them."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Answer, Comment, DecreePage, Round, Version
from decrees.passages import Passage, settle
from decrees.places import place_of
from decrees.services.words import clean_text
from decrees.text import find
from forum import ledger, live
from forum.models import User


@transaction.atomic
def add_comment(
    decree: DecreePage,
    *,
    version: Version,
    clause: str,
    start: int | None = None,
    end: int | None = None,
    quote: str = "",
    prefix: str = "",
    suffix: str = "",
    text: str = "",
    proposed: str | None = None,
    parent: Comment | None = None,
    audience: str = ledger.PUBLIC,
    token: uuid.UUID | None = None,
    by: User,
) -> Comment:
    """Comment on a clause, or on a passage of it, or reply to a comment there.

    The same token twice is the same comment: the second call returns the first one's. A reply stays where its comment
    is and is read by the same audience. Raises ValidationError if the passage is not in the version.
    """
    # Whoever closes the round waits for this row too: no comment slips in after the closing.
    round_ = Round.objects.select_for_update().filter(decree=decree, closed_at=None).first()
    if token and (again := Comment.objects.filter(token=token, author=by).first()):
        return again
    comment = Comment(
        version=version, parent=parent, audience=parent.audience if parent else audience, token=token or uuid.uuid4()
    )
    _require_right(comment, decree, proposed, by)
    comment.round = _round_of(version, round_)
    _place(comment, parent.clause if parent else clause, Passage(start, end, quote, prefix, suffix))
    _word(comment, text, proposed)
    return _enter(comment, decree, by)


def _require_right(comment: Comment, decree: DecreePage, proposed: str | None, by: User) -> None:
    permissions.require(permissions.can_comment(by, decree))
    permissions.require(proposed is None or permissions.can_propose(by, decree))
    if comment.parent:
        permissions.require(permissions.can_see_comment(by, comment.parent))
    else:
        permissions.require(permissions.can_use_audience(by, decree, comment.audience))


def _round_of(version: Version, round_: Round | None) -> Round:
    if round_ is None or round_.version_id != version.pk:
        raise ValidationError(_("Version %(number)s is not open for comments.") % {"number": version.number})
    return round_


def _place(comment: Comment, clause_id: str, passage: Passage) -> None:
    document = comment.version.document
    clause = find(document, clause_id)
    if clause is None:
        raise ValidationError(_("This clause is not in version %(number)s.") % {"number": comment.version.number})
    if comment.parent and (comment.parent.parent_id or comment.parent.version_id != comment.version_id):
        raise ValidationError(_("Reply to the first comment on the passage."))
    settled = Passage() if comment.parent else settle(passage, clause)
    if settled is None:
        raise ValidationError(_("This passage is not in version %(number)s.") % {"number": comment.version.number})
    comment.clause, comment.clause_label = clause.id, place_of(document, clause.id)
    comment.start, comment.end, comment.quote = settled.start, settled.end, settled.quote
    comment.prefix, comment.suffix = settled.prefix, settled.suffix


def _word(comment: Comment, text: str, proposed: str | None) -> None:
    comment.text = clean_text(text)
    comment.proposed = None if proposed is None else clean_text(proposed)
    if comment.proposed == comment.passage:
        raise ValidationError(_("The proposed wording is the same as the text."))
    if not comment.text and comment.proposed is None:
        raise ValidationError(_("Write a comment, or propose a wording."))


def _enter(comment: Comment, decree: DecreePage, by: User) -> Comment:
    """Save under the organisation that the person speaks for here, and tell the ledger and the readers."""
    voice = permissions.voice_in(by, decree)
    permissions.require(voice is not None)
    comment.author = by
    comment.organisation, comment.office = voice  # type: ignore[misc]
    comment.save()
    entry = ledger.append(
        events.COMMENT_ADDED,
        target=comment,
        page=decree,
        by=by,
        audience=comment.audience,
        organisation=comment.organisation,
        actor_label=comment.office,
        content=[comment.clause, comment.start, comment.end, comment.quote, comment.text, comment.proposed],
        data={"comment": comment.pk, "version": comment.version.number, "place": comment.clause_label},
    )
    comment.seq = entry.seq
    comment.save(update_fields=["seq"])
    live.publish(entry)
    return comment


@transaction.atomic
def answer_comment(comment: Comment, *, disposition: str, reason: str, by: User) -> Answer:
    """Answer a comment, or change its answer. Raises ValidationError without a reason or on a reply."""
    decree = comment.version.decree
    permissions.require(permissions.can_answer(by, decree) and permissions.can_see_comment(by, comment))
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.parent_id:
        raise ValidationError(_("Answer the comment that this replies to."))
    given = Answer.objects.filter(comment=comment).first()
    answer = given or Answer(comment=comment)
    answer.disposition, answer.reason = disposition, clean_text(reason)
    answer.answered_by, answer.answered_at, answer.office = by, timezone.now(), ledger.office_of(by)[0]
    answer.full_clean()
    answer.save()
    entry = ledger.append(
        events.ANSWER_CHANGED if given else events.ANSWER_GIVEN,
        target=answer,
        page=decree,
        by=by,
        audience=comment.audience,
        content=[comment.pk, answer.disposition, answer.reason],
        data={"comment": comment.pk, "disposition": answer.disposition, "place": comment.clause_label},
    )
    answer.seq = entry.seq
    answer.save(update_fields=["seq"])
    live.publish(entry)
    return answer
