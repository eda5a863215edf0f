"""A person moves a comment to its right place, or confirms the place that the machine found. Both add a step to the
comment."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Anchor, Comment, DecreePage, Version
from decrees.models.words import clean_text
from decrees.services.publishing import append_and_publish
from decrees.text import find, find_quote
from decrees.text.anchoring import AnchorState
from decrees.text.anchoring.targets import Target, words_at
from decrees.text.folding import same_words
from decrees.text.place_names import cite_clause
from forum import ledger
from forum.models import User


@transaction.atomic
def reattach_comment(comment: Comment, *, clause: str, quote: str = "", by: User) -> Anchor:
    """Put a comment on a clause of the newest version, or on a passage (`quote`) that occurs there exactly once.

    Raises ValidationError if the passage does not, or if the comment was made on the newest version.
    """
    last = _last_step(comment, by)
    document = last.version.document
    target = _found(last.version, clause, clean_text(quote))
    altered = not same_words(words_at(document, target), comment.passage)
    return _step_by_person(
        last,
        by,
        state=AnchorState.EDITED if altered else AnchorState.MOVED,
        altered=altered,
        target=target,
        clause_label=cite_clause(document, clause),
    )


@transaction.atomic
def confirm_place(comment: Comment, *, by: User) -> Anchor:
    """Record that a doubtful place is right. Raises ValidationError if the place is not in doubt."""
    last = _last_step(comment, by)
    if last.lost or not last.in_doubt:
        raise ValidationError(_("There is nothing to confirm."))
    return _step_by_person(
        last,
        by,
        state=AnchorState(last.state),
        altered=last.altered,
        target=last.target,
        clause_label=last.clause_label,
    )


def _last_step(comment: Comment, by: User) -> Anchor:
    """The comment's newest step, locked until the end of the transaction so that two people do not place it at once."""
    decree = DecreePage.objects.select_for_update().get(pk=comment.version.decree_id)
    permissions.require(permissions.can_place(by, comment))
    steps = Anchor.objects.filter(comment=comment, version=decree.newest).select_related("version")
    last = steps.order_by("-pk").first()
    if last is None:
        raise ValidationError(_("This comment stands where it was made."))
    last.comment = comment
    return last


def _found(version: Version, clause_id: str, quote: str) -> Target:
    clause = find(version.document, clause_id)
    if clause is None:
        raise ValidationError(_("This clause is not in version %(number)s.") % {"number": version.number})
    if not quote:
        return Target(clause.id)
    # The quote comes without a position in the clause, so a quote that occurs twice cannot be resolved.
    place = find_quote(clause.text, -1, -1, quote)
    if place is None:
        raise ValidationError(_("These words do not stand in this clause, or more than once: quote more of them."))
    return Target(clause.id, *place)


def _step_by_person(
    last: Anchor, by: User, *, state: AnchorState, altered: bool, target: Target, clause_label: str
) -> Anchor:
    comment, version = last.comment, last.version
    anchor = Anchor(
        comment=comment,
        version=version,
        from_version_id=last.from_version_id,
        state=state.value,
        altered=altered,
        clause=target.clause,
        clause_label=clause_label,
        start=target.start,
        end=target.end,
        by=by,
        office=ledger.office_of(by)[0],
    )
    append_and_publish(
        events.COMMENT_REATTACHED,
        row=anchor,
        target=comment,
        page=version.decree,
        by=by,
        audience=comment.audience,
        content=[comment.pk, version.digest, state, *asdict(target).values()],
        data={"comment": comment.pk, "version": version.number, "place": clause_label, "clause": target.clause},
    )
    return anchor
