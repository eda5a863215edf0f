"""The list of public information as a page, as CSV and as a workbook."""

import csv
from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.reading.sharing import information
from forum.documents.invitations.workbook import workbook
from forum.models.typed.spreadsheets import csv_text
from forum.reading.paging import LongList

PER_PAGE = 25
MOST_ROWS = 5_000  # of a workbook, which is made in memory; CSV has all
TITLE = "Daftar Informasi Publik"
NAME = "daftar-informasi-publik"


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    listed = LongList(
        information.keys(),
        PER_PAGE,
        name="information",
        reader=AnonymousUser(),
        number=information.number,
        soonest=information.keys_between,
    )
    shown = listed.get_page(request.GET.get("page"))
    rows = list(information.rows(shown.object_list, first=shown.start_index()))
    return render(request, "cms/information/page.html", {"page_obj": shown, "rows": rows})


@require_safe
def download(request: HttpRequest, format: str) -> HttpResponse | StreamingHttpResponse:
    keys = information.keys()
    if format == "csv":
        response: HttpResponse | StreamingHttpResponse = StreamingHttpResponse(
            _lines(list(keys)), content_type="text/csv; charset=utf-8"
        )
    elif format == "xlsx":
        rows = [row.cells() for row in information.rows(keys[:MOST_ROWS])]
        made = workbook(TITLE, [list(information.HEAD), *rows])
        response = HttpResponse(made, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{NAME}.{format}"'
    return response


class _Line:
    """What `csv` writes into: the line goes on at once."""

    def write(self, line: str) -> str:
        return line


def _lines(keys: list[information.Key]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"
    yield writer.writerow(information.HEAD)
    for row in information.rows(keys):
        yield writer.writerow([csv_text(cell) for cell in row.cells()])
