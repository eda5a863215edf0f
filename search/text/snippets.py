"""The place of a text where most of what was asked stands, with the words found marked."""

from collections.abc import Collection, Sequence
from html import escape

from search.text.kinship import Groups
from search.text.words import Word, fold, words

AROUND, LONGEST_LINE, LINES = 110, 4_000, 12


def snippet(text: str, terms: Collection[str], groups: Groups, enough: int = LINES) -> str:
    """Safe HTML; empty if nothing of the question stands in the text. Of a line with `enough` different words of it no
    better one is looked for."""
    best: tuple[int, str, list[Word]] = (0, "", [])
    for likely, line in _promising(text, terms):
        if best[0] >= min(enough, likely or enough):
            break
        marked = found_in(line, terms, groups)
        count = len({word.text for word in marked})
        if count > best[0]:
            best = (count, line, marked)
    return _shown(best[1], best[2]) if best[2] else ""


def mark(line: str, terms: Collection[str], groups: Groups) -> str:
    """A whole line as safe HTML."""
    return _with_marks(line, 0, len(line), found_in(line, terms, groups))


def found_in(line: str, terms: Collection[str], groups: Groups) -> list[Word]:
    said = words(line)
    alike: set[int] = set()
    if any(term.startswith("#") for term in terms):
        alike.update(n for start, end, term in groups.found(said) if term in terms for n in range(start, end))
    return [
        word
        for n, word in enumerate(said)
        if n in alike or (not word.is_stop and (word.text in terms or not word.kin.isdisjoint(terms)))
    ]


def _promising(text: str, terms: Collection[str]) -> list[tuple[int, str]]:
    """Lines in which a root may stand, with how many may: looked at closely, each costs a thousand times as much. The
    first letter of a root may have gone into a prefix."""
    bare = [term.lstrip("~") for term in terms if not term.startswith(("#", ":", "@"))]
    pieces = {term[1:] if len(term) > 4 else term for term in bare}
    lines = [line[:LONGEST_LINE] for line in text.splitlines() if line.strip()]
    good = [(sum(piece in folded for piece in pieces), line) for line in lines for folded in (fold(line),)]
    good.sort(key=lambda one: -one[0])
    return [(hits, line) for hits, line in good[:LINES] if hits or any(term.startswith("#") for term in terms)]


def _shown(line: str, marked: Sequence[Word]) -> str:
    start, end = _window(line, marked)
    inside = [word for word in marked if start <= word.start and word.end <= end]
    return f"{'… ' if start else ''}{_with_marks(line, start, end, inside)}{' …' if end < len(line) else ''}"


def _window(line: str, marked: Sequence[Word]) -> tuple[int, int]:
    """Around the word with most of the others behind it."""
    width = 2 * AROUND
    first = max(
        marked, key=lambda word: (len({o.text for o in marked if 0 <= o.start - word.start < width}), -word.start)
    )
    start, end = max(0, first.start - AROUND // 2), min(len(line), first.start + width)
    start = line.find(" ", start, first.start) + 1 if start else 0
    cut = line.rfind(" ", first.end, end) if end < len(line) else end
    return start, cut if cut > 0 else end


def _with_marks(line: str, start: int, end: int, marked: Sequence[Word]) -> str:
    parts, at = [], start
    for word in marked:
        parts += [escape(line[at : word.start]), f"<mark>{escape(line[word.start : word.end])}</mark>"]
        at = word.end
    return "".join([*parts, escape(line[at:end])])
