"""Which documents answer a question, the best first. The database counts: no row of a word is looked at here.

A word counts by the strongest of what it was found by, times how rare it is. All documents of a rare word are looked
at; of one that stands in more than `FEW`, those in which it weighs most. Where what is chosen leaves less than `SOME`,
all that have it are looked at: to go through a word that stands often would end late, for few of its documents have it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from search.models import Document, Posting
from search.reading.access import Condition, both, places
from search.text.questions import Asked

FEW, SOME, HEAVIEST, BEST = 1_000, 5_000, 400, 500
_COUNTED = (
    "SELECT t.text, t.id, (SELECT COUNT(*) FROM (SELECT 1 FROM search_posting p WHERE p.term_id = t.id "
    "LIMIT {most}) AS few) FROM search_term t WHERE t.text IN ({texts}) AND EXISTS (SELECT 1 FROM search_posting p "
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
_STANDING = "SELECT p.document_id FROM search_posting p JOIN search_document d ON d.id = p.document_id WHERE {where}"
_BESIDE = "EXISTS (SELECT 1 FROM search_posting q WHERE q.document_id = p.document_id AND q.term_id = %s)"


@dataclass(frozen=True)
class Known:
    """A term of the index: in how many documents it stands, up to one more than `FEW`; a facet, than `SOME`."""

    pk: int
    count: int


@dataclass(frozen=True)
class Scored:
    """`covered`: how much of the question it has, each word by its rarity."""

    document: int
    score: float
    covered: float


def known(texts: Iterable[str], readable: Condition) -> dict[str, Known]:
    """Those of the terms that the reader may find at all."""
    wanted = sorted(set(texts))
    if not wanted:
        return {}
    sql = _COUNTED.format(readable=readable.sql, most=SOME + 1, texts=places(wanted))
    rows = _rows(sql, [*wanted, *readable.values])
    return {text: Known(pk, count if text[0] == ":" else min(count, FEW + 1)) for text, pk, count in rows}


def scored(
    asked: Sequence[Asked], terms: Mapping[str, Known], readable: Condition, narrowing: Sequence[Any]
) -> list[Scored]:
    """The document meets each condition of `narrowing`."""
    lines, values = _asked(asked, terms)
    if not lines or not all(one.word in terms for one in asked if one.must):
        return []
    candidates, more = _candidates(asked, terms, both([readable, *narrowing]), narrowing)
    sql = _SCORED.format(asked=", ".join(lines), candidates=candidates, best=BEST)
    return [Scored(*row) for row in _rows(sql, [*more, *values])]


def _asked(asked: Sequence[Asked], terms: Mapping[str, Known]) -> tuple[list[str], list[Any]]:
    """Each term with the number of its word, what a posting of it counts, and how rare the word is."""
    total = Document.objects.aggregate(last=Max("pk"))["last"] or 1
    lines, values = [], []
    for number, one in enumerate(asked):
        found = [(terms[text], factor) for text, factor in one.terms.items() if text in terms]
        rarity = math.log(1 + total / max((term.count for term, _factor in found), default=1))
        for term, factor in found:
            lines.append("(%s, %s, CAST(%s AS double precision), CAST(%s AS double precision))")
            values += [term.pk, number, factor * rarity / 1_000_000, rarity]
    return lines, values


def _candidates(
    asked: Sequence[Asked], terms: Mapping[str, Known], narrowed: Condition, facets: Sequence[Any]
) -> tuple[str, list[Any]]:
    rarest = min(facets, key=lambda facet: facet.count, default=None)
    if rarest and rarest.keys and rarest.count <= SOME:
        return _chosen(asked, terms, narrowed, rarest.keys)
    return (_required if any(one.must for one in asked) else _any)(asked, terms, narrowed)


def _chosen(
    asked: Sequence[Asked], terms: Mapping[str, Known], narrowed: Condition, keys: Sequence[int]
) -> tuple[str, list[Any]]:
    """All that have this facet, and each word that is quoted."""
    quoted = [terms[one.word].pk for one in asked if one.must]
    where = " AND ".join([f"p.term_id IN ({places(keys)})", *[_BESIDE] * len(quoted), narrowed.sql])
    return _STANDING.format(where=where).replace("SELECT", "SELECT DISTINCT", 1), [*keys, *quoted, *narrowed.values]


def _any(asked: Sequence[Asked], terms: Mapping[str, Known], narrowed: Condition) -> tuple[str, list[Any]]:
    """Where one of the words stands."""
    found = {terms[text] for one in asked for text in one.terms if text in terms}
    few = sorted(term.pk for term in found if term.count <= FEW)
    parts, values = [], []
    if few:
        parts.append(_STANDING.format(where=f"p.term_id IN ({places(few)}) AND {narrowed.sql}"))
        values += [*few, *narrowed.values]
    for number, pk in enumerate(sorted(term.pk for term in found if term.count > FEW)):
        heaviest = _STANDING.format(where=f"p.term_id = %s AND {narrowed.sql}")
        heaviest += f" ORDER BY p.weight DESC LIMIT {HEAVIEST}"
        parts.append(f"SELECT document_id FROM ({heaviest}) AS heaviest{number}")  # noqa: S608 - a number of ours
        values += [pk, *narrowed.values]
    return " UNION ".join(parts), values


def _required(asked: Sequence[Asked], terms: Mapping[str, Known], narrowed: Condition) -> tuple[str, list[Any]]:
    """Where all words stand that are quoted: beside the rarest of them, where that weighs most."""
    quoted = {terms[one.word].pk for one in asked if one.must}
    counted = Posting.objects.filter(term__in=quoted).order_by().values("term").annotate(count=Count("document"))
    rarest, *others = [term for _count, term in sorted((row["count"], row["term"]) for row in counted)]
    where = " AND ".join(["p.term_id = %s", *[_BESIDE] * len(others), narrowed.sql])
    heaviest = f"{_STANDING.format(where=where)} ORDER BY p.weight DESC LIMIT {2 * BEST}"
    return heaviest, [rarest, *others, *narrowed.values]


def _rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
