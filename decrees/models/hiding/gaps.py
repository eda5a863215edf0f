"""What stands in place of hidden words, by the number of the entry that told them."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from decrees.models.hiding.records import HiddenWords
from forum.models.ledger.hiding import Gap, gaps_in_force, hiding_lines
from forum.models.memory import Prepared, remembered


class Gaps:
    """All gaps by the number of the entry that told the words: asked for once, when the first words are read."""

    @cached_property
    def by_entry(self) -> dict[int, Gap]:
        return remembered(("gaps",), _read)

    def __getstate__(self) -> dict[str, Any]:
        """A part of a page is kept under what it shows: under the gaps too."""
        return {"by_entry": self.by_entry}


def share_gaps(rows: Iterable[Any], are_any: bool = True) -> None:
    """One query for the gaps of all these rows and of what is read with them; none if it is known that there are
    none."""
    gaps = Gaps()
    if not are_any:
        gaps.__dict__["by_entry"] = {}
    for row in rows:
        beside = (row._state.fields_cache.get(name) for name in row.read_with)
        for one in (row, *filter(None, beside)):
            one.__dict__["_gaps"] = gaps


def _read() -> dict[int, Gap]:
    gaps = {entry: gap for (entry,), gap in gaps_in_force(HIDING_LINES()).items()}
    return {entry: _without_hidden_objections(gap, gaps) for entry, gap in gaps.items()}


HIDING_LINES = Prepared(lambda: hiding_lines(HiddenWords.objects.all(), "entry", hiding="concealment"))


def _without_hidden_objections(gap: Gap, gaps: dict[int, Gap]) -> Gap:
    """What is said to a hiding can have to go as well; its own gap stands there then."""
    said = (replace(one, words=str(gaps.get(one.entry, one.words))) for one in gap.objections)
    return replace(gap, objections=tuple(said))
