"""What stands after several people wrote at once. Words are only added, and say which words they were written over.

Whoever writes over a text names it; a text that nobody has named stands. So of two who changed the same line at once,
without having seen the other's words, both stand beside each other until somebody has seen both.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """`token`: the name of these words; `row` and `item`: where they stand. Empty words strike a line out."""

    seq: int
    token: str
    row: str
    item: str
    text: str
    replaces: tuple[str, ...] = ()


@dataclass
class Row:
    """A line of notes. `heads`: the words that stand, in the order in which they came."""

    key: str
    item: str
    seq: int
    heads: list[Words] = field(default_factory=list)

    @property
    def said(self) -> list[Words]:
        """What there is to read: each text once."""
        return list({one.text: one for one in reversed(self.heads) if one.text}.values())[::-1]

    @property
    def tokens(self) -> list[str]:
        return [one.token for one in self.heads]

    @property
    def is_open(self) -> bool:
        """Several wrote at once, and nobody has yet seen all of it."""
        return len({one.text for one in self.heads}) > 1


def standing(words: Iterable[Words]) -> list[Row]:
    """In the order in which the rows were begun."""
    ordered = sorted(words, key=lambda one: one.seq)
    named = {(one.row, token) for one in ordered for token in one.replaces}
    rows: dict[str, Row] = {}
    for one in ordered:
        row = rows.setdefault(one.row, Row(one.row, one.item, one.seq))
        if (one.row, one.token) not in named:
            row.heads.append(one)
    return list(rows.values())
