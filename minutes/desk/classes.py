"""The class of information of a record, in the admin of its page."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from forum.models import RecordedPage
from minutes import permissions, services
from minutes.forms.classes import ClassForm
from minutes.models import Classification


@require_http_methods(["GET", "HEAD", "POST"])
def classify(request: HttpRequest, pk: int) -> HttpResponse:
    permissions.require(permissions.can_classify(request.user))
    page = get_object_or_404(Page, pk=pk).specific
    said = list(Classification.objects.filter(page=pk).order_by("-pk"))
    form = ClassForm(request.POST or None, initial=_initial(said))
    if request.method == "POST" and form.is_valid() and isinstance(page, RecordedPage):
        try:
            services.classify(page, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("It is on record."))
            return redirect("wagtailadmin_pages:edit", pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "page": page,
        "said": said,
        "header_title": _("Class of information"),
        "page_title": _("Class of information"),
        "page_subtitle": page.get_admin_display_title(),
        "header_icon": "tag",
    }
    return render(request, "minutes/desk/class.html", context, status=422 if form.errors else 200)


def _initial(said: list[Classification]) -> dict[str, str]:
    """The newest word, or the class of what a forum decides in the open."""
    if not said:
        return {"kind": Classification.Kind.ANYTIME}
    return {name: getattr(said[0], name) for name in ("kind", "ground", "holder", "kept")}
