"""Comments on passages, and replies to them."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.drafting.restructuring import Structure
from decrees.models import Comment, DecreePage, Round, Version
from decrees.models.hiding import stored
from decrees.models.words import clean_text
from decrees.services.commenting.requests import meet_requests
from decrees.services.commenting.saying import (
    SENT_OTHERWISE,
    proposal_of,
    put_together,
    require_same_wordings,
    set_comment_place,
    set_comment_text,
    set_further_places,
    set_parent,
    set_structure,
    wordings_beside,
)
from decrees.services.notifying.notices import notify_added, notify_mentioned
from decrees.services.publishing import append_and_publish
from decrees.text.anchoring.further import Chosen
from decrees.text.passages import TextQuoteSelector
from forum.audiences import PUBLIC
from forum.models import LedgerEntry, Organisation, User
from forum.models.memory import Prepared, sharing_memory


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
    further: Sequence[Chosen] = (),
    wordings: Mapping[str, str] | None = None,
    structure: Structure | None = None,
    after: str = "",
    text: str = "",
    proposed: str | None = None,
    tag: str = "",
    parent: Comment | None = None,
    audience: str = PUBLIC,
    token: uuid.UUID | None = None,
    by: User,
) -> Comment:
    """Comment on a clause or on a passage of it, or reply to a comment.

    A form sent twice (the same token) makes one comment: the second call returns the first comment, with `repeated`
    set. `further` are passages in other clauses, and `wordings` what is proposed for some of them, by clause: each a
    comment of its own, together with this one. `proposed` is for the first passage: other words, or, with `structure`,
    a new clause of these words behind it, or itself moved behind the clause `after`. A reply has the place of
    its comment on this version, and the same audience. Raises ValidationError if a passage is not in the version.
    """
    round_ = hold_round(decree)
    if again := find_repeated_comment(token, text, proposed, tag, author=by):
        require_same_wordings(again, wordings or {})
        return again
    comment = Comment(
        version=version, parent=parent, audience=parent.audience if parent else audience, token=token or uuid.uuid4()
    )
    with sharing_memory():  # of what is asked from here on, with the lock held, until something is written
        decree.know_round(round_)
        _require_right(comment, decree, proposed is not None or structure is not None or bool(wordings), by)
        comment.heard_on = permissions.channel_hearing(by, decree, comment.audience)
        comment.round = round_of(version, round_)
        if parent:
            set_parent(comment, parent)
        else:
            set_comment_place(comment, clause, TextQuoteSelector(start, end, quote, prefix, suffix))
            set_further_places(comment, further)
            set_structure(comment, structure, after)
        set_comment_text(comment, text, proposed, tag)
        beside = wordings_beside(comment, wordings or {})
        made = submit_comment(
            comment, decree, by, representation=permissions.representation_in_reply(by, parent) if parent else None
        )
    for one in beside:
        submit_comment(put_together(made, one), decree, by)
    return made


def _require_right(comment: Comment, decree: DecreePage, proposes: bool, by: User) -> None:
    permissions.require(permissions.can_comment(by, decree), too_late=permissions.too_late_to_comment(by, decree))
    permissions.require(not proposes or permissions.can_propose(by, decree))
    # This also holds for replies: whoever left an organisation still sees their own words there, and cannot add any.
    permissions.require(permissions.can_use_audience(by, decree, comment.audience))
    if comment.parent:
        permissions.require(permissions.can_see_comment(by, comment.parent))


def find_repeated_comment(
    token: uuid.UUID | None, text: str, proposed: str | None, tag: str, **by: User
) -> Comment | None:
    """The comment that this form made when it was sent before, for example because the response was lost.

    Raises ValidationError with the code `sent` if the words in the form are different now: they must not be lost, nor
    be taken for the earlier ones; and without one if somebody else has sent it.
    """
    again = next(iter(_SENT(token)), None) if token else None
    if again is None:
        return None
    if any(getattr(again, f"{name}_id") != person.pk for name, person in by.items()):
        raise ValidationError(_("This form was sent already."))
    said = (clean_text(text), proposal_of(proposed), tag)
    if (stored(again, "text"), stored(again, "proposed"), again.tag) != said:
        raise ValidationError(SENT_OTHERWISE, code="sent")
    return again


_SENT: Prepared[Comment] = Prepared(lambda token: Comment.objects.filter(token=token))


def hold_round(decree: DecreePage) -> Round | None:
    """The round that is not closed, with its row locked. Closing a round waits for the same lock, so no comment is
    added after closing."""
    return next(iter(_NOT_CLOSED(decree.pk)), None)


_NOT_CLOSED: Prepared[Round] = Prepared(
    lambda decree: Round.objects.select_for_update().filter(decree=decree, closed_at=None)[:1]
)


def round_of(version: Version, round_: Round | None) -> Round:
    """The round that is not closed. Raises ValidationError if it is not about this version."""
    if round_ is None or round_.version_id != version.pk:
        raise ValidationError(_("Version %(number)s is not open for comments.") % {"number": version.number})
    return round_


def submit_comment(
    comment: Comment,
    decree: DecreePage,
    by: User,
    *,
    verb: str = events.COMMENT_ADDED,
    representation: permissions.Representation | None = None,
) -> Comment:
    """Save and publish, in the name given or else in that of the organisation that the person speaks for here."""
    representation = representation or permissions.representation_in(by, decree, comment.audience)
    permissions.require(representation is not None)
    comment.author = by
    comment.organisation, comment.office = representation  # type: ignore[misc]
    return save_and_publish_comment(
        comment, decree, by, verb=verb, organisation=comment.organisation, actor_label=comment.office
    )


def content_of(comment: Comment) -> list[Any]:
    """The content that the digest in the ledger covers."""
    passage = [comment.clause, comment.start, comment.end, comment.quote]
    paper = [comment.received_on, comment.organisation_id, comment.office] if comment.received_on else []
    further = [[one.said for one in comment.further_passages]] if comment.further else []
    order = [comment.wanted.said] if comment.wanted else []
    together = [{"with": comment.together_with_id}] if comment.together_with_id else []
    words = [stored(comment, "text"), stored(comment, "proposed"), comment.tag]
    return [*passage, *words, *paper, *further, *order, *together]


def publish_about_comment(
    verb: str,
    comment: Comment,
    *,
    target: models.Model | None = None,
    page: DecreePage | None = None,
    data: dict[str, Any] | None = None,
    **entry: Any,
) -> LedgerEntry:
    """Append an entry for those who may read the comment, on the page of its draft, and push it once it is committed.

    `data` is added to the number and the place of the comment; for the rest see `append_and_publish`.
    """
    place = {"place": comment.clause_label, "clause": comment.clause}
    return append_and_publish(
        verb,
        target=target or comment,
        page=page or comment.version.decree,
        audience=comment.audience,
        data={"comment": comment.pk, **(data or {}), **place},
        **entry,
    )


def save_and_publish_comment(
    comment: Comment,
    decree: DecreePage,
    by: User,
    *,
    verb: str,
    organisation: Organisation | None = None,
    actor_label: str = "",
) -> Comment:
    """Save the comment, mark requests for input that it meets, write the ledger entry and publish it to readers."""
    comment.save()
    meet_requests(comment)
    notify_mentioned(comment, by=by)
    notify_added(comment, by=by)
    publish_about_comment(
        verb,
        comment,
        row=comment,
        page=decree,
        by=by,
        organisation=organisation,
        actor_label=actor_label,
        content=content_of(comment),
        data=data_of(comment),
    )
    return comment


def data_of(comment: Comment) -> dict[str, Any]:
    """What its entry tells besides its first place."""
    further = [{"place": one.label, "clause": one.clause} for one in comment.further_passages]
    return {"version": comment.version.number, **({"further": further} if further else {})}
