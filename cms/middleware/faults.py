"""What is said when the database is away or everybody waits for one: 503, with the words that were sent."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from cms.views.faults import unavailable


class DatabaseMiddleware:
    """Stands around all that asks the database: a page, a form, a session that is saved."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        got_request_exception.connect(_note_fault)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        fault = vars(request).get("database_fault")
        return unavailable(request, fault) if fault and response.status_code == 500 else response


def _note_fault(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Django tells of the error before it makes a plain 500 of it, in whichever middleware it was raised."""
    error = sys.exc_info()[1]
    if request is not None and isinstance(error, OperationalError | InterfaceError):
        vars(request)["database_fault"] = error
