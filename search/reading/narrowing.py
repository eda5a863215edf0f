"""What a reader narrows a question by, as conditions on documents `d` with a posting `p`: of several facets with one
name, one is enough."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby

from search.models import Term
from search.reading.access import Condition, places

_BESIDE = "EXISTS (SELECT 1 FROM search_posting f WHERE f.document_id = p.document_id AND f.term_id IN ({keys}))"


def narrowed_by(kinds: Iterable[str], facets: Iterable[str]) -> Iterator[Condition]:
    """Kind and year stand in the document itself; any other facet is one of its terms."""
    listed = sorted({*(f":kind:{kind}" for kind in kinds), *facets})
    for name, some in groupby(listed, key=lambda facet: facet.split(":")[1]):
        yield _condition(name, list(some))


def _condition(name: str, facets: list[str]) -> Condition:
    values = [facet.split(":", 2)[2] for facet in facets]
    if name == "kind":
        return Condition(f"d.kind IN ({places(values)})", values)
    if name == "year":
        return _in_years(values)
    keys = list(Term.objects.filter(text__in=facets).values_list("pk", flat=True))
    return Condition(_BESIDE.format(keys=places(keys)), keys) if keys else Condition("1 = 0")


def _in_years(values: list[str]) -> Condition:
    years = [int(value) for value in values if value.isdecimal() and 0 < int(value) < datetime.MAXYEAR]
    spans = [day for year in years for day in (datetime.date(year, 1, 1), datetime.date(year, 12, 31))]
    return Condition(f"({' OR '.join(['d.day BETWEEN %s AND %s'] * len(years))})" if years else "1 = 0", spans)
