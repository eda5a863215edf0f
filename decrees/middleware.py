"""Wagtail sends to its own sign-in before our admin views are asked: what was typed there is kept on the way, for
whoever was signed in before."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from decrees.forms import saved_input


class UnsentMiddleware:
    """After the one that checks the form's key: what was forged is not kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        saved_input.remember_reader(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        ours = match is not None and "decrees_admin" in match.namespaces
        if ours and request.method == "POST" and not request.user.is_authenticated:
            saved_input.keep(request)
