"""Who gives something to be found: each app says it of its own rows."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from search.models import Document
from search.text.data import MONTH_NAMES
from search.text.weighing import HEAD, TITLE, Field


@dataclass(frozen=True)
class Entry:
    """What readers see of one thing: everybody, or else those who may read its page. `part` tells several of one row
    apart; `address` follows that of the page. The title is found before the heads, these before the text; `beside` is
    found and not shown."""

    kind: Document.Kind
    title: str
    text: str = ""
    heads: str = ""
    beside: str = ""
    page: int | None = None
    part: str = ""
    address: str = ""
    day: datetime.date | None = None
    facets: Sequence[str] = field(default_factory=list)
    for_everybody: bool = True

    def fields(self) -> list[Field]:
        when = f"{MONTH_NAMES[self.day.month - 1]} {self.day.year}" if self.day else ""
        said = [self.text, self.beside, when]
        return [Field(self.title, TITLE), Field(self.heads, HEAD), *(Field(one) for one in said)]


@dataclass(frozen=True)
class Source:
    """`rows()` are all that have entries. What happens to one of `told_by` (told of as the target of an entry of the
    ledger) happened to the row that it names."""

    model: type[models.Model]
    entries: Callable[[Any], Iterable[Entry]]
    rows: Callable[[], models.QuerySet[Any]]
    told_by: Mapping[type[models.Model], Callable[[Any], models.Model]] = field(default_factory=dict)


SPEAKER = ":speaker:"
SOURCES: dict[type[models.Model], Source] = {}


def register(source: Source) -> None:
    SOURCES[source.model] = source


def rows_told_of(target: models.Model) -> list[models.Model]:
    """The rows that are to be looked at anew when something is told of this one."""
    named = [source.told_by[type(target)](target) for source in SOURCES.values() if type(target) in source.told_by]
    return [*([target] if type(target) in SOURCES else []), *named]


def owner_of(row: models.Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def organisation_facet(organisation: Any) -> str:
    return f":organisation:{organisation.slug}"


def speaker_facet(organisation: Any) -> str:
    """There are words of this organisation in it."""
    return f"{SPEAKER}{organisation.slug}"
