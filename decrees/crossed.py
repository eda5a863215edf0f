"""Words that went from one clause into another, as the page of a comparison tells them at both ends. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from decrees.text.redline import Hunk, crossings


class Crossed(NamedTuple):
    """`words` went to the hunk `other`, or came from there; `place` is what its clause is called, or was."""

    words: str
    other: str
    place: str
    went: bool


def crossed(told: Iterable[tuple[Hunk, str]], before: Mapping[str, str]) -> dict[str, list[Crossed]]:
    """By hunk. `told` with what the clauses are called now, `before` what they were called."""
    now = {hunk.id: (hunk, place) for hunk, place in told}
    found: dict[str, list[Crossed]] = {}
    for gone, come, words in crossings(hunk for hunk, _ in now.values()):
        found.setdefault(gone.id, []).append(Crossed(words, come.id, now[come.id][1], went=True))
        was = before.get(gone.old_id, now[gone.id][1])
        found.setdefault(come.id, []).append(Crossed(words, gone.id, was, went=False))
    return found
