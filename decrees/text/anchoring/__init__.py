"""Carries comments from one revision of a text to the next: each is kept, moved, edited or honestly orphaned.

Pure: it asks which new word every old word has become; it never searches the new text for something similar."""

from collections.abc import Sequence

from decrees.text.anchoring.map import Map
from decrees.text.anchoring.mapping import map_words
from decrees.text.anchoring.placing import AnchorResult, AnchorState, Placer
from decrees.text.anchoring.words import Clauses

__all__ = ["AnchorResult", "AnchorState", "Map", "map_words", "reanchor"]


def reanchor(old: str | Clauses, new: str | Clauses, anchors: Sequence[tuple[int, int]]) -> list[AnchorResult]:
    """`old` and `new` are texts with blank lines between blocks, or (clause id, text); clauses count as joined by
    a blank line. Anchors and placements are spans of code points."""
    placer = Placer(map_words(old, new))
    return [placer.place(start, end) for start, end in anchors]
