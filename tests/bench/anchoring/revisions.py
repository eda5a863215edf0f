"""Revisions of the kinds that are hard to follow, made from real blocks or freshly worded decrees, the truth known.

Each stretch of the new text is `Kept` from the old one or stands `Instead` of a stretch of it (an empty stretch: it was
put in there), so that where a passage stands now follows from how the revision was made.
"""

import random
import re
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel
from rapidfuzz.process import extractOne

from .fresh import GROWN, RULES, STOCK, WHAT, clause, fresh_text

_likeness = Indel.normalized_similarity
WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"(?<=[;.])\s+(?=\w)")
KINDS = ("grown", "joined", "last words", "stock phrases")


@dataclass(frozen=True)
class Kept:
    text: str
    at: int


@dataclass(frozen=True)
class Instead:
    """`text` stands where the old text had `start` to `stop`."""

    text: str
    start: int
    stop: int


Block = list[Kept | Instead]


@dataclass
class Revision:
    kind: str
    old: str
    blocks: list[Block] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self):
        self.image, self.written = {}, []
        at = 0
        for number, block in enumerate(self.blocks):
            at += 2 * bool(number)
            for piece in block:
                if isinstance(piece, Kept):
                    self.image.update(
                        zip(range(piece.at, piece.at + len(piece.text)), range(at, at + len(piece.text)), strict=True)
                    )
                else:
                    self.written.append((piece.start, piece.stop, at, at + len(piece.text)))
                at += len(piece.text)
        self.new = "\n\n".join("".join(piece.text for piece in block) for block in self.blocks)

    def cases(self):
        """(span of the old text, the ranges in which its ends stand now; None: it is gone)."""
        for span in self.spans:
            truth = self._truth(*span)
            if truth != "unclear":
                yield span, truth

    def _truth(self, start, stop):
        stays = [self.image[at] for at in range(start, stop) if at in self.image and not self.old[at].isspace()]
        whole = sum(not each.isspace() for each in self.old[start:stop])
        if not stays:
            replaced = any(a < stop and b > start for a, b, _, _ in self.written)
            return "unclear" if replaced else None
        if len(stays) < 0.6 * whole or stays != sorted(stays) or stays[-1] - stays[0] > 2 * (stop - start) + 60:
            return "unclear"
        return self._first(start), self._last(stop)

    def _first(self, start):
        if start in self.image:
            at = self.image[start]
            return at, at
        for a, b, low, high in self.written:
            if a <= start < b:
                return (low, low) if a == start else (low, high)
        return self._first(start + 1)

    def _last(self, stop):
        """What was put in right before the end may belong to the passage or not, if the end was not the block's."""
        if stop - 1 in self.image:
            at = self.image[stop - 1] + 1
            return at, max([at, *(high for a, b, low, high in self.written if a == b == stop and low <= at + 1)])
        for a, b, low, high in self.written:
            if a < stop <= b:
                return (high, high) if b == stop else (low, high)
        return self._last(stop - 1)


def blocks_of(text):
    """(start, text) of each block of at least three words."""
    at = 0
    for block in text.split("\n\n"):
        if len(WORD.findall(block)) >= 3:
            yield at, block
        at += len(block) + 2


# What happens to a block


