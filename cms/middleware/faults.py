"""What is said when the machine fails, or everybody waits for one: 503, with the words that were sent."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse

from cms.views.faults import is_fault_of_machine, unavailable


class FaultMiddleware:
    """Stands around all that asks the database or writes to the disk: a page, a form, a session that is saved."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        got_request_exception.connect(_note_fault)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        fault = vars(request).get("fault_of_machine")
        return unavailable(request, fault) if fault and response.status_code == 500 else response


def _note_fault(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Django tells of the error before it makes a plain 500 of it, in whichever middleware it was raised."""
    error = sys.exc_info()[1]
    if request is not None and is_fault_of_machine(error):
        vars(request)["fault_of_machine"] = error
