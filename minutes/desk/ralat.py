"""Ralat: a slip of the pen in published minutes is mended on one page, with the rule beside it."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from minutes import permissions, services
from minutes.forms.redaction import RalatForm
from minutes.models import MinutesPage


@require_http_methods(["GET", "HEAD", "POST"])
def ralat(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = get_object_or_404(MinutesPage, pk=pk)
    permissions.require(permissions.can_mend(request.user, minutes))
    form = RalatForm(request.POST or None, minutes=minutes)
    if request.method == "POST" and form.is_valid():
        try:
            services.mend_slip(minutes, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("The ralat is published. Those present are told."))
            return redirect("wagtailadmin_pages:edit", pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "minutes": minutes,
        "header_title": _("Ralat"),
        "page_title": _("Ralat"),
        "page_subtitle": minutes.get_admin_display_title(),
        "header_icon": "edit",
    }
    return render(request, "minutes/desk/ralat.html", context, status=422 if form.errors else 200)
