"""Which clauses a point may be about: those that it names, those whose words it quotes, those that share its words."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rapidfuzz.fuzz import partial_ratio

from decrees.drafting.letters.naming import Places, named, named_together
from decrees.drafting.letters.pieces import Part
from decrees.text import Clause, Document, title_of, walk_with_parents
from decrees.text.anchoring.further import MOST as MOST_PASSAGES
from decrees.text.folding import fold_marks
from search.text.words import words

MOST = 6
_LONG, _ALIKE = 4, 88  # words of a quote that says by itself where it stands; how alike it must be (of 100)
_LEAD = 80  # letters in which a point says where
_OWN, _ABOVE, _BESIDE = 100.0, 70.0, 25.0
_QUOTED, _NEARLY, _WORDS = 60.0, 35.0, 30.0
_CLEAR = 4.0  # ahead of the next


class Why(StrEnum):
    NAMED = "named"
    HEADING = "heading"
    QUOTED = "quoted"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Offer:
    clause: str
    why: Why
    score: float


@dataclass(frozen=True, slots=True)
class Offers:
    """The likeliest first; `sure` if a look at it is enough."""

    all: tuple[Offer, ...]
    sure: bool
    also: tuple[str, ...] = ()  # named in one list with the first ("diktum KEDUA dan KETIGA")

    @property
    def first(self) -> str:
        return self.all[0].clause if self.all else ""


@dataclass(frozen=True, slots=True)
class _Known:
    clause: Clause
    path: tuple[str, ...]  # ids of what it stands in, itself last
    folded: str
    stems: frozenset[str]


Scores = dict[str, dict[Why, float]]
Found = tuple[str, Why, float]


def offers(document: Document, points: Iterable[Part]) -> list[Offers]:
    matcher = _Matcher(document)
    return [matcher.offers(point) for point in points]


class _Matcher:
    """Knows a document; made once for all points of a letter."""

    def __init__(self, document: Document) -> None:
        self.places = Places(document)
        found = [(title_of(document), ()), *walk_with_parents(document)]
        self.known = [
            _Known(clause, (*(parent.id for parent in parents), clause.id), _padded(clause.text), _stems(clause.text))
            for clause, parents in found
            if clause.text or clause.children
        ]
        self.by_id = {one.clause.id: one for one in self.known}

    @cached_property
    def rarity(self) -> dict[str, float]:
        counted = Counter(stem for one in self.known for stem in one.stems)
        return {stem: math.log(1 + len(self.known) / many) for stem, many in counted.items()}

    def offers(self, point: Part) -> Offers:
        scores: Scores = {}
        by_name = self._by_name(point)
        quoted = [(clause, Why.QUOTED, score) for clause, score in self._by_quote(point)]
        alike = [(clause, Why.WORDS, score) for clause, score in self._by_words(point)]
        for clause, why, score in (*by_name, *quoted, *alike):
            given = scores.setdefault(clause, {})
            given[why] = max(given.get(why, 0.0), score)
        self._follow_names(scores, by_name, self._titled(point))
        ranked = sorted(scores.items(), key=lambda item: (-sum(item[1].values()), -len(self.by_id[item[0]].path)))
        found = tuple(_offer(clause, given) for clause, given in ranked[:MOST])
        return Offers(found, _is_sure(found), self._also(point, found[0].clause) if found else ())

    # --- named

    def _by_name(self, point: Part) -> list[Found]:
        above = [place for words in reversed(point.under) for place in named(words)]
        own = [*named(point.place), *named(_lead(point))]
        about = [place for place in own if not place.beside] or ([] if above else own)
        found = [
            (clause, Why.NAMED, _OWN - 8 * n - m)
            for n, place in enumerate(about[:3])
            for m, clause in enumerate(self.places.find(place, above))
        ]
        if not found:
            found = [
                (clause, Why.HEADING, _ABOVE - 5 * n - m)
                for n, place in enumerate(above)
                for m, clause in enumerate(self.places.find(place, above[n + 1 :]))
            ]
        beside = (clause for place in own if place.beside for clause in self.places.find(place, above)[:1])
        found += [(clause, Why.NAMED, _BESIDE) for clause in beside]
        return [each for each in found if each[0] in self.by_id]

    def _also(self, point: Part, first: str) -> tuple[str, ...]:
        """The other clauses of the list of places with which the point begins, where the first of it is offered."""
        together = named_together(point.place) if point.place else named_together(_lead(point))
        above = [place for words in reversed(point.under) for place in named(words)]
        found = [clause for place in together for clause in self.places.find(place, [*together, *above])[:1]]
        inside = [clause for clause in found if clause in self.by_id]
        if first not in inside or len(together) < 2:
            return ()
        return tuple(dict.fromkeys(clause for clause in inside if clause != first))[: MOST_PASSAGES - 1]

    def _follow_names(self, scores: Scores, by_name: Sequence[Found], titled: frozenset[str]) -> None:
        """What stands inside a place that is named, and is quoted or shares many words, is meant rather than the whole;
        so is a row whose first column is named ("Lampiran II, Pokja III")."""
        for host, why, score in by_name:
            for clause, given in scores.items():
                likely = Why.QUOTED in given or given.get(Why.WORDS, 0) > _WORDS / 2
                if likely and self._is_inside(clause, host) and why not in given:
                    given[why] = score - 2
            rows = [clause for clause in titled if self._is_inside(clause, host)]
            if len(rows) == 1:
                scores.setdefault(rows[0], {})[why] = score + 6

    def _is_inside(self, clause: str, host: str) -> bool:
        return clause != host and host in self.by_id[clause].path

    def _titled(self, point: Part) -> frozenset[str]:
        """Rows whose first cell stands in the words, the longest such alone: "Wakil Ketua" is no "Ketua"."""
        said = _padded(f"{point.place} {_lead(point)}"[:_LEAD])
        cells = {one.clause.id: _padded(one.clause.cells[0]) for one in self.known if one.clause.cells}
        found = {clause: words for clause, words in cells.items() if words.strip() and words in said}
        return frozenset(
            clause
            for clause, words in found.items()
            if not any(words in other and words != other for other in found.values())
        )

    # --- quoted

    def _by_quote(self, point: Part) -> Iterable[tuple[str, float]]:
        quote = _padded(point.passage)
        many = len(quote.split())
        holding = [one for one in self.known if many and quote in one.folded]
        for one in holding:
            score = (_QUOTED if len(holding) == 1 else _NEARLY) * min(1.0, many / _LONG)
            yield one.clause.id, score + many / (2 + len(one.folded.split()))
        if many >= _LONG and not holding:
            for one in self.known:
                ratio = partial_ratio(quote, one.folded) if len(one.folded) > len(quote) / 2 else 0.0
                if ratio >= _ALIKE:
                    yield one.clause.id, _NEARLY * ratio / 100

    # --- words

    def _by_words(self, point: Part) -> Iterable[tuple[str, float]]:
        said = _stems(" ".join([point.place, *point.under[-1:], point.passage, point.said, point.wording or ""]))
        weight = math.sqrt(sum(self.rarity.get(stem, 1.0) for stem in said))
        for one in self.known:
            shared = sum(self.rarity[stem] for stem in one.stems & said)
            if shared:
                own = math.sqrt(sum(self.rarity[stem] for stem in one.stems))
                yield one.clause.id, _WORDS * shared / (own * weight)


def _offer(clause: str, given: dict[Why, float]) -> Offer:
    return Offer(clause, next(why for why in Why if why in given), sum(given.values()))


def _is_sure(found: Sequence[Offer]) -> bool:
    if not found or found[0].why is Why.WORDS:
        return False
    behind = found[1].score if len(found) > 1 else 0.0
    return found[0].score - behind > _CLEAR and found[0].score >= _ABOVE / 2


def _lead(point: Part) -> str:
    """Where a point says what it is about: not in the wording that it proposes."""
    return point.said or ("" if point.passage or point.wording is not None else point.text)


def _padded(text: str) -> str:
    return f" {fold_marks(text)} "


def _stems(text: str) -> frozenset[str]:
    found = (word for word in words(text) if not word.is_stop and len(word.text) > 2)
    return frozenset(stem for word in found for stem in (word.kin or {word.text}))
