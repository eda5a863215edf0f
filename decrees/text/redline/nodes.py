"""The clauses of both drafts as nodes that can find their twins."""

from collections.abc import Iterable, Sequence

from decrees.text import PARTS, Clause, Document, Kind, part

_LETTERS = 0x10FFFF
# Lower case, and a blank for each mark between words: one pass over the bytes, ten times as fast as tokens.
_PLAIN = bytes(b" "[0] if chr(b) in ".,;:()/" else ord(chr(b).lower()) if b < 128 else b for b in range(256))


class Alphabet(dict[bytes, str]):
    """A letter for each distinct word of both drafts: rapidfuzz compares letters fastest."""

    def __missing__(self, word: bytes) -> str:
        letter = self[word] = chr((len(self) + 1) % _LETTERS)
        return letter

    def spell(self, text: str) -> str:
        return "".join(map(self.__getitem__, text.encode().translate(_PLAIN).split()))


class Node:
    """A clause in its place; `twin` is the same clause in the other draft. Thousands are made: hence the slots."""

    __slots__ = ("_content", "_full_line", "_line", "alphabet", "children", "clause", "kind", "moved", "parent", "twin")

    def __init__(self, clause: Clause, alphabet: Alphabet, parent: "Node | None" = None) -> None:
        self.clause = clause
        # A plain string: hashing an Enum runs Python code, and kinds are part of every key.
        self.kind: str = clause.kind._value_
        self.alphabet = alphabet
        self.parent = parent
        self.twin: Node | None = None
        self.moved = False
        self._content = self._line = self._full_line = ""
        self.children: Sequence[Node] = (
            [Node(child, alphabet, self) for child in clause.children] if clause.children else ()
        )

    @property
    def key(self) -> str:
        """What is compared as identical text; a list has no text but that of its items."""
        return self.clause.text or self.content

    @property
    def content(self) -> str:
        if not self._content:
            self._content = "\n".join([self.clause.text, *(child.content for child in self.children)])
        return self._content

    @property
    def line(self) -> str:
        """The clause's own words, a letter each."""
        if not self._line:
            self._line = self.alphabet.spell(self.clause.text)
        return self._line

    @property
    def full_line(self) -> str:
        """With the words of all clauses below it."""
        if not self._full_line:
            self._full_line = "".join([self.line, *(child.full_line for child in self.children)])
        return self._full_line

    @property
    def home(self) -> "Node | None":
        """The parent in the other draft."""
        return self.parent.twin if self.parent else None


def roots(document: Document, alphabet: Alphabet) -> list[Node]:
    """One node above each part, so that every clause has a parent."""
    return [Node(Clause("", kind, "", "", children=part(document, kind)), alphabet) for kind in PARTS]


def layers(tops: list[Node]) -> list[list[Node]]:
    """The clauses by depth, each layer in document order."""
    found, layer = [], tops
    while layer := [child for node in layer for child in node.children]:
        found.append(layer)
    return found


def free(nodes: Iterable[Node]) -> list[Node]:
    return [node for node in nodes if node.twin is None]


def join(old: Node, new: Node) -> None:
    old.twin, new.twin = new, old


def prose() -> frozenset[str]:
    """Kinds that may become each other: the others have parts of their own."""
    return frozenset(kind.value for kind in Kind) - {Kind.ANNEX, Kind.LIST, Kind.ROSTER, Kind.ROW}
