"""A person moves a comment to its right place, or confirms the place that the machine found. Both add a step to the
comment."""

from dataclasses import asdict, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Anchor, Comment, DecreePage, Version
from decrees.models.words import clean_text
from decrees.services.publishing import append_and_publish
from decrees.text import find, find_quote
from decrees.text.anchoring import AnchorState
from decrees.text.anchoring.further import FurtherStep, kept
from decrees.text.anchoring.targets import Target, words_at
from decrees.text.folding import same_words
from decrees.text.place_names import cite_clause
from forum import ledger
from forum.models import User


@transaction.atomic
def reattach_comment(comment: Comment, *, clause: str, quote: str = "", passage: int = 0, by: User) -> Anchor:
    """Put a comment on a clause of the newest version, or on a passage (`quote`) that occurs there exactly once.

    `passage` says which of its passages, the first being 0; the others stay where they are. Raises ValidationError if
    the words do not stand there, or if the comment was made on the newest version.
    """
    last = _last_step(comment, by)
    target, label = _found(last.version, clause, clean_text(quote)), cite_clause(last.version.document, clause)
    if passage:
        further = _put_further(last, passage - 1, target, label)
        return _step_by_person(last, by, **_as_it_is(last), further=further, put=(label, target.clause))
    altered = not same_words(words_at(last.version.document, target), comment.passage)
    state = AnchorState.EDITED if altered else AnchorState.MOVED
    further = last.further_steps
    return _step_by_person(last, by, state=state, altered=altered, target=target, clause_label=label, further=further)


def _put_further(last: Anchor, number: int, target: Target, label: str) -> list[FurtherStep]:
    """The further passages, one of them at another place."""
    steps, comment = last.further_steps, last.comment
    if number >= len(steps):
        raise ValidationError(_("This comment has no such passage."))
    made = comment.further_passages[number]
    was = made.quote or words_at(comment.version.document, made.target)
    altered = not same_words(words_at(last.version.document, target), was)
    state = AnchorState.EDITED if altered else AnchorState.MOVED
    steps[number] = FurtherStep(state.value, target.clause, label, target.start, target.end, altered)
    return steps


def _as_it_is(last: Anchor) -> dict[str, Any]:
    """The place of the first passage, as it is; if that is gone it waits still, whoever adds this step."""
    state, in_doubt = AnchorState(last.state), last.in_doubt or (last.lost and not last.struck)
    same = {"altered": last.altered, "target": last.target, "clause_label": last.clause_label}
    return {"state": state, "in_doubt": in_doubt, "last_known_clause": last.last_known_clause, **same}


@transaction.atomic
def confirm_place(comment: Comment, *, by: User) -> Anchor:
    """Record that doubtful places are right, and that further passages are gone that were not found. Raises
    ValidationError if nothing is in doubt, or if the first passage is gone."""
    last = _last_step(comment, by)
    if not (last.others_wait or (last.in_doubt and not last.lost)):
        raise ValidationError(_("There is nothing to confirm."))
    further = [replace(step, in_doubt=False) for step in last.further_steps]
    first = _as_it_is(last) | ({} if last.lost else {"in_doubt": False})
    return _step_by_person(last, by, **first, further=further)


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
    last: Anchor,
    by: User,
    *,
    state: AnchorState,
    altered: bool,
    target: Target,
    clause_label: str,
    further: list[FurtherStep],
    in_doubt: bool = False,
    last_known_clause: str = "",
    put: tuple[str, str] | None = None,
) -> Anchor:
    """`put` is the place of which the entry tells, where it is not that of the first passage."""
    comment, version = last.comment, last.version
    place, clause = put or (clause_label, target.clause)
    others = [[step.said for step in further]] if further else []
    anchor = Anchor(
        comment=comment,
        version=version,
        from_version_id=last.from_version_id,
        state=state.value,
        altered=altered,
        clause=target.clause,
        in_doubt=in_doubt,
        clause_label=clause_label,
        start=target.start,
        end=target.end,
        last_known_clause=last_known_clause,
        further=kept(further),
        others_wait=any(step.in_doubt for step in further) or None,
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
        content=[comment.pk, version.digest, state, *asdict(target).values(), *others],
        data={"comment": comment.pk, "version": version.number, "place": place, "clause": clause},
    )
    return anchor
