"""Which clause of the old draft is which of the new: by id, by identical text, by likeness; and which have moved."""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from ..text import PARTS, Clause, Document, Kind, part
from .words import words

LIKE = 0.6
# What left its place must be more alike: legal phrases make strangers resemble each other.
ALIKE = 0.75
# Shorter texts ("Uraian tugas", "Ketua") say nothing about identity once they stand under another parent.
_TELLING = 4
_PROSE = frozenset(Kind) - {Kind.ANNEX, Kind.LIST, Kind.ROSTER, Kind.ROW}


@dataclass(eq=False)
class Node:
    """A clause in its place; `twin` is the same clause in the other draft."""

    clause: Clause
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    twin: "Node | None" = None
    moved: bool = False

    @cached_property
    def content(self) -> str:
        return "\n".join([self.clause.text, *(child.content for child in self.children)])

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words(self.clause.text)

    @cached_property
    def all_words(self) -> tuple[str, ...]:
        return words(self.content)

    @property
    def key(self) -> str:
        """What is compared as identical text; a list has no text but that of its items."""
        return self.clause.text or self.content

    @property
    def home(self) -> "Node | None":
        """The parent in the other draft."""
        return self.parent.twin if self.parent else None


def _grow(clause: Clause, parent: Node | None = None) -> Node:
    node = Node(clause, parent)
    node.children = [_grow(child, node) for child in clause.children]
    return node


def _roots(document: Document) -> list[Node]:
    """One node above each part, so that every clause has a parent."""
    return [_grow(Clause("", kind, "", "", children=part(document, kind))) for kind in PARTS]


def _layers(roots: list[Node]) -> list[list[Node]]:
    """The clauses by depth, each layer in document order."""
    layers, layer = [], roots
    while layer := [child for node in layer for child in node.children]:
        layers.append(layer)
    return layers


