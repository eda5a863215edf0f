"""The office's own template for papers of minutes: upload, look, reset."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from forum.documents import RenderError, downloads
from minutes import permissions, services
from minutes.forms.template import TemplateForm
from minutes.reading.template import sample, template_in_use


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest) -> HttpResponse:
    permissions.require(permissions.can_write(request.user))
    resets = request.method == "POST" and "reset" in request.POST
    form = TemplateForm(request.POST, request.FILES) if request.method == "POST" and not resets else TemplateForm()
    if resets:
        services.reset_template(by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Papers have the look of the site again."))
        return redirect("minutes_template")
    if form.is_bound and form.is_valid() and _taken(request, form):
        messages.success(request, _("Papers of minutes have this look from now on."))
        return redirect("minutes_template")
    context = {
        "form": form,
        "template": template_in_use(),
        "header_title": _("Template of papers"),
        "page_title": _("Template of papers"),
        "header_icon": "doc-full",
    }
    return render(request, "minutes/desk/template.html", context, status=422 if form.errors else 200)


def _taken(request: HttpRequest, form: TemplateForm) -> bool:
    given = form.cleaned_data
    try:
        services.set_template(given["file"], has_letterhead=given["has_letterhead"], by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        form.add_error(None if not hasattr(error, "error_dict") else "file", error.messages)
        return False
    return True


@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """A paper with all parts of minutes, as DOCX."""
    permissions.require(permissions.can_write(request.user))
    try:
        made = downloads.file_of(sample(template_in_use()), "docx")
    except RenderError as error:
        messages.error(request, _(str(error)))
        return redirect("minutes_template")
    return downloads.hand_out(request, made, "docx", name="contoh-naskah")
