"""Which clause of the old draft is which of the new: by id, by identical text, by likeness; and which have moved.

Here no id helps (the text was pasted anew). "untuk itu" and "keterbukaan" are paired because their text is identical,
"melaporkan" because its text is alike; "untuk itu" left the order that the others keep, and "anggaran" is new:

>>> from decrees.text import build
>>> head = dict.fromkeys(("title", "office", "province", "number", "place", "date", "signatory"), "")
>>> def draft(*texts):
...     blocks = [{"type": "recital", "id": f"{n} of {texts[0]}", "value": text} for n, text in enumerate(texts)]
...     return build(blocks, **head)
>>> old = draft("bahwa keterbukaan informasi merupakan hak masyarakat;",
...             "bahwa Tim melaporkan hasil kerja kepada Bupati setiap tahun;", "bahwa untuk itu perlu dibentuk Tim;")
>>> new = draft("bahwa untuk itu perlu dibentuk Tim;", "bahwa keterbukaan informasi merupakan hak masyarakat;",
...             "bahwa Tim melaporkan hasil kerja kepada Bupati setiap semester;", "bahwa anggaran tersedia;")
>>> for one in (one for _, root in match(old, new) for one in root.children):
...     print(one.clause.label, "was", one.twin.clause.label if one.twin else "nothing", "moved" if one.moved else "")
a. was c. moved
b. was a.
c. was b.
d. was nothing
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel, Postfix, Prefix
from rapidfuzz.process import extract

from decrees.text import Document, descend
from decrees.text.redline.nodes import Alphabet, Node, free, join, layers, prose, roots

LIKE = 0.6
# What left its place must be more alike: legal phrases make strangers resemble each other.
ALIKE = 0.75
# Shorter texts ("Uraian tugas", "Ketua") say nothing about identity once they stand under another parent.
_TELLING = 4
_PROSE = prose()


def _telling(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in free(nodes) if len(node.key.split(None, _TELLING - 1)) == _TELLING]


def _compatible(old: Node, new: Node) -> bool:
    return old.kind == new.kind or (old.kind in _PROSE and new.kind in _PROSE)


# The steps, from the surest to the least sure


def _join_by_id(old: Sequence[Node], new: Sequence[Node]) -> None:
    known: dict[str, Node] = {}
    for node in old:
        known.setdefault(node.clause.id, node)
    for node in new:
        match = known.get(node.clause.id)
        if match and match.twin is None and _compatible(match, node):
            join(match, node)


def _mostly_stand(old: Node, new: Node) -> bool:
    """The items of a list at their places."""
    pairs = zip(old.clause.children, new.clause.children, strict=False)
    same = sum([one.text == other.text for one, other in pairs])
    return 2 * same >= LIKE * (len(old.children) + len(new.children))


def _join_in_step(old: Node, new: Node) -> None:
    """What stands where it stood need not be looked for."""
    for one, other in zip(old.children, new.children, strict=False):
        if one.twin is not None or other.twin is not None or one.kind != other.kind:
            continue
        text = one.clause.text
        if text == other.clause.text and (text or _mostly_stand(one, other)):
            join(one, other)


def _join_equal(old: Sequence[Node], new: Sequence[Node], key: Callable[[Node], Hashable]) -> None:
    waiting: dict[Hashable, list[Node]] = {}
    for node in reversed(old):
        waiting.setdefault(key(node), []).append(node)
    for node in new:
        if queue := waiting.get(key(node)):
            join(queue.pop(), node)


def _join_equal_at_home(new: Iterable[Node]) -> None:
    """Among the children of twins; those of the children joined here come later in document order."""
    for parent in new:
        if parent.twin and parent.children and free(parent.children):
            _join_in_step(parent.twin, parent)
            _join_equal(free(parent.twin.children), free(parent.children), lambda node: (node.kind, node.key))


def _join_equal_anywhere(old: Iterable[Node], new: Iterable[Node], kind: Callable[[Node], Hashable]) -> None:
    _join_equal(_telling(old), _telling(new), lambda node: (kind(node), node.key))


def _ratio(old: str, new: str) -> float:
    """Share of common words in order, or 0.0 under LIKE."""
    return Indel.normalized_similarity(old, new, score_cutoff=LIKE) if old and new else 0.0


def _frame(old: str, new: str) -> float:
    """Share of the characters that both start and end with, or 0.0 under LIKE: tells one edit without any words."""
    start = Prefix.similarity(old, new)
    share = 2 * (start + Postfix.similarity(old[start:], new[start:])) / (len(old) + len(new) or 1)
    return share if share >= LIKE else 0.0


def _kinship(old: Node, new: Node) -> float:
    """Share of the characters that stand in identical clauses below, or 0.0 under LIKE."""
    olds, news = ([child.key for child in node.children] for node in (old, new))
    common = sum(map(len, set(olds).intersection(news)))
    total = sum(map(len, (*olds, *news, old.clause.text, new.clause.text)))
    return 2 * common / total if 2 * common >= LIKE * total else 0.0


def _likeness(old: Node, new: Node) -> float:
    own = _frame(old.clause.text, new.clause.text) or _ratio(old.line, new.line)
    if own or not (old.children and new.children):
        return own
    return _kinship(old, new) or _ratio(old.full_line, new.full_line)


def _align(old: Sequence[Node], new: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """The pairs in order whose likeness adds up to most."""
    if len(old) == len(new):
        straight = [_likeness(a, b) for a, b in zip(old, new, strict=True)]
        # Any other way leaves one out, and what is left adds up to no more than this.
        if sum(straight) >= len(old) - 1 and all(straight):
            yield from zip(old, new, strict=True)
            return
        if len(old) == 1:
            return
    like = [[_likeness(a, b) for b in new] for a in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = like[i][j] + best[i + 1][j + 1] if like[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    i = j = 0
    while i < len(old) and j < len(new):
        if like[i][j] and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _longest_rising(places: Sequence[int]) -> set[int]:
    """Members of a longest increasing subsequence of distinct numbers."""
    if all(a < b for a, b in pairwise(places)):
        return set(places)
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    rising: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        rising.add(last)
        last = before[last]
    return rising


def _mark_moved(parent: Node) -> None:
    """Another parent, or out of the order that most siblings keep."""
    home, stayed = parent.twin, []
    for node in parent.children:
        twin = node.twin
        node.moved = twin is not None and twin.parent is not home
        if twin is not None and not node.moved:
            stayed.append(twin)
    order = [node for node in home.children if node.twin and node.twin.parent is parent] if home else []
    if stayed != order:
        place = {node: n for n, node in enumerate(order)}
        steady = _longest_rising([place[twin] for twin in stayed])
        for twin in stayed:
            if twin.twin:
                twin.twin.moved = place[twin] not in steady


def _join_alike_in_order(layer: Iterable[Node]) -> None:
    """Between the same neighbours only: across them it would be a move."""
    for parent in {node.parent: None for node in free(layer)}:
        if parent and parent.twin:
            _mark_moved(parent)
            _join_alike_children(parent.twin.children, parent.children)


def _join_alike_children(old: Iterable[Node], new: Iterable[Node]) -> None:
    """Each gap: a kind, and the last sibling before it that stayed in its place."""
    places: dict[Hashable, tuple[list[Node], list[Node]]] = {}
    last: Node | None = None
    for node in old:
        if node.twin is None:
            places.setdefault((last, node.kind), ([], []))[0].append(node)
        elif not node.twin.moved:
            last = node
    last = None
    for node in new if places else ():
        if node.twin is None:
            if gap := places.get((last, node.kind)):
                gap[1].append(node)
        elif not node.moved:
            last = node.twin
    for pair in [pair for olds, news in places.values() if news for pair in _align(olds, news)]:
        join(*pair)


def _may_have_moved(old: Node, new: Node) -> bool:
    """A row is its office: "Kepala Dinas …" is alike in every row."""
    same_office = old.clause.cells[1:2] == new.clause.cells[1:2]
    return same_office and _compatible(old, new)


def _alike(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    for i, line in enumerate(olds):
        if line:
            for _, score, j in extract(line, news, scorer=Indel.normalized_similarity, score_cutoff=ALIKE, limit=None):
                yield score, i, j


def _join_alike_anywhere(old: Iterable[Node], new: Iterable[Node]) -> None:
    olds, news = _telling(old), _telling(new)
    found = [*_alike([node.line for node in olds], [node.line for node in news])]
    found += _alike(*([node.full_line if node.children else "" for node in nodes] for nodes in (olds, news)))
    for _, i, j in sorted(found, key=lambda pair: (-pair[0], *pair[1:])):
        if olds[i].twin is None and news[j].twin is None and _may_have_moved(olds[i], news[j]):
            join(olds[i], news[j])


def match(old: Document, new: Document) -> list[tuple[Node, Node]]:
    """The parts of both documents, pair by pair, with twins found and moves marked on the new side."""
    alphabet = Alphabet()
    old_roots, new_roots = roots(old, alphabet), roots(new, alphabet)
    for pair in zip(old_roots, new_roots, strict=True):
        join(*pair)
    olds = [node for root in old_roots for node in descend(root.children)]
    news = [node for root in new_roots for node in descend(root.children)]
    _join_by_id(olds, news)
    _join_equal_at_home([*new_roots, *news])
    late = set(free(news))
    _join_equal_anywhere(olds, news, lambda node: node.kind)
    olds, rest = free(olds), free(news)
    for every in layers(new_roots) if late else ():
        layer = [node for node in every if node in late]
        _join_alike_in_order(layer)
        _join_equal_at_home(layer)
    _join_equal_anywhere(olds, rest, lambda node: node.kind in _PROSE or node.kind)
    _join_alike_anywhere(olds, rest)
    for node in (*new_roots, *news):
        if node.children:
            _mark_moved(node)
    return list(zip(old_roots, new_roots, strict=True))
