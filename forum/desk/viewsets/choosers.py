"""Organisations, people and offices are chosen by typing a part of the name: a region has a hundred of each."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import CreateView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from forum.forms.fields import LineField


class FindForm(BaseFilterForm):
    """It finds by the columns themselves, where Wagtail would ask an index of words."""

    find_in: tuple[str, ...] = ()
    q = LineField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        for word in self.search_query.split():
            objects = objects.filter(Q.create([(f"{name}__icontains", word) for name in self.find_in], Q.OR))
        return objects


class NothingNewView(CreateView):
    """Records are made on their own pages; Wagtail's address to make one while choosing has no form."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404


class FindingChooserViewSet(ChooserViewSet):
    create_view_class = NothingNewView
    find_in: tuple[str, ...] = ()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        form_class = type("FindForm", (FindForm,), {"find_in": self.find_in})
        common: dict[str, Any] = super().get_common_view_kwargs(filter_form_class=form_class, **kwargs)
        return common


class StandingChooserViewSet(FindingChooserViewSet):
    """Of what can be merged one chooses what stands."""

    def get_object_list(self) -> Any:
        return self.model.objects.standing()
