"""What was found as values for other programs, without the marks of a page."""

import datetime
import html
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.html import strip_tags

from search.models import Document
from search.reading.results import Hit, Results

FACETS = ("kind", "year", "organisation", "speaker", "meeting", "status", "team", "decision")


def result_of(hit: Hit) -> dict[str, Any]:
    document = hit.document
    return {
        "url": address_of(document),
        "kind": document.kind,
        "title": document.title,
        "day": document.day.isoformat() if document.day else None,
        "snippet": html.unescape(strip_tags(hit.snippet)),
    }


def counts_of(results: Results) -> dict[str, dict[str, int]]:
    return {facet: counts for facet in FACETS if (counts := results.counts(facet))}


def newest(results: Results, most: int) -> list[Document]:
    """Of what was found the latest day first: a feed is read from its beginning."""
    found = Document.objects.select_related("page").filter(pk__in=results.keys)
    return list(found.order_by(F("day").desc(nulls_last=True), "-pk")[:most])


def address_of(document: Document) -> str:
    address = document.get_absolute_url()
    return f"{settings.BASE_URL}{address}" if address.startswith("/") else address


def day_of(document: Document) -> datetime.datetime:
    """Midnight in the regency of its day; of what has none, when its page was published."""
    if document.day:
        return timezone.make_aware(datetime.datetime.combine(document.day, datetime.time()))
    published: datetime.datetime | None = document.page and document.page.last_published_at
    return published or datetime.datetime.fromtimestamp(0, datetime.UTC)
