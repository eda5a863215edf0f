"""The board of follow-ups: how each stands, in columns; a link of each card leads to the report that moves it on."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from minutes import permissions
from minutes.forms.actions import BoardForm
from minutes.models import ActionReport, ActionState
from minutes.reading.actions import lists

SHOWN = 20  # of each column; all of them are in the list that everybody reads


def board(request: HttpRequest) -> HttpResponse:
    permissions.require(permissions.can_write(request.user))
    form = BoardForm(request.GET, organisations=lists.organisations_in_charge(request.user))
    columns = [_column(state, form.filters(), request) for state in ActionState]
    title = _("Follow-ups")
    context = {"form": form, "columns": columns, "header_title": title, "page_title": title, "header_icon": "tasks"}
    return render(request, "minutes/desk/actions/board.html", context)


def _column(state: ActionState, asked: lists.Filters, request: HttpRequest) -> dict[str, Any]:
    page = lists.page_of(replace(asked, state=state), request.user, per_page=SHOWN, number=1)
    return {
        "state": state,
        "rows": lists.rows(page.object_list, request.user),
        "list": f"{reverse('minutes:actions')}?{urlencode(_of_list(asked, state))}",
        "more": max(0, page.paginator.count - SHOWN),
        "moves": [other for other in ActionReport.STATES if other != state],
    }


def _of_list(asked: lists.Filters, state: ActionState) -> dict[str, str]:
    return {"state": state, **({"organisation": asked.organisation.slug} if asked.organisation else {})}
