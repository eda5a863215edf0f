"""Under which ids follow-ups are treated in systems of others, from a table: bring a file, see what would become of
each row, take the good ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from forum.desk.records.tables import LIMITS, csv_file
from forum.forms.tables import State
from forum.forms.tables.columns import Table
from forum.forms.tables.files import AT_ONCE
from forum.forms.tables.upload import FileForm, TableForm
from minutes import permissions, services
from minutes.forms.tracking import TrackingIds


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest) -> HttpResponse:
    permissions.require(permissions.can_write(request.user))
    if "table" in request.POST:
        return _decide(request)
    form = FileForm(*([request.POST, request.FILES] if request.method == "POST" else []), kind=TrackingIds)
    if form.is_valid() and len(form.cleaned_data["file"].rows) > AT_ONCE:
        form.add_error("file", _("The table has more than %s rows: divide it.") % AT_ONCE)
    if form.is_valid():
        return _preview(request, form.cleaned_data["file"])
    return render(request, "minutes/desk/actions/tracking/bring.html", {"form": form, "kind": TrackingIds, **LIMITS})


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    permissions.require(permissions.can_write(request.user))
    return csv_file(TrackingIds.template(), f"contoh-{TrackingIds.slug}.csv")


def _decide(request: HttpRequest) -> HttpResponse:
    form = TableForm(request.POST, kind=TrackingIds)
    if not form.is_valid():
        for text in form.errors.get("table", []):
            messages.error(request, str(text))
        return redirect("minutes_tracking")
    rows = TrackingIds(form.cleaned_data["table"])
    if "wrong" in request.POST:
        return csv_file(rows.bad_rows(), f"perbaiki-{TrackingIds.slug}.csv")
    made = services.take_tracking_ids(rows.told, by=request.user)  # type: ignore[arg-type]
    told = ngettext("%(n)d follow-up has new tracking ids.", "%(n)d follow-ups have new tracking ids.", made)
    messages.success(request, told % {"n": made})
    return redirect("minutes_actions")


def _preview(request: HttpRequest, brought: Table) -> HttpResponse:
    rows = TrackingIds(brought)
    context = {
        "rows": rows.checked,
        "counts": {str(state): len(rows.of(state)) for state in State},
        "form": TableForm({"table": TableForm.written(brought)}, kind=TrackingIds),
    }
    return render(request, "minutes/desk/actions/tracking/preview.html", context)
