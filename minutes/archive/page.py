"""The page of the archive: its form, and one page of what was found."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LineField
from forum.models import MeetingPage, Organisation, Team
from forum.models.pages import page_context
from minutes import permissions
from minutes.archive import query
from minutes.models import MinutesArchivePage
from search.forms.asking import Asking

PER_PAGE = 20


class ArchiveForm(forms.Form):
    q = LineField(label=_("Search words"), required=False, max_length=200)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    organisation = forms.ModelChoiceField(
        label=_("Organisation that took part"),
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("All organisations"),
    )
    kind = forms.ChoiceField(label=_("Kind of meeting"), required=False)
    tim = forms.ModelChoiceField(
        label=_("Team"),
        queryset=Team.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("All teams"),
    )
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
        organisation.queryset = Organisation.objects.filter(slug__in=[slug for slug, _label in facets.organisations])
        organisation.choices = [("", organisation.empty_label), *facets.organisations]
        team: Any = self.fields["tim"]
        team.queryset = Team.objects.filter(slug__in=[slug for slug, _name in facets.teams])
        team.choices = [("", team.empty_label), *facets.teams]
        if not facets.teams:
            del self.fields["tim"]
        self.fields["kind"].choices = [("", _("All kinds")), *((k, labels[k]) for k in facets.kinds)]  # type: ignore[attr-defined]

    @property
    def narrowing(self) -> list[Any]:
        return [field for field in self if field.name != "q"]

    def filters(self) -> query.Filters:
        """The filters with valid values. Invalid ones are ignored, and the form says so."""
        valid = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        named = {"team" if key == "tim" else key: value for key, value in valid.items() if key != "q" and value}
        return query.Filters(**named)


@page_context.register
def archive_context(page: MinutesArchivePage, request: HttpRequest) -> dict[str, Any]:
    """What was asked is looked for in all that is public; without a question it lists the minutes."""
    asking = Asking(request)
    circulated = permissions.circulated_for(request.user)
    if asking.words:
        return {"asking": asking, "circulated": circulated}
    form = ArchiveForm(request.GET, facets=query.facets(request.user))
    filters = form.filters()
    listed = query.listed(filters, request.user, per_page=PER_PAGE)
    shown = listed.get_page(request.GET.get("page"))
    shown.object_list = query.rows(list(shown.object_list))
    return {"form": form, "page_obj": shown, "narrowed": filters != query.Filters(), "circulated": circulated}