def _below(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _below(node.children)


def _free(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if node.twin is None]


def _join(old: Node, new: Node) -> None:
    old.twin, new.twin = new, old


def _is_telling(node: Node) -> bool:
    return len(node.words or node.all_words) >= _TELLING


def _compatible(old: Node, new: Node) -> bool:
    return old.clause.kind == new.clause.kind or {old.clause.kind, new.clause.kind} <= _PROSE


# The steps, from the surest to the least sure


def _join_by_id(old: Sequence[Node], new: Sequence[Node]) -> None:
    known: dict[str, Node] = {}
    for node in old:
        known.setdefault(node.clause.id, node)
    for node in new:
        match = known.get(node.clause.id)
        if match and match.twin is None and _compatible(match, node):
            _join(match, node)


def _join_equal(
    old: Iterable[Node], new: Iterable[Node], old_key: Callable[[Node], Hashable], new_key: Callable[[Node], Hashable]
) -> None:
    waiting: dict[Hashable, deque[Node]] = defaultdict(deque)
    for node in _free(old):
        waiting[old_key(node)].append(node)
    for node in _free(new):
        if queue := waiting.get(new_key(node)):
            _join(queue.popleft(), node)


def _join_equal_at_home(old: Iterable[Node], new: Iterable[Node]) -> None:
    _join_equal(
        old,
        new,
        lambda node: (node.parent, node.clause.kind, node.key),
        lambda node: (node.home, node.clause.kind, node.key),
    )


def _join_equal_anywhere(old: Iterable[Node], new: Iterable[Node], kind: Callable[[Node], Hashable]) -> None:
    def key(node: Node) -> Hashable:
        return kind(node), node.key

    _join_equal(filter(_is_telling, old), filter(_is_telling, new), key, key)


def _ratio(old: tuple[str, ...], new: tuple[str, ...]) -> float:
    """Share of common words in order, or 0.0 under LIKE; cheap upper bounds come first."""
    total = len(old) + len(new)
    if not old or not new or 2 * min(len(old), len(new)) < LIKE * total:
        return 0.0
    if 2 * (Counter(old) & Counter(new)).total() < LIKE * total:
        return 0.0
    ratio = SequenceMatcher(None, old, new, autojunk=False).ratio()
    return ratio if ratio >= LIKE else 0.0


def _likeness(old: Node, new: Node) -> float:
    own = _ratio(old.words, new.words)
    return max(own, _ratio(old.all_words, new.all_words)) if old.children and new.children else own


def _align(old: Sequence[Node], new: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """The pairs in order whose likeness adds up to most."""
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
    place = {node: n for n, node in enumerate(parent.twin.children if parent.twin else ())}
    steady = _longest_rising([place[node.twin] for node in parent.children if node.twin in place])
    for node in parent.children:
        node.moved = node.twin is not None and place.get(node.twin) not in steady


def _gaps(layer: Iterable[Node], anchor_of: Callable[[Node], Node | None]) -> Iterator[tuple[Node, Node | None]]:
    """Each unmatched clause with the last sibling before it that stayed in its place."""
    last: dict[Node | None, Node] = {}
    for node in layer:
        if anchor := anchor_of(node):
            last[node.parent] = anchor
        elif node.twin is None:
            yield node, last.get(node.parent)


def _join_alike_in_order(old: Iterable[Node], new: Sequence[Node]) -> None:
    """Between the same neighbours only: across them it would be a move."""
    for parent in {node.parent: None for node in new if node.parent}:
        _mark_moved(parent)
    places: dict[Hashable, tuple[list[Node], list[Node]]] = defaultdict(lambda: ([], []))
    for node, gap in _gaps(old, lambda node: node if node.twin and not node.twin.moved else None):
        places[node.parent, gap, node.clause.kind][0].append(node)
    for node, gap in _gaps(new, lambda node: None if node.moved else node.twin):
        places[node.home, gap, node.clause.kind][1].append(node)
    for olds, news in places.values():
        for pair in _align(olds, news):
            _join(*pair)


def _may_have_moved(old: Node, new: Node) -> bool:
    """A row is its office: "Kepala Dinas …" is alike in every row."""
    same_office = old.clause.cells[1:2] == new.clause.cells[1:2]
    return _compatible(old, new) and same_office and (_is_telling(old) and _is_telling(new))


def _join_alike_anywhere(old: Iterable[Node], new: Iterable[Node]) -> None:
    olds, news = _free(old), _free(new)
    pairs = ((i, j) for i, a in enumerate(olds) for j, b in enumerate(news) if _may_have_moved(a, b))
    scored = sorted((-_likeness(olds[i], news[j]), i, j) for i, j in pairs)
    for score, i, j in scored:
        if -score >= ALIKE and olds[i].twin is None and news[j].twin is None:
            _join(olds[i], news[j])


def match(old: Document, new: Document) -> list[tuple[Node, Node]]:
    """The parts of both documents, pair by pair, with twins found and moves marked on the new side."""
    old_roots, new_roots = _roots(old), _roots(new)
    for pair in zip(old_roots, new_roots, strict=True):
        _join(*pair)
    old_layers, new_layers = _layers(old_roots), _layers(new_roots)
    olds = [node for root in old_roots for node in _below(root.children)]
    news = [node for root in new_roots for node in _below(root.children)]
    _join_by_id(olds, news)
    _join_equal_at_home(olds, news)
    _join_equal_anywhere(olds, news, lambda node: node.clause.kind)
    for old_layer, new_layer in zip(old_layers, new_layers, strict=False):
        _join_alike_in_order(old_layer, new_layer)
        _join_equal_at_home(olds, news)
    _join_equal_anywhere(olds, news, lambda node: node.clause.kind in _PROSE or node.clause.kind)
    _join_alike_anywhere(olds, news)
    for node in (*new_roots, *news):
        _mark_moved(node)
    return list(zip(old_roots, new_roots, strict=True))
