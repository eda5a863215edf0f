"""A long table on its way: how far it is, what would become of each row, and then the decision."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from forum import permissions, services
from forum.desk.records.tables import LISTS, csv_file
from forum.forms.tables import KINDS
from forum.models import BroughtRow, BroughtTable

ON_A_PAGE = 100
State = BroughtRow.State


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, pk: int) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    brought = get_object_or_404(BroughtTable, pk=pk)
    if request.method == "POST":
        return _decide(request, brought)
    return render(request, "forum/desk/records/tables/brought/page.html", _context(request, brought))


@require_GET
def wrong(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows with something wrong, to be corrected and brought again."""
    permissions.require(permissions.can_manage_forum(request.user))
    brought = get_object_or_404(BroughtTable, pk=pk)
    rows = brought.rows.filter(state=State.BAD).values_list("values", "told").iterator()
    return csv_file(KINDS[brought.kind].report(rows), f"perbaiki-{brought.kind}.csv")


def _decide(request: HttpRequest, brought: BroughtTable) -> HttpResponse:
    by = request.user
    if "discard" in request.POST:
        services.discard_table(brought, by=by)  # type: ignore[arg-type]
        messages.success(request, _("The table is put away. What was taken of it stays."))
        return redirect("forum_import", brought.kind)
    services.take_table(brought, update="update" in request.POST, by=by)  # type: ignore[arg-type]
    return redirect("forum_table", brought.pk)


def _context(request: HttpRequest, brought: BroughtTable) -> dict[str, object]:
    counts = dict.fromkeys(State.values, 0)
    counts |= dict(brought.rows.order_by().values_list("state").annotate(Count("pk")))
    wanted = request.GET.get("state", "")
    shown = wanted if wanted in counts else State.BAD if counts[State.BAD] else ""
    rows = brought.rows.filter(state=shown) if shown else brought.rows.all()
    left = counts[State.NEW] + (counts[State.DIFFERS] if brought.update else 0)
    is_looking = brought.stage == BroughtTable.Stage.LOOKING
    return {
        "table": brought,
        "kind": KINDS[brought.kind],
        "counts": counts,
        "all": sum(counts.values()),
        "done": sum(counts.values()) - (counts[State.WAITING] if is_looking else left),
        "good": counts[State.NEW] + counts[State.DIFFERS],
        "can_take": brought.stage in (BroughtTable.Stage.READY, BroughtTable.Stage.STOPPED),
        "states": [(state, state.label, counts[state]) for state in State if counts[state]],
        "shown": shown,
        "page": None if is_looking else Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p")),
        "list_url": LISTS[brought.kind],
    }
