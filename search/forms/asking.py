"""What a reader asks, and one page of what is found: the same form narrows it, with how many there are of each."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LineField
from forum.models import MeetingPage, Organisation, Team
from forum.models.typed import clean_line
from search.index.labels import DECISION_LABELS, STATUS_LABELS
from search.models import Document
from search.reading import Results, found

PER_PAGE, LONGEST, MOST_ORGANISATIONS = 20, 200, 40
# The facet that each field of the form narrows by.
FACETS = {
    "jenis": "kind",
    "year": "year",
    "organisation": "organisation",
    "pembicara": "speaker",
    "kind": "meeting",
    "action": "status",
    "tim": "team",
    "putusan": "decision",
}
OF_ORGANISATIONS = ("organisation", "speaker")
Choice = tuple[str, str | Promise]


class AskForm(forms.Form):
    q = LineField(label=_("Search words"), required=False, max_length=LONGEST)
    jenis = forms.ChoiceField(label=_("What it is"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    pembicara = forms.ChoiceField(label=_("Whose words are in it"), required=False)
    kind = forms.ChoiceField(label=_("Kind of meeting"), required=False)
    action = forms.ChoiceField(label=_("State"), required=False)
    tim = forms.ChoiceField(label=_("Team"), required=False)
    putusan = forms.ChoiceField(label=_("How it was decided"), required=False)

    def __init__(self, data: QueryDict, *, results: Results) -> None:
        super().__init__(data)
        labels = _labels(results)
        for name, facet in FACETS.items():
            counts = results.counts(facet)
            field: Any = self.fields[name]
            field.choices = [("", _("All")), *_labelled(facet, counts, labels.get(facet, {}))]
            if not counts and not data.get(name):
                del self.fields[name]

    @property
    def narrowing(self) -> list[Any]:
        return [field for field in self if field.name != "q"]


def _labels(results: Results) -> dict[str, dict[Any, Any]]:
    """What the values of each facet are called."""
    slugs = {slug for facet in OF_ORGANISATIONS for slug in _order(facet, results.counts(facet))}
    named = Organisation.objects.filter(slug__in=slugs).order_by().values_list("slug", "short_name", "name")
    organisations = {slug: short_name or name for slug, short_name, name in named}
    return {
        "kind": dict(Document.Kind.choices),
        "meeting": dict(MeetingPage.Kind.choices),
        "status": STATUS_LABELS,
        "decision": DECISION_LABELS,
        "team": dict(Team.objects.filter(slug__in=results.counts("team")).values_list("slug", "name")),
        **dict.fromkeys(OF_ORGANISATIONS, organisations),
    }


def _order(facet: str, counts: dict[str, int]) -> list[str]:
    """Those of which there are most first; years from the newest on."""
    order = sorted(counts, reverse=True) if facet == "year" else sorted(counts, key=lambda one: (-counts[one], one))
    return order[:MOST_ORGANISATIONS]


def _labelled(facet: str, counts: dict[str, int], labels: dict[Any, Any]) -> Iterator[Choice]:
    return ((value, f"{labels.get(value, value)} ({counts[value]})") for value in _order(facet, counts))


class Asking:
    """For a page: `words` are empty if nothing is asked."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.data = request, request.GET
        self.words = clean_line(self.data.get("q", ""))[:LONGEST]

    @cached_property
    def results(self) -> Results:
        return found(self.words, self.request.user, facets=self._facets())

    @cached_property
    def form(self) -> AskForm:
        return AskForm(self.data, results=self.results)

    @cached_property
    def page(self) -> Page:
        listed: Any = self.results
        return Paginator(listed, PER_PAGE).get_page(self.data.get("page"))

    @property
    def address(self) -> str:
        """The question with what narrows it, without the page."""
        asked = self.data.copy()
        asked.pop("page", None)
        return asked.urlencode()

    @property
    def license(self) -> str:
        return str(settings.DATA_LICENSE)

    @property
    def is_narrowed(self) -> bool:
        return bool(self._facets())

    def _facets(self) -> list[str]:
        asked = {facet: clean_line(self.data.get(name, ""))[:LONGEST] for name, facet in FACETS.items()}
        return [f":{facet}:{value}" for facet, value in asked.items() if value]
