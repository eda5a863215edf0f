"""What somebody was typing when their session ended: it waits in the new session, for the form it was typed in."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

UNSENT = "decrees.unsent"
LONGEST_KEPT = 20_000
KEPT_PER_HOUR = 60


def keep(request: HttpRequest) -> None:
    """In a session that is made for it: not for a program that makes them by the thousand."""
    words = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if words and sum(len(str(values)) for values in words.values()) <= LONGEST_KEPT and _within_limit(request):
        request.session[UNSENT] = {"path": request.get_full_path(), "words": words}


def _within_limit(request: HttpRequest) -> bool:
    """For each address: a whole office may stand behind one, and may have been signed out at once."""
    key = f"unsent:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, 3600)
    return cache.incr(key) <= KEPT_PER_HOUR


def restore(request: HttpRequest, form: BaseForm) -> bool:
    """Put what was typed in this very form before the session ended into it; False if there is nothing."""
    kept = request.session.get(UNSENT)
    if not kept or kept["path"] != request.get_full_path():
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
    request.session.pop(UNSENT, None)
