"""Revisions made from real texts, with the fate of every character known because we made them.

Each block is one of: left alone, deleted, moved, renumbered, reworded, given or replaced by a near-twin, split, merged.
"""

import random
import re
from dataclasses import dataclass, field

WORD = re.compile(r"\w+")
NUMBER = re.compile(r"^(\(?)(\d+)([.)])(?=\s)")


@dataclass
class Piece:
    """Text of the new revision and where it stood in the old; None: it is new."""

    text: str
    at: int | None


@dataclass
class Mutation:
    old: str
    pieces: list[Piece] = field(default_factory=list)
    deleted: list[tuple[int, int]] = field(default_factory=list)

    @property
    def new(self):
        return "".join(piece.text for piece in self.pieces)

    def fate(self):
        """Old position → new position of every surviving character."""
        where, offset = {}, 0
        for piece in self.pieces:
            if piece.at is not None:
                where.update((piece.at + n, offset + n) for n in range(len(piece.text)))
            offset += len(piece.text)
        return where


def blocks_of(text):
    at = 0
    for block in text.split("\n\n"):
        yield at, block
        at += len(block) + 2


def reworded(rng, at, block, words, share):
    """A few words replaced, dropped or added."""
    pieces, done = [], 0
    for match in WORD.finditer(block):
        if rng.random() >= share:
            continue
        pieces.append(Piece(block[done : match.start()], at + done))
        fate = rng.random()
        if fate < 0.5:
            pieces.append(Piece(rng.choice(words), None))
        elif fate < 0.8:
            pieces.append(Piece(block[match.start() : match.end()], at + match.start()))
            pieces.append(Piece(" " + rng.choice(words), None))
        done = match.end()
    pieces.append(Piece(block[done:], at + done))
    return pieces


def renumbered(rng, at, block):
    match = NUMBER.match(block)
    if not match:
        return [Piece(block, at)]
    number = str(int(match[2]) + rng.choice([1, 2, 3]))
    return [Piece(match[1], at), Piece(number, None), Piece(block[match.end(2) :], at + match.end(2))]


def near_twin(rng, block, words):
    """The same clause with one telling word or number changed."""
    found = list(WORD.finditer(block))
    match = rng.choice(found)
    told = str(int(match[0]) + rng.randrange(1, 99)) if match[0].isdecimal() else rng.choice(words)
    told = told if told.casefold() != match[0].casefold() else f"non-{told}"
    return block[: match.start()] + told + block[match.end() :]


def split(rng, at, block):
    ends = [match.end() for match in re.finditer(r"[.;]\s", block)]
    if not ends:
        return [Piece(block, at)]
    cut = rng.choice(ends)
    return [Piece(block[: cut - 1], at), Piece("\n\n", None), Piece(block[cut:], at + cut)]


class Mutator:
    def __init__(self, text, others, seed, rate=0.25):
        self.rng = random.Random(seed)
        self.blocks = [(at, block) for at, block in blocks_of(text) if block.strip()]
        self.words = WORD.findall(" ".join(others))[:5000] or ["other"]
        self.others = [block for block in others if len(block.split()) > 8]
        self.result = Mutation(text)
        self.rate = rate
        self.paragraphs = []

    def run(self):
        for at, block in self.blocks:
            self.paragraphs.extend(self.mutated(at, block))
        self.move_some()
        self.merge_some()
        for number, pieces in enumerate(self.paragraphs):
            self.result.pieces.extend([Piece("\n\n", None)] * bool(number) + pieces)
        return self.result

    def mutated(self, at, block):
        rng = self.rng
        if rng.random() > self.rate or len(block.split()) < 4:
            return [renumbered(rng, at, block)]
        kind = rng.choice(["delete", "reword", "twin after", "twin before", "replace", "insert", "split", "renumber"])
        if kind == "delete":
            self.result.deleted.append((at, at + len(block)))
            return []
        if kind == "reword":
            return [reworded(rng, at, block, self.words, rng.choice([0.05, 0.1, 0.2]))]
        if kind in ("twin after", "twin before"):
            twin, same = [Piece(near_twin(rng, block, self.words), None)], [Piece(block, at)]
            return [same, twin] if kind == "twin after" else [twin, same]
        if kind == "replace" and self.others:
            self.result.deleted.append((at, at + len(block)))
            return [[Piece(rng.choice(self.others), None)]]
        if kind == "insert" and self.others:
            return [[Piece(rng.choice(self.others), None)], [Piece(block, at)]]
        return [split(rng, at, block)] if kind == "split" else [renumbered(rng, at, block)]

    def move_some(self):
        for _ in range(max(1, len(self.paragraphs) // 40)):
            if len(self.paragraphs) > 3:
                moved = self.paragraphs.pop(self.rng.randrange(len(self.paragraphs)))
                self.paragraphs.insert(self.rng.randrange(len(self.paragraphs)), moved)

    def merge_some(self):
        for _ in range(max(1, len(self.paragraphs) // 40)):
            at = self.rng.randrange(max(1, len(self.paragraphs) - 1))
            if at + 1 < len(self.paragraphs):
                self.paragraphs[at : at + 2] = [[*self.paragraphs[at], Piece(" ", None), *self.paragraphs[at + 1]]]


def spans(rng, text, count):
    """Anchors on whole words, as a reader selects them: from one word to a paragraph."""
    words = [match.span() for match in WORD.finditer(text)]
    for _ in range(count if words else 0):
        first = rng.randrange(len(words))
        last = min(first + rng.choice([0, 1, 2, 3, 5, 8, 12, 20, 40]), len(words) - 1)
        yield words[first][0], words[last][1]


def truth(mutation, where, start, end):
    """("whole", start, end), ("part", start, end of what survives), ("gone",) or None: it is not clear-cut."""
    survived = [at for at in range(start, end) if at in where]
    if not survived:
        return ("gone",) if any(a <= start and end <= b for a, b in mutation.deleted) else None
    images = [where[at] for at in survived]
    low, high = min(images), max(images) + 1
    if len(survived) == end - start == high - low:
        return ("whole", low, high)
    if len(survived) >= 0.8 * (end - start) and high - low <= 1.3 * (end - start):
        return ("part", low, high)
    return None
