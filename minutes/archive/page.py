"""The page of the archive: its form, and one page of what was found."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LineField
from forum.models import MeetingPage, Organisation
from forum.models.pages import page_context
from forum.models.typed import clean_line
from minutes import permissions
from minutes.archive import query
from minutes.models import MinutesArchivePage

PER_PAGE = 20


class ArchiveForm(forms.Form):
    q = LineField(label=_("Words in the minutes"), required=False, max_length=200)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    organisation = forms.ModelChoiceField(
        label=_("Organisation that took part"),
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("All organisations"),
    )
    kind = forms.ChoiceField(label=_("Kind of meeting"), required=False)
    action = forms.ChoiceField(
        label=_("Follow-ups"),
        required=False,
        choices=[
            ("", _("All")),
            (query.OPEN, _("some are open")),
            (query.OVERDUE, _("some are overdue")),
            (query.DONE, _("some are done")),
        ],
    )

    def __init__(self, *args: Any, facets: query.Facets, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(MeetingPage.Kind.choices)
        self.fields["year"].choices = [("", _("All years")), *((y, str(y)) for y in facets.years)]  # type: ignore[attr-defined]
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.filter(pk__in=[one.pk for one in facets.organisations])
        listed = ((one.slug, organisation.label_from_instance(one)) for one in facets.organisations)
        organisation.choices = [("", organisation.empty_label), *listed]
        self.fields["kind"].choices = [("", _("All kinds")), *((k, labels[k]) for k in facets.kinds)]  # type: ignore[attr-defined]

    def filters(self) -> query.Filters:
        """The filters with valid values. Invalid ones are ignored, and the form says so."""
        valid = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return query.Filters(**{key: value for key, value in valid.items() if key != "q" and value})


@page_context.register
def archive_context(page: MinutesArchivePage, request: HttpRequest) -> dict[str, Any]:
    form = ArchiveForm(request.GET, facets=query.facets(request.user))
    words = clean_line(request.GET.get("q", ""))[:200]
    found = query.found(words, form.filters(), request.user)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown.object_list = query.rows(list(shown.object_list))
    for minutes in shown.object_list:
        minutes.snippet = query.snippet(minutes.published_text, words)
    narrowed = any(value for key, value in request.GET.items() if key != "page")
    circulated = permissions.circulated_for(request.user)
    return {"form": form, "page_obj": shown, "query": words, "narrowed": narrowed, "circulated": circulated}
