"""What an organisation did, section by section: the apps that know of it say so. Each shows what its reader may see."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import Promise

from forum.models import Organisation
from forum.models.access import Anyone


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    url: str
    about: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """`counts` sum up to all rows, which are a query set or come page by page for so many on a page; `lines` makes
    lines of some of the rows, with a fixed number of queries."""

    key: str
    title: str | Promise
    rows: QuerySet[Any] | Callable[[int], Paginator]
    lines: Callable[[Any], Iterable[Line]]
    counts: Sequence[tuple[str | Promise, int]] = ()

    def pages(self, per_page: int) -> Paginator:
        if not isinstance(self.rows, QuerySet):
            return self.rows(per_page)
        pages = Paginator(self.rows, per_page)
        pages.count = self.total  # counted already
        return pages

    @property
    def total(self) -> int:
        return sum(number for _name, number in self.counts)


Find = Callable[[Organisation, Anyone], Section]
_FINDS: dict[int, Find] = {}


def register_section(order: int, find: Find) -> None:
    _FINDS[order] = find


def sections_of(organisation: Organisation, user: Anyone) -> list[Section]:
    """Those in which there is something."""
    found = (_FINDS[order](organisation, user) for order in sorted(_FINDS))
    return [section for section in found if section.total]
