"""Visitors without a login who support a question: a number in a cookie under our seal, of nobody known, for a day."""

import uuid

from django.http import HttpRequest, HttpResponse

from forum.forms.cookies import keep_sealed

VISITOR, SECONDS = "pengunjung", 24 * 60 * 60


def visitor_of(request: HttpRequest) -> str:
    """Empty for who has none yet, and for a number that is not under our seal."""
    return str(request.get_signed_cookie(VISITOR, "", salt=VISITOR, max_age=SECONDS))


def new_visitor() -> str:
    return uuid.uuid4().hex


def remember_visitor(response: HttpResponse, visitor: str) -> HttpResponse:
    keep_sealed(response, VISITOR, visitor, salt=VISITOR, seconds=SECONDS)
    return response
