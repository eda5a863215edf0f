"""What somebody looks for, in words: what was typed, and what was chosen."""

from collections.abc import Iterator
from typing import Any

from forum.models import MeetingPage, Organisation, Team
from search.index.labels import DECISION_LABELS, STATUS_LABELS
from search.models import Document, SavedSearch
from search.reading.followed import find_followed


def described(saved: SavedSearch) -> str:
    known = find_followed(saved.about) if saved.about else None
    return known.title if known else in_words(saved.words, saved.facets)


def in_words(words: str, facets: list[str]) -> str:
    return " · ".join([*([f"“{words}”"] if words else []), *_chosen(facets)])


def _chosen(facets: list[str]) -> Iterator[str]:
    labels: dict[str, dict[Any, Any]] = {
        "kind": dict(Document.Kind.choices),
        "meeting": dict(MeetingPage.Kind.choices),
        "status": STATUS_LABELS,
        "decision": DECISION_LABELS,
    }
    for facet in facets:
        _empty, name, value = facet.split(":", 2)
        if name in ("organisation", "speaker"):
            organisation = Organisation.objects.filter(slug=value).first()
            yield organisation.label if organisation else value
        elif name == "team":
            yield Team.objects.filter(slug=value).values_list("name", flat=True).first() or value
        else:
            yield str(labels.get(name, {}).get(value, value))
