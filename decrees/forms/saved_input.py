"""What somebody was typing when their session ended: it waits in the new session, for the form it was typed in.

It waits for whoever typed it: a cookie that outlives the session says who last read here on this device.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict

from forum.forms.cookies import keep_sealed
from forum.services import limits

UNSENT = "decrees.unsent"
READER = "reader"
LONGEST_KEPT = 20_000
KEPT_PER_HOUR = 60


def remember_reader(request: HttpRequest, response: HttpResponse) -> None:
    """Who is signed in here, until somebody else is."""
    if request.user.is_authenticated and _reader(request) != str(request.user.pk):
        keep_sealed(response, READER, str(request.user.pk), salt=UNSENT, seconds=settings.SESSION_COOKIE_AGE)


def _reader(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(READER, "", salt=UNSENT))


def keep(request: HttpRequest) -> None:
    """In a session that is made for it: not for a program that makes them by the thousand."""
    words = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    short = sum(len(str(values)) for values in words.values()) <= LONGEST_KEPT
    if words and short and (reader := _reader(request)) and _within_limit(request):
        request.session[UNSENT] = {"path": request.get_full_path(), "words": words, "by": reader}


def _within_limit(request: HttpRequest) -> bool:
    """A whole office may have been signed out at once."""
    return limits.count_request(request, "saved-input", most=KEPT_PER_HOUR)


def _kept(request: HttpRequest) -> dict[str, Any] | None:
    """For this form and this person."""
    kept: dict[str, Any] | None = request.session.get(UNSENT)
    if kept and kept.get("by") != str(request.user.pk):
        del request.session[UNSENT]
        return None
    return kept if kept and kept["path"] == request.get_full_path() else None


def restore(request: HttpRequest, form: BaseForm) -> bool:
    """Put what was typed in this very form before the session ended into it; False if there is nothing."""
    kept = _kept(request)
    if kept is None:
        return False
    given = QueryDict(mutable=True)
    for name, values in kept["words"].items():
        given.setlist(name, values)
    form.initial.update(typed(form, given))
    return True


def typed(form: BaseForm, given: QueryDict) -> dict[str, Any]:
    """The values that a form's fields were sent with, whether or not they can be accepted; also what was not ticked."""
    names = {name: form.add_prefix(name) for name in form.fields}
    widgets = {name: field.widget for name, field in form.fields.items()}
    return {
        name: widgets[name].value_from_datadict(given, {}, sent)
        for name, sent in names.items()
        if not widgets[name].value_omitted_from_data(given, {}, sent)
    }


def forget(request: HttpRequest) -> None:
    """What was typed in this form; it has been sent."""
    if _kept(request):
        del request.session[UNSENT]


class SavedInputMiddleware:
    """Wagtail sends to its own sign-in before our views in the admin are asked: what was typed there is kept.

    Stands after the middleware that checks the form's key: what was forged is not kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        remember_reader(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        ours = match is not None and "decrees_admin" in match.namespaces
        if ours and request.method == "POST" and not request.user.is_authenticated:
            keep(request)
