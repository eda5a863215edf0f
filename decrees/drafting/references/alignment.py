"""Which reference of an old text is which of the new one. Pure."""

from collections.abc import Callable, Iterator, Sequence

from decrees.drafting.references.guide import Reference, same_label
from decrees.text import Clause, Kind
from decrees.text.folding import fold_case
from decrees.text.redline.words import tokens

Token = str | int
# What the words of the n-th old reference would have to be now; None where nothing can be said.
Written = Callable[[int], str | None]


def words_of(reference: Reference, text: str) -> str:
    return text[reference.start : reference.end]


def reads_same(old: str, new: str) -> bool:
    return fold_case(old) == fold_case(new)


def paired(
    old: str, olds: Sequence[Reference], new: str, news: Sequence[Reference], written: Written
) -> list[tuple[int, int]]:
    """The numbers of the references that belong together: they stand among the same words."""
    if not olds or not news:
        return []
    if old == new:
        return [(number, number) for number in range(min(len(olds), len(news)))]

    def near(was: int, now: int) -> float:
        """Numbers count less than words, and an old number as much as the one it becomes: else a text that is
        renumbered already would be read in another order."""
        if olds[was].kind != news[now].kind:
            return 0.0
        before, after = words_of(olds[was], old), words_of(news[now], new)
        return 1.5 if reads_same(before, after) or written(was) == after else 1.0

    before, after = _skeleton(old, olds), _skeleton(new, news)
    pairs = _aligned(before, after, near)
    return list(_among_same_words(before, after, pairs))


def _among_same_words(
    before: Sequence[Token], after: Sequence[Token], pairs: set[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    for i, j in sorted(pairs):
        was, now = before[i], after[j]
        # Alone among other words, it was typed anew.
        if isinstance(was, int) and isinstance(now, int) and pairs & {(i - 1, j - 1), (i + 1, j + 1)}:
            yield was, now


def _skeleton(text: str, found: Sequence[Reference]) -> list[Token]:
    """The words and marks between the ends of the text, with the number of each reference in its place."""
    line: list[Token] = ["\x02"]
    at = 0
    for number, reference in enumerate(found):
        line += [*_marks(text[at : reference.start]), number]
        at = reference.end
    return [*line, *_marks(text[at:]), "\x03"]


def _marks(text: str) -> Iterator[str]:
    return (token for token in tokens(text) if not token.isspace())


def _aligned(old: Sequence[Token], new: Sequence[Token], near: Callable[[int, int], float]) -> set[tuple[int, int]]:
    """The places that belong together: the most words in common, in order, then the likeliest references."""

    def gain(i: int, j: int) -> float:
        one, other = old[i], new[j]
        if isinstance(one, int) and isinstance(other, int):
            return near(one, other)
        return float(one == other)

    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], gain(i, j) + best[i + 1][j + 1])
    pairs, i, j = set(), 0, 0
    while i < len(old) and j < len(new):
        if gain(i, j) and best[i][j] == gain(i, j) + best[i + 1][j + 1]:
            pairs.add((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


_WORDS = {
    "diktum": {Kind.DIKTUM},
    "lampiran": {Kind.ANNEX},
    "huruf": {Kind.RECITAL, Kind.POINT, Kind.ITEM},
    "angka": {Kind.CITATION, Kind.REGARD},
}


def renamed(reference: Reference, words: str, target: Clause) -> str | None:
    """The reference's words with the label that the target bears now; None if these words cannot name it. A label that
    is right already keeps its spelling."""
    if target.kind not in _WORDS[reference.kind]:
        return None
    name, label = words[: reference.label_start - reference.start], words[reference.label_start - reference.start :]
    if reference.kind == "lampiran":
        roman = target.label.removeprefix("LAMPIRAN").strip()
        return f"{name.rstrip()} {roman}".strip() if name else roman or None
    bare = target.label.removesuffix(".")
    if reference.kind == "diktum":
        return words if same_label(label) == same_label(bare) else name + _in_case_of(bare, label)
    return name + bare


def _in_case_of(label: str, model: str) -> str:
    if model.isupper():
        return label.upper()
    return label.title() if model.istitle() else label.lower()
