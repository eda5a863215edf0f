"""What nobody's form sends: Wagtail's own views expect each of their fields, and numbers where there is one. Whoever
sends something else is told so (400); no mail is written about it, the log has it with its traceback."""

import logging
import re
import traceback
from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import InvalidPage
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError

from cms.views.pages import not_understood

log = logging.getLogger("cms.requests")
NO_NUMBER = re.compile(r"expected a number but got|invalid literal for int|too large to convert|cannot contain NUL")
# Of PostgreSQL: a number out of range, a character that no text can have.
NO_VALUE = ("22003", "22021")
# Forms and blocks of Django and Wagtail, which take a value as it was sent.
TAKING = re.compile(r"/(django|wagtail)/(.+/)?(forms|blocks)[/.]")


class UnreadableMiddleware:
    """Of our own views nothing is taken: what they cannot read is a fault of ours, and they say it in words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not (_is_of_wagtail(request) and is_unreadable(error)):
            return None
        log.warning("what was sent cannot be read", exc_info=error)
        return not_understood(request)


def _is_of_wagtail(request: HttpRequest) -> bool:
    match = request.resolver_match
    is_desk = request.path.startswith(reverse("wagtailadmin_home"))
    return is_desk and match is not None and match.func.__module__.startswith("wagtail.")


def is_unreadable(error: Exception) -> bool:
    if isinstance(error, MultiValueDictKeyError | InvalidPage | ObjectDoesNotExist):
        return True
    if isinstance(error, ValueError | OverflowError):
        return bool(NO_NUMBER.search(str(error)))
    if isinstance(error, DataError):
        return getattr(error.__cause__, "sqlstate", None) in NO_VALUE
    frames = traceback.extract_tb(error.__traceback__)
    is_plain = isinstance(error, AttributeError | TypeError | KeyError)
    return is_plain and bool(frames and TAKING.search(frames[-1].filename))
