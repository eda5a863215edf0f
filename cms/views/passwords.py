"""Pages and files behind a password: Wagtail's own addresses, with a limit for whoever guesses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.documents.views import serve
from wagtail.views import authenticate_with_password

from forum.services import limits

# From one network, and from all together.
GUESSES_PER_HOUR, GUESSES_OF_ALL = 10, 200


def limited(view: Callable[..., HttpResponse], what: str, key: str) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
        guess = f"{what}:{named[key]}"
        if request.method == "POST" and not (
            limits.count_request(request, guess, most=GUESSES_PER_HOUR) and limits.count_use(guess, most=GUESSES_OF_ALL)
        ):
            return render(request, "429.html", status=429)
        return view(request, **named)

    return guarded


of_page = limited(authenticate_with_password, "page-password", "page_view_restriction_id")
of_file = limited(serve.authenticate_with_password, "file-password", "restriction_id")
