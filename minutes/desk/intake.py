"""Words for minutes from a Word file, or pasted as a whole: brought, looked through, put into the draft."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from forum.documents.office.intake import MOST_MB, read_office_text
from forum.forms.intake import BringForm, LookForm
from minutes import permissions, services
from minutes.models import MinutesPage
from minutes.reading.notes.brought import shown_parts
from minutes.text.brought import typed_lines


def words_in(content: bytes) -> tuple[str, str]:
    brought = read_office_text(content)
    return "\n".join(typed_lines(brought.lines)), "\n".join(brought.left)


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = get_object_or_404(MinutesPage, pk=pk)
    permissions.require(permissions.can_write(request.user))
    if "look" in request.POST:
        return _looked(request, minutes)
    is_sent = request.method == "POST"
    reads: dict[str, Any] = {"read": words_in, "most_mb": MOST_MB}
    form = BringForm(request.POST, request.FILES, **reads) if is_sent else BringForm(**reads)
    if not form.is_bound or not form.is_valid():
        return _page(request, minutes, "minutes/desk/intake/bring.html", form=form)
    shown = {"left": "", **form.cleaned_data, "revision": minutes.latest_revision_id}
    return _look(request, minutes, LookForm(initial=shown), form.cleaned_data["text"])


def _looked(request: HttpRequest, minutes: MinutesPage) -> HttpResponse:
    """Once more, or put into the draft."""
    form = LookForm(request.POST)
    words = form.cleaned_data["text"] if form.is_valid() else ""
    if not form.is_valid() or "take" not in request.POST:
        return _look(request, minutes, form, words)
    try:
        services.take_in_words(minutes, words, revision=form.cleaned_data["revision"], by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        form.add_error(None, error)
        return _look(request, minutes, form, words)
    messages.success(request, _("The words stand in the draft, behind what was there."))
    return redirect("wagtailadmin_pages:edit", minutes.pk)


def _look(request: HttpRequest, minutes: MinutesPage, form: LookForm, words: str) -> HttpResponse:
    parts = shown_parts(services.parts_in(minutes, words))
    return _page(request, minutes, "minutes/desk/intake/look.html", form=form, parts=parts)


def _page(request: HttpRequest, minutes: MinutesPage, template: str, **context: Any) -> HttpResponse:
    title = _("Words from a Word file")
    heads = {"header_title": title, "page_title": title, "header_icon": "doc-full"}
    context |= {"minutes": minutes, "page_subtitle": minutes.get_admin_display_title(), **heads}
    is_wrong = context["form"].is_bound and not context["form"].is_valid()
    status = 422 if is_wrong or context["form"].errors else 200
    return render(request, template, context, status=status)
