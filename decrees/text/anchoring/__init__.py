r"""Carries comments from one revision of a text to the next: each is kept, moved, edited or honestly orphaned.

Pure: it asks which new word every old word has become; it never searches the new text for something similar.

Clause b moved to the front, clause a was edited, clause c was struck out. Three comments, each on a quote of the old
text, which is the clauses joined by a blank line:

>>> old = [("a", "Tim menyusun laporan setiap 6 (enam) bulan."), ("b", "Laporan disampaikan kepada Bupati."),
...        ("c", "Biaya dibebankan pada anggaran Dinas.")]
>>> new = [("b", "Laporan disampaikan kepada Bupati."), ("a", "Tim menyusun laporan setiap 3 (tiga) bulan.")]
>>> before, after = ("\n\n".join(text for _, text in clauses) for clauses in (old, new))
>>> quotes = ["disampaikan kepada Bupati", "laporan setiap 6 (enam) bulan", "anggaran Dinas"]
>>> spans = [(before.index(quote), before.index(quote) + len(quote)) for quote in quotes]
>>> for one in reanchor(old, new, spans):
...     print(one.state.value, repr(after[one.start : one.end]), round(one.score, 2))
moved 'disampaikan kepada Bupati' 1.0
edited 'laporan setiap 3 (tiga) bulan' 0.86
orphaned '' 0.0
"""

from collections.abc import Sequence

from decrees.text.anchoring.carrying import AnchorResult, AnchorState, Placer
from decrees.text.anchoring.map import Map
from decrees.text.anchoring.map_building import map_words
from decrees.text.anchoring.words import Clauses

__all__ = ["AnchorResult", "AnchorState", "Map", "map_words", "reanchor"]


def reanchor(old: str | Clauses, new: str | Clauses, anchors: Sequence[tuple[int, int]]) -> list[AnchorResult]:
    """`old` and `new` are texts with blank lines between blocks, or (clause id, text); clauses count as joined by
    a blank line. Anchors and placements are spans of code points."""
    placer = Placer(map_words(old, new))
    return [placer.place(start, end) for start, end in anchors]
