"""The page of what one organisation said in all minutes: by year, and where its words say what is looked for.

Which minutes have words of it is a term of the search (`:speaker:bi`); the words are those of the minutes as they are
shown at this moment."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from forum.models import Organisation
from forum.models.ledger import kept
from forum.models.querysets import closed_paths, withheld_from
from forum.models.typed import clean_line
from forum.permissions import Anyone
from forum.reading.directory import Link, register_link
from forum.reading.paging import LongList
from minutes.archive.said import Said, said_by
from minutes.models import MinutesPage
from minutes.models.querysets import years_of
from search.forms.asking import LONGEST
from search.index import current_groups, speaker_facet
from search.models import Document, Posting, Term
from search.reading import Results, found
from search.text.questions import understand
from search.text.snippets import found_in, mark

PER_PAGE, MOST_FOUND = 10, 100
MANY, SOON = 1_000, 200  # of so many the first are found soonest from day to day


@dataclass(frozen=True)
class InMinutes:
    """What stands in one record; `said` are the words as safe HTML with each of them."""

    minutes: MinutesPage
    said: Sequence[tuple[Said, SafeString]]


@dataclass(frozen=True)
class Speaker:
    """An organisation with those that were entered besides and are the same."""

    organisation: Organisation
    keys: frozenset[int]
    facets: tuple[str, ...]

    @classmethod
    def of(cls, organisation: Organisation) -> "Speaker":
        known = [organisation, *organisation.doubles.all()]
        return cls(organisation, frozenset(one.pk for one in known), tuple(sorted(map(speaker_facet, known))))

    @cached_property
    def terms(self) -> list[int]:
        """The keys of the facets: of these a database knows how often they stand."""
        return list(Term.objects.filter(text__in=self.facets).values_list("pk", flat=True))


def statements_context(organisation: Organisation, request: HttpRequest) -> dict[str, Any]:
    speaker, reader = Speaker.of(organisation), request.user
    number, years = kept("minutes.spoke", (speaker.facets, closed_paths(reader)), lambda: _spoke(speaker, reader))
    chosen = request.GET.get("year", "")
    year = int(chosen) if chosen in map(str, years) else None
    words = clean_line(request.GET.get("q", ""))[:LONGEST]
    shown = _found(speaker, reader, words, year) if words else _listed(speaker, reader, year, number)
    page = shown.get_page(request.GET.get("page"))
    page.object_list = list(page.object_list) if words else in_minutes(speaker, list(page))
    return {"organisation": organisation, "years": years, "year": year, "words": words, "page_obj": page}


def minutes_with_words_of(organisation: Organisation, reader: Anyone) -> QuerySet[MinutesPage]:
    """The newest first."""
    rows = _rows(Speaker.of(organisation), reader).order_by().values("page")
    pages: QuerySet[MinutesPage] = MinutesPage.objects.visible_to(reader).filter(pk__in=rows)
    return pages.defer("frozen", "discussion", "published_text").order_by("-published_at", "-pk")


def keys_of(speaker: Speaker, reader: Anyone, year: int | None = None) -> list[int]:
    """Of the minutes that have words of it, the newest first."""
    return list(_rows(speaker, reader, year).values_list("page", flat=True))


def looked_for(speaker: Speaker, reader: Anyone, words: str, year: int | None = None) -> list[InMinutes]:
    """All that the page finds."""
    return list(_found(speaker, reader, words, year).object_list)


def _listed(speaker: Speaker, reader: Anyone, year: int | None, number: int) -> LongList:
    rows = _rows(speaker, reader, year).values_list("page", flat=True)
    pages = LongList(rows, PER_PAGE, name="minutes.statements", reader=reader, asked=(speaker.facets, year))
    by_days = _rows(speaker, reader, year, day_by_day=True).values_list("page", flat=True)
    if year:
        pages.number = by_days.order_by().count
    else:
        pages.count = number
    if year or number > MANY:
        pages.soonest = lambda first, last: list(by_days[first:last]) if last <= SOON else None
    return pages


def _rows(speaker: Speaker, reader: Anyone, year: int | None = None, *, day_by_day: bool = False) -> QuerySet[Document]:
    rows = Document.objects.not_withheld_from(reader).filter(kind=Document.Kind.MINUTES)
    spoke = Posting.objects.filter(term__in=speaker.terms)
    rows = rows.filter(
        Exists(spoke.filter(document=OuterRef("pk"))) if day_by_day else Q(pk__in=spoke.values("document"))
    )
    rows = rows.filter(day__range=(datetime.date(year, 1, 1), datetime.date(year, 12, 31))) if year else rows
    ordered: QuerySet[Document] = rows.order_by("-day", "-pk")  # minutes have a day, that of their meeting
    return ordered


def _spoke(speaker: Speaker, reader: Anyone) -> tuple[int, list[int]]:
    """In how many minutes there are words, and of which years: few are looked at one by one. How often the facet stands
    is known without a look at what is not withheld."""
    withheld = Document.objects.filter(page__in=withheld_from(reader)).values("pk")
    standing = Posting.objects.filter(term__in=speaker.terms).exclude(document__in=withheld)
    number: int = standing.values("document").distinct().count()
    if number <= MANY:
        days = _rows(speaker, reader).order_by("-day").values_list("day", flat=True)
        return number, list(dict.fromkeys(day.year for day in days if day))
    spoke = _rows(speaker, reader, day_by_day=True).order_by()
    return number, years_of(spoke, "day", models.DateField())


def _found(speaker: Speaker, reader: Anyone, words: str, year: int | None) -> Paginator:
    """Few minutes are looked through, the newest first. Of many, or where a word was misspelled, the search tells the
    best: it would look longest for what is rare."""
    few = list(_rows(speaker, reader, year).values_list("page", flat=True)[: MOST_FOUND + 1])
    found_in_few = in_minutes(speaker, few, _looked_for(words)) if len(few) <= MOST_FOUND else []
    return Paginator(found_in_few or _best(speaker, reader, words, year), PER_PAGE)


def _looked_for(words: str) -> Results:
    groups = current_groups()
    asked = understand(words, groups).asked
    return Results(terms=frozenset(term for one in asked for term in one.terms), groups=groups)


def _best(speaker: Speaker, reader: Anyone, words: str, year: int | None) -> list[InMinutes]:
    """Of what is found those minutes in which this organisation says it, the best first."""
    facets = [*speaker.facets, *([f":year:{year}"] if year else [])]
    results = found(words, reader, kinds=[Document.Kind.MINUTES], facets=facets)
    best = list(results.keys[:MOST_FOUND])
    pages = dict(Document.objects.filter(pk__in=best).values_list("pk", "page"))
    return in_minutes(speaker, [pages[pk] for pk in best if pk in pages], results)


def in_minutes(speaker: Speaker, keys: Collection[int], results: Results | None = None) -> list[InMinutes]:
    """In the order of the keys."""
    rows = MinutesPage.objects.filter(pk__in=keys).select_related("meeting").prefetch_related("inputs")
    pages: Mapping[int, MinutesPage] = rows.defer("frozen", "published_text").in_bulk()
    listed = [InMinutes(pages[key], [*_marked(said_by(pages[key], speaker.keys), results)]) for key in keys]
    return [one for one in listed if one.said]


def _marked(said: Sequence[Said], results: Results | None) -> Iterator[tuple[Said, SafeString]]:
    """With what is looked for in it; all of it if nothing is."""
    for one in said:
        if results is None:
            yield one, escape(one.words)
        elif found_in(one.words, results.terms, results.groups):
            yield one, mark_safe(mark(one.words, results.terms, results.groups))  # noqa: S308 - escaped where it is made


@register_link
def to_statements(organisation: Organisation, user: Anyone) -> Link | None:
    """From the page of an organisation, if it said anything."""
    said = Speaker(organisation, frozenset([organisation.pk]), (speaker_facet(organisation),))
    asked = (said.facets, closed_paths(user))
    if not kept("minutes.speaks", asked, lambda: _speaks(said, user)):
        return None
    return Link(_("What it said in minutes"), reverse("minutes:statements", args=[organisation.pk]))


def _speaks(said: Speaker, user: Anyone) -> bool:
    rows = Document.objects.not_withheld_from(user).filter(kind=Document.Kind.MINUTES)
    return rows.filter(postings__term__text__in=said.facets).exists()
