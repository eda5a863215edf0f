"""Put a proposed new clause into the text in the editor, or move a clause as proposed, with one action; and back."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events
from decrees.drafting.proposals import tidy
from decrees.drafting.restructuring import RefusedError, Structure, move_back, neighbours, standing_before
from decrees.models import AdoptedAmendment, Comment
from decrees.models.words import WHY_NOT
from decrees.reading.amendment_board import AmendmentBoard, StructureProposal, restructured
from decrees.services.circulation.adopting import opened
from decrees.text import find
from forum import ledger
from forum.audiences import SECRETARIAT
from forum.models import User


@transaction.atomic
def adopt_structure(comment: Comment, *, seen: str | None = None, by: User) -> AdoptedAmendment:
    """Do with the editor's text what the comment proposes: a new clause, or a clause moved. Numbers and references
    follow when it is saved.

    `seen` is the fingerprint of the text that the person saw. Raises ValidationError if the text has changed since
    then, if a clause is gone that is needed for it, or if the proposal is not open any more.
    """
    board = opened(comment.version.decree, by)
    proposal = next((one for one in board.structures if one.comment == comment), None)
    if proposal is None:
        raise ValidationError(_("This proposal is not open any more."))
    if seen is not None and seen != board.fingerprint:
        raise ValidationError(_("The text was changed meanwhile. Look at it once more."))
    if proposal.hindrance:
        raise ValidationError(str(proposal.hindrance))
    return _put(board, proposal, by)


def _put(board: AmendmentBoard, proposal: StructureProposal, by: User) -> AdoptedAmendment:
    comment, draft, new_id = proposal.comment, board.draft, str(uuid.uuid4())
    wanted = comment.wanted
    blocks = draft.body.get_prep_value()
    draft.body = draft.body.stream_block.to_python(restructured(blocks, comment, proposal.clause, new_id))
    draft.save_revision(user=by, log_action=True)
    if wanted and wanted.kind is Structure.MOVE:
        before, behind = neighbours(blocks, proposal.clause)
        stands = {"kind": wanted.kind.value, "after": wanted.after, "before": before, "behind": behind}
        return _record(board, proposal, proposal.clause, "", stands, by)
    clause = find(draft.as_document(), new_id)
    return _record(board, proposal, new_id, clause.text if clause else tidy(comment.proposed or ""), None, by)


def _record(
    board: AmendmentBoard,
    proposal: StructureProposal,
    clause: str,
    after: str,
    structure: dict[str, Any] | None,
    by: User,
) -> AdoptedAmendment:
    """The entry is for the secretariat only, because the editor's text is not public before it is circulated."""
    comment = proposal.comment
    entry = ledger.append(
        events.WORDING_TAKEN,
        target=comment,
        page=board.draft,
        by=by,
        audience=SECRETARIAT,
        content=[comment.pk, clause, "", after, *([structure] if structure else [])],
        data={
            "comment": comment.pk,
            "place": proposal.place,
            "clause": clause,
            "structure": comment.structure["kind"] if comment.structure else "",
        },
    )
    return AdoptedAmendment.objects.create(
        comment=comment, clause=clause, after=after, structure=structure, office=entry.actor_label, seq=entry.seq
    )


def moved_back(blocks: list[dict[str, Any]], moved: Sequence[AdoptedAmendment]) -> list[dict[str, Any]]:
    """The blocks with these clauses where they were, the one moved last first. Raises ValidationError if one was moved
    again since, or what stood beside it is gone."""
    for one in moved:
        was: dict[str, Any] = one.structure or {}
        if standing_before(blocks, one.clause) != was["after"]:
            raise ValidationError(
                _("%(place)s was moved again since. Change it in the editor.") % {"place": one.comment.clause_label}
            )
        try:
            blocks = move_back(blocks, one.clause, was["before"], was["behind"])
        except RefusedError as refused:
            raise ValidationError(str(WHY_NOT[refused.reason])) from refused
    return blocks
