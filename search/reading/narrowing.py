"""What a reader narrows a question by, as conditions on documents `d` with a posting `p`: of several facets with one
name, one is enough."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from search.reading.access import Condition, places
from search.reading.scoring import Known

_BESIDE = "EXISTS (SELECT 1 FROM search_posting f WHERE f.document_id = p.document_id AND f.term_id IN ({keys}))"


@dataclass(frozen=True)
class Facet(Condition):
    """`keys` are its terms, of which one is enough; `count` documents have it, or a few more."""

    keys: Sequence[int] = ()
    count: int = 0


def facet_terms(kinds: Iterable[str], facets: Iterable[str]) -> list[str]:
    return sorted({*(f":kind:{kind}" for kind in kinds), *facets})


def narrowed_by(listed: Iterable[str], terms: Mapping[str, Known]) -> list[Facet]:
    """By these terms. Kind and year stand in the document itself as well."""
    return [_facet(name, list(some), terms) for name, some in groupby(listed, key=lambda facet: facet.split(":")[1])]


def _facet(name: str, facets: list[str], terms: Mapping[str, Known]) -> Facet:
    found = [terms[facet] for facet in facets if facet in terms]
    keys = [term.pk for term in found]
    one = _condition(name, [facet.split(":", 2)[2] for facet in facets], keys)
    return Facet(one.sql, one.values, keys, sum(term.count for term in found))


def _condition(name: str, values: list[str], keys: list[int]) -> Condition:
    if name == "kind":
        return Condition(f"d.kind IN ({places(values)})", values)
    if name == "year":
        return _in_years(values)
    return Condition(_BESIDE.format(keys=places(keys)), keys) if keys else Condition("1 = 0")


def _in_years(values: list[str]) -> Condition:
    years = [int(value) for value in values if value.isdecimal() and 0 < int(value) < datetime.MAXYEAR]
    spans = [day for year in years for day in (datetime.date(year, 1, 1), datetime.date(year, 12, 31))]
    return Condition(f"({' OR '.join(['d.day BETWEEN %s AND %s'] * len(years))})" if years else "1 = 0", spans)