class Reviser:
    def __init__(self, text, other, seed):
        self.rng = random.Random(seed)
        self.text = text
        self.blocks = list(blocks_of(text))
        self.phrases = [phrase for _, block in blocks_of(other) for phrase in re.split(r"[,;.:]\s*", block)]
        self.phrases = [phrase for phrase in self.phrases if 2 <= len(phrase.split()) <= 9] or list(GROWN)
        self.fresh = self._unlike([block for _, block in blocks_of(other)]) or [f"{clause(self.rng)}." for _ in "abc"]
        self.is_fresh = "Ketentuan lebih lanjut" in text

    def _unlike(self, blocks):
        """Some blocks that are like none of the text."""
        known = [block for _, block in self.blocks]
        chosen = self.rng.sample(blocks, min(40, len(blocks)))
        return [block for block in chosen if not extractOne(block, known, scorer=_likeness, score_cutoff=0.5)]

    def phrase(self):
        return self.rng.choice(GROWN if self.is_fresh and self.rng.random() < 0.7 else self.phrases)

    def few_words(self, most=4):
        words = self.phrase().split()
        return " ".join(words[: self.rng.randrange(1, most + 1)])

    def grown(self, at, block):
        """Words put in at the block's end, before its mark."""
        cut = len(block.rstrip(".;:, "))
        stop = at + cut
        return [Kept(block[:cut], at), Instead(" " + self.phrase(), stop, stop), Kept(block[cut:], stop)]

    def replaced_end(self, at, block):
        """The last words replaced by others."""
        words = list(WORD.finditer(block))
        first = words[-self.rng.choice([1, 1, 2, 3]) if len(words) > 4 else -1]
        start, stop = at + first.start(), at + words[-1].end()
        return [
            Kept(block[: first.start()], at),
            Instead(self.few_words(), start, stop),
            Kept(block[words[-1].end() :], stop),
        ]

    def reworded(self, at, block, share=0.35):
        pieces, done = [], 0
        for match in WORD.finditer(block):
            if self.rng.random() < share:
                pieces.append(Kept(block[done : match.start()], at + done))
                word = self.rng.choice(self.phrase().split())
                pieces.append(Instead(word, at + match.start(), at + match.end()))
                done = match.end()
        return [*pieces, Kept(block[done:], at + done)]

    def revised(self, at, block, weights):
        """The blocks that one block of a heavily reworked article becomes."""
        fate = self.rng.choices(["same", "grow", "end", "reword", "drop", "other", "add"], weights)[0]
        new = Instead(self.rng.choice(self.fresh), at, at)
        same = [Kept(block, at)]
        return {
            "same": lambda: [same],
            "grow": lambda: [self.grown(at, block)],
            "end": lambda: [self.replaced_end(at, block)],
            "reword": lambda: [self.reworded(at, block)],
            "drop": list,
            "other": lambda: [[new]],
            "add": lambda: [[new], same],
        }[fate]()

    def _ends_of(self, at, block):
        """Spans at the end of a block: the whole point, without its number or mark, and its last words."""
        words = list(WORD.finditer(block))
        stop = at + words[-1].end()
        numbered = len(words[0][0]) <= 2 and len(words) > 3
        yield at, at + len(block)
        yield at + words[numbered].start(), self.rng.choice([stop, at + len(block)])
        if len(words) > 4:
            yield at + words[-self.rng.randrange(2, min(8, len(words)))].start(), stop

    def grow_lists(self):
        """Articles reworked, in which the ends of points grew or were replaced."""
        done, spans = [], []
        reworked = False
        for number, (at, block) in enumerate(self.blocks):
            if number % 8 == 0:
                reworked = self.rng.random() < 0.5
            weights = (10, 35, 15, 12, 10, 8, 10) if reworked else (90, 2, 2, 2, 1, 1, 2)
            done.extend(self.revised(at, block, weights))
            spans.extend(self._ends_of(at, block) if reworked else ())
        return done, spans

    def join_and_split(self):
        """Blocks split at the end of a sentence or point, and joined with the next."""
        done, spans, joins = [], [], False
        for at, block in self.blocks:
            cuts = [match for match in SENTENCE_END.finditer(block) if 10 < match.start() < len(block) - 10]
            pieces = [Kept(block, at)]
            if cuts and self.rng.random() < 0.5:
                cut = self.rng.choice(cuts)
                spans.extend(self._across(at + cut.start(), at + cut.end()))
                first, second = Kept(block[: cut.start()], at), Kept(block[cut.end() :], at + cut.end())
                number = self.rng.choice([[], [], [Instead("b. ", second.at, second.at)]])
                done.append(
                    [*self._touched(first), Instead("\n\n", first.at, first.at), *number, *self._touched(second)]
                )
                continue
            if joins:
                spans.extend(self._across(at - 2, at))
                done[-1] = [*done[-1], Instead(" ", at, at), *pieces]
            else:
                done.append(self._touched(pieces[0]))
            joins = self.rng.random() < 0.25
        return done, spans

    def _touched(self, piece):
        return self.reworded(piece.at, piece.text, 0.1) if self.rng.random() < 0.4 else [piece]

    def _across(self, stop, start):
        """Spans over a border, of some words on either side."""
        before = [match.start() for match in WORD.finditer(self.text, max(0, stop - 120), stop)][1:]
        after = [match.end() for match in WORD.finditer(self.text, start, start + 120)][:-1]
        for _ in range(3):
            if before and after:
                yield (
                    before[-self.rng.randrange(1, min(9, len(before)) + 1)],
                    after[self.rng.randrange(min(9, len(after)))],
                )

    def replace_last_words(self):
        """The last (or first) words of a passage replaced, the next ones kept."""
        done, spans = [], []
        for at, block in self.blocks:
            words = list(WORD.finditer(block))
            if len(words) < 9 or self.rng.random() < 0.4:
                done.append([Kept(block, at)])
                continue
            count = self.rng.randrange(4, min(12, len(words) - 3))
            first = self.rng.randrange(len(words) - count - 1)
            many = self.rng.choice([1, 1, 2, 3]) if count > 5 else 1
            start, cut, stop = (words[n].start() for n in (first, first + count - many, first + count - 1))
            stop = words[first + count - 1].end()
            if self.rng.random() < 0.3:
                cut, end = start, words[first + many - 1].end()
            else:
                end = stop
            done.append(
                [
                    Kept(block[:cut], at),
                    Instead(self.few_words(many + 1), at + cut, at + end),
                    Kept(block[end:], at + end),
                ]
            )
            spans.append((at + start, at + stop))
        return done, spans

    def repeat_stock(self):
        """Stock phrases under several articles; some go, some are new, some are moved to another rule or subject."""
        done, spans = [], []
        for at, block in self.blocks:
            if not block.startswith("Ketentuan lebih lanjut"):
                done.extend(self.revised(at, block, (70, 6, 4, 8, 4, 4, 4)))
                continue
            spans.append((at, at + len(block)))
            for quote in ("Ketentuan lebih lanjut mengenai", "lebih lanjut mengenai", "diatur dengan"):
                spans.append((at + block.index(quote), at + block.index(quote) + len(quote)))
            fresh = Instead(STOCK.format(self.rng.choice(WHAT), self.rng.choice(RULES)), at, at)
            fate = self.rng.choices(["same", "drop", "add", "end", "subject"], (40, 20, 15, 15, 10))[0]
            same = [Kept(block, at)]
            if fate == "add":
                done.extend([same, [fresh]] if self.rng.random() < 0.5 else [[fresh], same])
            elif fate == "end":
                done.append(self.replaced_end(at, block))
            elif fate == "subject":
                word = block.index("mengenai") + 9, block.index(" diatur")
                done.append(
                    [
                        Kept(block[: word[0]], at),
                        Instead(self.rng.choice(WHAT), at + word[0], at + word[1]),
                        Kept(block[word[1] :], at + word[1]),
                    ]
                )
            elif fate == "same":
                done.append(same)
        return done, spans


def make(kind, text, other, seed):
    reviser = Reviser(text, other, seed)
    steps = (reviser.grow_lists, reviser.join_and_split, reviser.replace_last_words, reviser.repeat_stock)
    blocks, spans = steps[KINDS.index(kind)]()
    return Revision(kind, text, blocks, sorted(set(spans)))


def make_all(texts, seeds):
    """Revisions of each kind of the texts and of fresh ones."""
    for seed in seeds:
        for number, text in enumerate(texts):
            if len(text) < 60_000:
                kind = KINDS[(number + seed) % 3]
                yield make(kind, text, texts[(number + len(texts) // 2) % len(texts)], 1000 * seed + number)
        for kind in KINDS:
            for number in range(6):
                at = 100_000 * seed + number
                yield make(kind, fresh_text(at), fresh_text(at + 50_000), at)
