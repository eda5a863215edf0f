"""The board of follow-ups: how each stands, in columns; a link of each card leads to the report that moves it on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from minutes import permissions
from minutes.forms.actions import BoardForm
from minutes.models import ActionReport, ActionState
from minutes.reading.actions import lists
from minutes.reading.actions.standing import ActionRow

SHOWN = 100  # of each column


def board(request: HttpRequest) -> HttpResponse:
    permissions.require(permissions.can_write(request.user))
    form = BoardForm(request.GET, organisations=lists.organisations_in_charge(request.user))
    items = lists.with_minutes(lists.due(lists.search(form.filters(), request.user), form.days))
    columns = [_column(state, items, request) for state in ActionState]
    title = _("Follow-ups")
    context = {"form": form, "columns": columns, "header_title": title, "page_title": title, "header_icon": "tasks"}
    return render(request, "minutes/desk/actions/board.html", context)


def _column(state: ActionState, items: Any, request: HttpRequest) -> dict[str, Any]:
    found = items.filter(state=state)
    rows: list[ActionRow] = lists.rows(found[:SHOWN], request.user)
    return {
        "state": state,
        "rows": rows,
        "more": max(0, found.count() - SHOWN) if len(rows) == SHOWN else 0,
        "moves": [other for other in ActionReport.STATES if other != state],
    }
