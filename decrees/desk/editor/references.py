"""The references whose clause bears another number now: each is shown, and changed unless it is refused."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.models import Page

from decrees import permissions, services
from decrees.desk.base import DraftMixin
from decrees.drafting.references.cited import CitedRewriting, cite_rewritings
from decrees.models import DecreePage


class ReferencesView(DraftMixin, TemplateView):
    title = _("Numbers of references")
    template_name = "decrees/desk/references/page.html"

    @cached_property
    def draft(self) -> DecreePage:
        draft: DecreePage = self.decree.get_latest_revision_as_object()
        return draft

    @cached_property
    def undecided(self) -> list[CitedRewriting]:
        blocks = self.draft.body.get_prep_value()
        return cite_rewritings(self.draft.as_document(), blocks, self.draft.meant_references)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.decree.pk])
        return super().get_context_data(undecided=self.undecided, draft=self.draft, edit_url=edit_url, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        agreed = request.POST.getlist("agreed")
        refused = {one.key for one in self.undecided if one.name not in agreed}
        try:
            services.decide_references(self.decree, refused=refused, revision=self._seen, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("decrees_admin:references", self.decree.pk)
        messages.success(request, str(_("The references are as you decided.")))
        return redirect("wagtailadmin_pages:edit", self.decree.pk)

    @property
    def _seen(self) -> int:
        given = self.request.POST.get("revision", "")
        return int(given) if given.isdecimal() and len(given) < 19 else 0


def ask_about_references(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After the editor's text was saved. What saves itself while somebody types is asked about later."""
    specific = page.specific_class is DecreePage and page.get_latest_revision_as_object()
    if not specific or not specific.undecided_references or not permissions.can_circulate(request.user, specific):
        return None
    return redirect("decrees_admin:references", page.pk)
