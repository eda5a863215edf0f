"""Organisations and people by table: bring a file, see what would become of each row, take the good ones."""

from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from forum import permissions, services
from forum.forms.tables import KINDS, Kind, State
from forum.forms.tables.columns import Table
from forum.forms.tables.files import AT_ONCE, MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS
from forum.forms.tables.upload import FileForm, TableForm
from forum.models import BroughtTable

LIMITS = {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "cell": MAX_CELL, "size": MAX_BYTES // 1024**2, "at_once": AT_ONCE}
LISTS = {"organisasi": "organisation:index", "orang": "person:index"}


class TableIndexView(generic.IndexView):
    """A list whose rows can also come from a table."""

    kind: ClassVar[str] = ""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        table, doubles = (reverse(name, args=[self.kind]) for name in ("forum_import", "forum_doubles"))
        return [
            *super().header_more_buttons,
            Button(_("From a table"), url=table, icon_name="upload", priority=5),
            Button(_("Entered twice?"), url=doubles, icon_name="copy", priority=6),
        ]


class OrganisationIndexView(TableIndexView):
    kind = "organisasi"


class PersonIndexView(TableIndexView):
    kind = "orang"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        invite = Button(_("Invite to sign in"), url=reverse("forum_invite_people"), icon_name="mail", priority=4)
        return [*super().header_more_buttons, invite]


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, kind: str) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    wanted = _kind(kind)
    if "table" in request.POST:
        return _decide(request, wanted)
    form = FileForm(*([request.POST, request.FILES] if request.method == "POST" else []), kind=wanted)
    if form.is_valid():
        return _look(request, wanted, form)
    context = {"form": form, "kind": wanted, "on_the_way": BroughtTable.objects.filter(kind=kind), "limits": LIMITS}
    return render(request, "forum/desk/records/tables/bring.html", context)


@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    return csv_file(_kind(kind).template(), f"contoh-{kind}.csv")


def _kind(slug: str) -> type[Kind]:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]


def _decide(request: HttpRequest, kind: type[Kind]) -> HttpResponse:
    form = TableForm(request.POST, kind=kind)
    if not form.is_valid():
        for text in form.errors.get("table", []):
            messages.error(request, str(text))
        return redirect("forum_import", kind.slug)
    rows = kind(form.cleaned_data["table"])
    if "wrong" in request.POST:
        return csv_file(rows.bad_rows(), f"perbaiki-{kind.slug}.csv")
    taken = services.take_rows(rows, update=form.cleaned_data["update"], by=request.user)  # type: ignore[arg-type]
    bad = len(rows.of(State.BAD))
    text = _("%(made)d taken, %(changed)d changed, %(bad)d left out because something is wrong with them.")
    told = text % {"made": taken.made, "changed": taken.changed, "bad": bad}
    messages.success(request, told, buttons=_what_comes_next(kind) if taken.made else [])
    return redirect(LISTS[kind.slug])


def _what_comes_next(kind: type[Kind]) -> list[tuple[str, str, bool]]:
    """An organisation that nobody speaks for gets no mail and answers nothing; nor does who cannot sign in."""
    if kind.slug != "organisasi":
        return [messages.button(reverse("forum_invite_people"), _("Invite them to sign in"))]
    return [messages.button(reverse("forum_import", args=["orang"]), _("Who speaks for them: from a table"))]


def _look(request: HttpRequest, kind: type[Kind], form: FileForm) -> HttpResponse:
    """At once, or in the background where it would take too long."""
    table, by = form.cleaned_data["file"], request.user
    if len(table.rows) <= AT_ONCE:
        return _preview(request, kind, table)
    found = services.bring_table(table, kind=kind.slug, name=form.file_name, by=by)  # type: ignore[arg-type]
    return redirect("forum_table", found.pk)


def _preview(request: HttpRequest, kind: type[Kind], table: Table) -> HttpResponse:
    rows = kind(table)
    counts = {str(state): len(rows.of(state)) for state in State}
    context = {
        "kind": kind,
        "rows": rows.checked,
        "counts": counts,
        "form": TableForm({"table": TableForm.written(table)}, kind=kind),
        "good": counts[State.NEW] + counts[State.DIFFERS],
    }
    return render(request, "forum/desk/records/tables/preview.html", context)


def csv_file(content: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
