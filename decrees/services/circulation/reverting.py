"""Take proposed wordings out of the text again, with one action."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events
from decrees.drafting.proposals import leads_to, put_back, stands_in
from decrees.models import AdoptedAmendment, Comment, DecreePage
from decrees.reading.amendment_board import AmendmentBoard, adopted_amendments
from decrees.services.circulation.adopting import UNCHANGED, opened
from decrees.services.circulation.restructuring import moved_back
from decrees.text import find, put_clause_back, put_text
from decrees.text.place_names import cite_clauses
from forum import ledger
from forum.audiences import SECRETARIAT
from forum.models import LedgerEntry, User


@transaction.atomic
def revert_adoptions(comments: Sequence[Comment], *, by: User) -> list[AdoptedAmendment]:
    """Restore the words that the editor's text had before these proposals were put in, all in one revision.

    The proposals are open again, and so is each other proposal of the same words. Raises ValidationError, and changes
    nothing, if one was circulated or taken out meanwhile, or if its words were changed since.
    """
    board = opened(comments[0].version.decree, by)
    taken = adopted_amendments(board.draft, by)
    chosen = [one for one in taken if one.comment in comments]
    if len(chosen) < len({*comments}):
        raise ValidationError(_("This wording is not among those that were taken since the last version."))
    moved = [one for one in chosen if one.structure]
    texts, returned = _undone(board, [one for one in chosen if not one.structure], taken)
    if texts or moved:
        _save(board.draft, texts, moved, by)
    _record(board, [*returned, *moved], by)
    return [*returned, *moved]


def _undone(
    board: AmendmentBoard, chosen: Iterable[AdoptedAmendment], taken: Sequence[AdoptedAmendment]
) -> tuple[dict[str, str], list[AdoptedAmendment]]:
    """The new texts by clause, and the adoptions that are no longer in force. The newest is undone first, because later
    ones may build on earlier ones."""
    entries = LedgerEntry.objects.filter(seq__in=[one.seq for one in taken]).values_list("seq", "data")
    unchanged = {seq for seq, data in entries if data.get(UNCHANGED)}
    texts: dict[str, str] = {}
    returned: list[AdoptedAmendment] = []
    for one in chosen:
        if one in returned:
            continue
        if one.seq in unchanged:  # its words had stood there before
            returned.append(one)
            continue
        clause = find(board.document, one.clause)
        now = texts.get(one.clause, clause.text if clause else "")
        others = (other for other in taken if other.clause == one.clause and not other.structure)
        beside = [other for other in others if other not in returned]
        texts[one.clause], along = _undo(one, now, beside)
        returned += along
    return texts, returned


def _undo(one: AdoptedAmendment, now: str, beside: Iterable[AdoptedAmendment]) -> tuple[str, list[AdoptedAmendment]]:
    """The text of the clause before this adoption, and all adoptions on the clause that are undone with it."""
    old = put_back(now, one.before, one.after)
    if old is None:
        words = {"place": one.comment.clause_label}
        raise ValidationError(_("The text of %(place)s was changed since. Change it in the editor.") % words)
    along = [other for other in beside if other == one or leads_to(old, now, other.before, other.after)]
    for other in beside:
        if other not in along and stands_in(now, other.after) and not stands_in(old, other.after):
            words = {"name": other.comment.organisation.label}
            raise ValidationError(_("The wording of %(name)s builds on these words. Put that back first.") % words)
    return old, along


def _save(draft: DecreePage, texts: Mapping[str, str], moved: Sequence[AdoptedAmendment], by: User) -> None:
    blocks = moved_back(draft.body.get_prep_value(), moved)
    for clause, text in texts.items():
        blocks = _with_text(draft, blocks, clause, text)
    draft.body = draft.body.stream_block.to_python(blocks)
    draft.save_revision(user=by, log_action=True)


def _with_text(draft: DecreePage, blocks: list[dict[str, Any]], clause: str, text: str) -> list[dict[str, Any]]:
    """The blocks with this text in the clause. A clause that was struck out is restored from an earlier revision, with
    its id and its links."""
    try:
        return put_text(blocks, clause, text)
    except ValueError:
        raise ValidationError(_("Other clauses were put into this one since. Change it in the editor.")) from None
    except KeyError:
        restored = put_clause_back(blocks, _text_with(draft, clause), clause)
    try:
        return put_text(restored, clause, text)
    except KeyError:
        raise ValidationError(_("What this clause stood in is no longer in the editor's text.")) from None


def _text_with(draft: DecreePage, clause: str) -> list[dict[str, Any]]:
    """The newest revision of the text that has the clause; for a draft without revisions, the page itself."""
    revisions = draft.revisions.order_by("-created_at", "-pk").iterator(chunk_size=20)
    for page in chain((revision.as_object() for revision in revisions), [DecreePage.objects.get(pk=draft.pk)]):
        if find(page.as_document(), clause):
            blocks: list[dict[str, Any]] = page.body.get_prep_value()
            return blocks
    return []


def _record(board: AmendmentBoard, returned: Iterable[AdoptedAmendment], by: User) -> None:
    called = cite_clauses(board.newest.document) if board.newest else {}
    for one in returned:
        ledger.append(
            events.WORDING_RETURNED,
            target=one.comment,
            page=board.draft,
            by=by,
            audience=SECRETARIAT,
            content=[one.comment_id, one.clause, one.before, one.after],
            data={
                "comment": one.comment_id,
                "place": called.get(one.clause, one.comment.clause_label),
                "clause": one.clause,
            },
        )
        one.delete()
