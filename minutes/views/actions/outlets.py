"""All follow-ups for programs: a feed of what is reported, and the list with its filters as CSV and JSON."""

import csv
import io
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from forum.documents import downloads
from forum.models.pages import absolute_reverse
from forum.models.typed.spreadsheets import csv_text
from forum.reading.feed import Item, fold
from forum.views.feeds import LedgerFeed
from minutes import events
from minutes.models import MinutesPage
from minutes.reading.actions.data import rows_of_data, table_of
from minutes.views.actions.lists import filter_form

SCHEMA = "mufakat.follow-ups/1"
TOLD = (events.ACTION_DONE, events.ACTION_PROGRESSED, events.ACTION_CANCELLED)


@require_safe
def download(request: HttpRequest, format: str) -> HttpResponse:
    """What the list shows this reader with the same filters."""
    if format not in ("csv", "json"):
        raise Http404
    rows = rows_of_data(filter_form(request).filters(), request.user)
    if format == "csv":
        return _csv(table_of(rows))
    data: dict[str, Any] = {"schema": SCHEMA, "site": settings.BASE_URL, "license": settings.DATA_LICENSE}
    return downloads.hand_out_data({**data, "follow_ups": rows}, name="tindak-lanjut")


def _csv(table: list[list[str]]) -> HttpResponse:
    out = io.StringIO()
    csv.writer(out).writerows([csv_text(cell) for cell in row] for row in table)
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tindak-lanjut.csv"'
    response["Link"] = f'<{settings.DATA_LICENSE}>; rel="license"'
    patch_cache_control(response, private=True, no_cache=True)
    return response


class ActionFeed(LedgerFeed):
    """What was reported about follow-ups of minutes that anybody may read."""

    description = gettext_lazy("What was done about the follow-ups of meetings, as it is reported.")

    def title(self) -> str:
        return gettext("Follow-ups")

    def link(self) -> str:
        return absolute_reverse("minutes:actions")

    def feed_url(self, obj: None) -> str:
        return absolute_reverse("minutes:actions-feed")

    def items(self) -> list[Item]:
        latest = self.latest(verb__in=TOLD)
        visible = MinutesPage.objects.visible_to(AnonymousUser())
        pages = visible.defer("frozen", "discussion", "published_text").in_bulk({entry.page_id for entry in latest})
        return fold(Item(entry, pages[entry.page_id]) for entry in latest if entry.page_id in pages)

    def item_link(self, item: Item) -> str:
        return absolute_reverse("minutes:action", item.page.pk, item.entry.data["number"])
