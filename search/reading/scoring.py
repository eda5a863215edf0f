"""Which documents answer a question, the best first. The database counts: no row of a word is looked at here.

A word counts by the strongest of what it was found by, times how rare it is. `ROWS` postings are looked at, the rarest
words first, and of a word that stands more often those in which it weighs most. The documents that have most of the
question by these are then asked for each of its words: that is exact, but costs more than ten times as much. Where what
is chosen leaves less than `SOME`, all that have it are asked.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection

from search.reading.access import EVERYBODY, Condition, both, places
from search.text.questions import Asked

FEW, SOME, BEST = 2_500, 5_000, 400
ROWS, LISTS = 10_000, 100
NEW = 0.7  # what has more documents in common with what was listed tells little
FEW_HIDDEN = 0.1
_COUNTED = (
    "SELECT t.text, t.id, (SELECT COUNT(*) FROM (SELECT 1 FROM search_posting p WHERE p.term_id = t.id "
    "LIMIT {most}) AS counted) FROM search_term t WHERE t.text IN ({texts}) AND EXISTS (SELECT 1 FROM search_posting p "
    "JOIN search_document d ON d.id = p.document_id WHERE p.term_id = t.id AND {readable})"
)
# Both databases call what stands in VALUES column1, column2 …: here a term, its word, what a posting counts, how rare
# the word is. It begins with SELECT: what begins otherwise counts as a write (forum/models/memory/request.py).
_SCORED = (
    "SELECT document_id, SUM(best), SUM(rarity) FROM ("
    "SELECT p.document_id, a.column2, MAX(p.weight * a.column3) AS best, MAX(a.column4) AS rarity "
    "FROM ({candidates}) AS c CROSS JOIN (VALUES {asked}) AS a "
    "JOIN search_posting p ON p.document_id = c.document_id AND p.term_id = a.column1 "
    "GROUP BY p.document_id, a.column2) AS found GROUP BY document_id ORDER BY 2 DESC, 1 DESC LIMIT {best}"
)
_DOCUMENTS = "FROM search_posting p JOIN search_document d ON d.id = p.document_id"
_STANDING = f"SELECT p.document_id {_DOCUMENTS} WHERE {{where}}"
_HEAVIEST = (
    "SELECT p.document_id, p.weight * CAST(%s AS double precision) AS value {postings} p.term_id = %s "
    "ORDER BY p.weight DESC LIMIT %s"
)
_LIKELY = (
    "SELECT document_id FROM ({lists}) AS listed {kept} GROUP BY document_id "
    "ORDER BY SUM(value) DESC, document_id DESC LIMIT {best}"
)
_NOT_HIDDEN = "WHERE document_id NOT IN (SELECT id FROM search_document WHERE NOT for_everybody)"
_SIZE = "SELECT MAX(id), (SELECT COUNT(*) FROM search_document d WHERE NOT d.for_everybody) FROM search_document"
_BESIDE = "EXISTS (SELECT 1 FROM search_posting q WHERE q.document_id = p.document_id AND q.term_id = %s)"


@dataclass(frozen=True)
class Known:
    """A term of the index: in how many documents it stands, up to one more than was counted."""

    pk: int
    count: int


class Counted(NamedTuple):
    """A term that a word is found by: what a posting of it counts, and how rare the word is."""

    term: Known
    word: int
    value: float
    rarity: float


class Scored(NamedTuple):
    """`covered`: how much of the question it has, each word by its rarity."""

    document: int
    score: float
    covered: float


def known(texts: Iterable[str], readable: Condition, most: int = FEW) -> dict[str, Known]:
    """Those of the terms that the reader may find at all; counted up to one more than `most`."""
    wanted = sorted(set(texts))
    if not wanted:
        return {}
    sql = _COUNTED.format(readable=readable.sql, most=most + 1, texts=places(wanted))
    return {text: Known(pk, count) for text, pk, count in _rows(sql, [*wanted, *readable.values])}


def scored(
    asked: Sequence[Asked], terms: Mapping[str, Known], readable: Condition, narrowing: Sequence[Any]
) -> list[Scored]:
    """The document meets each condition of `narrowing`."""
    if not all(one.word in terms for one in asked if one.must):
        return []
    [(last, hidden)] = _rows(_SIZE, [])
    counted = _counted(asked, terms, last or 1)
    if not counted:
        return []
    narrowed = both([readable, *narrowing])
    rarest = min(narrowing, key=lambda facet: facet.count, default=None)
    quoted = sorted({terms[one.word] for one in asked if one.must}, key=lambda term: (term.count, term.pk))
    if rarest and rarest.keys and rarest.count <= SOME:
        candidates = _chosen(rarest.keys, quoted, narrowed)
    elif quoted:
        candidates = _required(quoted, narrowed)
    else:
        candidates = _likely(counted, narrowed, few_hidden=hidden < FEW_HIDDEN * (last or 1))
    return _exactly(counted, candidates)


def _counted(asked: Sequence[Asked], terms: Mapping[str, Known], total: int) -> list[Counted]:
    counted = []
    for number, one in enumerate(asked):
        found = [(terms[text], factor) for text, factor in one.terms.items() if text in terms]
        rarity = math.log(1 + total / min(FEW + 1, max((term.count for term, _factor in found), default=1)))
        counted += [Counted(term, number, factor * rarity / 1_000_000, rarity) for term, factor in found]
    return counted


def _chosen(keys: Sequence[int], quoted: Sequence[Known], narrowed: Condition) -> Condition:
    """All that have this facet, and each word that is quoted."""
    where = " AND ".join([f"p.term_id IN ({places(keys)})", *[_BESIDE] * len(quoted), narrowed.sql])
    sql = _STANDING.format(where=where).replace("SELECT", "SELECT DISTINCT", 1)
    return Condition(sql, [*keys, *(term.pk for term in quoted), *narrowed.values])


def _required(quoted: Sequence[Known], narrowed: Condition) -> Condition:
    """Where all words stand that are quoted: beside the rarest of them, where that weighs most."""
    where = " AND ".join(["p.term_id = %s", *[_BESIDE] * (len(quoted) - 1), narrowed.sql])
    sql = f"{_STANDING.format(where=where)} ORDER BY p.weight DESC LIMIT {2 * BEST}"
    return Condition(sql, [*(term.pk for term in quoted), *narrowed.values])


def _likely(counted: Sequence[Counted], narrowed: Condition, *, few_hidden: bool) -> Condition:
    """Those that have most of the question, by the postings that are looked at. Each of these is asked whether it is
    for this reader; where all but a few are for everybody, the few are left out afterwards."""
    if few_hidden and narrowed.sql == EVERYBODY.sql:
        postings, beside, kept = "FROM search_posting p WHERE", (), _NOT_HIDDEN
    else:
        postings, beside, kept = f"{_DOCUMENTS} WHERE {narrowed.sql} AND", tuple(narrowed.values), ""
    listed = _listed(counted)
    left = ROWS if len({one.word for one in listed}) > 1 else BEST * len(listed)
    lists: list[str] = []
    values: list[Any] = []
    for number, one in enumerate(listed):
        share = left // (len(listed) - number)
        left -= share if one.term.count > FEW else min(one.term.count, share)
        lists.append(f"SELECT * FROM ({_HEAVIEST.format(postings=postings)}) AS list{number}")  # noqa: S608 - a number
        values += [one.value, *beside, one.term.pk, share]
    return Condition(_LIKELY.format(lists=" UNION ALL ".join(lists), kept=kept, best=BEST), values)


def _listed(counted: Sequence[Counted]) -> list[Counted]:
    """What stands least often first. Where a word itself stands, its root does too: that is listed if it stands in
    many others."""
    listed: list[Counted] = []
    for _word, some in groupby(counted, key=lambda one: one.word):
        most = 0
        for one in sorted(some, key=lambda one: -one.value):
            if most < NEW * one.term.count:
                listed.append(one)
                most = max(most, one.term.count)
    return sorted(listed, key=lambda one: (one.term.count, one.term.pk))[:LISTS]


def _exactly(counted: Sequence[Counted], candidates: Condition) -> list[Scored]:
    lines = ", ".join(["(%s, %s, CAST(%s AS double precision), CAST(%s AS double precision))"] * len(counted))
    values = [value for one in counted for value in (one.term.pk, *one[1:])]
    sql = _SCORED.format(asked=lines, candidates=candidates.sql, best=BEST)
    return [Scored._make(row) for row in _rows(sql, [*candidates.values, *values])]


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
