"""The text of a draft from a Word file, or pasted as a whole: brought, looked through, taken over."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from decrees import services
from decrees.desk.base import DraftMixin
from decrees.desk.editor.references import ask_about_references
from decrees.drafting.intake import Taken, read_decree, typed_lines
from decrees.forms import saved_input
from decrees.text import walk, walk_with_parents
from forum.documents.office.intake import MOST_MB, read_office_text
from forum.forms.intake import BringForm, LookForm
from forum.models import ForumSettings


def words_in(content: bytes) -> tuple[str, str]:
    brought = read_office_text(content)
    return "\n".join(typed_lines(brought.lines)), "\n".join(brought.left)


class TakeInView(DraftMixin, TemplateView):
    title = gettext_lazy("Text from a Word file")
    template_name = "decrees/desk/editor/intake/bring.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.decree.pk])
        form = kwargs.pop("form", None) or BringForm(read=words_in, most_mb=MOST_MB)
        if not form.is_bound:
            saved_input.restore(self.request, form)
        return super().get_context_data(form=form, edit_url=edit_url, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._looked(request) if "look" in request.POST else self._brought(request)

    def _brought(self, request: HttpRequest) -> HttpResponse:
        form = BringForm(request.POST, request.FILES, read=words_in, most_mb=MOST_MB)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        saved_input.forget(request)
        shown = {"left": "", **form.cleaned_data, "revision": self.decree.latest_revision_id}
        return self._look(LookForm(initial=shown), form.cleaned_data["text"])

    def _looked(self, request: HttpRequest) -> HttpResponse:
        """Once more, or taken over."""
        form = LookForm(request.POST)
        if not form.is_valid():
            return self._look(form, "", status=422)
        words = form.cleaned_data["text"]
        if "take" not in request.POST:
            return self._look(form, words)
        revision = form.cleaned_data["revision"]
        try:
            services.take_in_text(self.decree, self._read(words), revision=revision, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            form.add_error(None, error)
            return self._look(form, words, status=422)
        messages.success(request, _("The text is in the editor, not circulated yet. The one before is in the history."))
        page = type(self.decree).objects.get(pk=self.decree.pk)
        return ask_about_references(request, page) or redirect("wagtailadmin_pages:edit", page.pk)

    def _read(self, words: str) -> Taken:
        names = ForumSettings.for_request(self.request)
        return read_decree(words.splitlines(), office=names.decree_office)

    def _look(self, form: LookForm, words: str, *, status: int = 200) -> HttpResponse:
        taken = self._read(words)
        document = services.with_text(self.decree, taken).as_document() if taken.blocks else None
        context: dict[str, Any] = {
            "taken": taken,
            "clauses": [(len(above), one) for one, above in walk_with_parents(document)] if document else [],
            "replaced": len(list(walk(self.decree.get_latest_revision_as_object().as_document()))),
        }
        self.template_name = "decrees/desk/editor/intake/look.html"
        return self.render_to_response(self.get_context_data(form=form, **context), status=status)
