"""How a form and its answer travel: as pages, or as fragments and frames when a script asks.

Somebody whose session has ended while typing loses nothing: the words wait in the new session.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from decrees import permissions
from decrees.forms import saved_input
from decrees.forms.comments import renew_token
from decrees.models import Answer, Comment, DecreePage, Reaction
from decrees.reading.lookup import whole
from decrees.views.reading import address_of_card, address_on_page
from forum import ledger, live
from forum.models import LedgerEntry
from forum.models.memory import sharing_memory

View = Callable[..., HttpResponse]


def by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def needs_login(view: View) -> View:
    """Asked before the record is looked up, so that the answer tells a stranger nothing about it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        saved_input.keep(request)
        login = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
        return JsonResponse({"login": login}, status=401) if by_script(request) else redirect(login)

    return wrapped


def show_form(request: HttpRequest, form: BaseForm, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    template = "decrees/comments/form.html" if by_script(request) else "decrees/comments/page.html"
    about = context.get("about")
    # Beside a card one can see already what the form is about.
    context = {**context, "about": about() if about and not by_script(request) else None}
    context = {**context, "page": context["version"].decree, "form": form, "action": request.get_full_path()}
    response = render(request, template, context, status=status)
    # Holds somebody's session token and perhaps their words.
    response["Cache-Control"] = "private, no-store"
    return response


def done(request: HttpRequest, saved: Comment | Answer | Reaction) -> HttpResponse:
    saved_input.forget(request)
    comment = _comment_of(saved)
    if by_script(request):
        decree = comment.version.decree
        entry = _told(saved, decree)
        with sharing_memory():  # that of the request ended with what was written
            channel = comment.heard_on or permissions.channel_hearing(request.user, decree, entry.audience)
        return JsonResponse({"frames": [live.frame(entry, channel)]}, status=201)
    return redirect(_address_after(request, comment))


def exchange(
    request: HttpRequest, form: BaseForm, context: dict[str, Any], save: Any, *, then: View = done
) -> HttpResponse:
    """Show the form; take what was sent; show it again, with what was typed, if it cannot be accepted."""
    if request.method != "POST":
        saved_input.restore(request, form)
        return show_form(request, form, context)
    status = 422
    if form.is_valid():
        try:
            return then(request, save(form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error.messages)
            renew_token(form, error)
        except PermissionDenied as error:
            # The round may have closed while somebody was typing: their words are still theirs.
            form.add_error(None, str(error))
            status = 403
    return show_form(request, form, context, status=status)


def _address_after(request: HttpRequest, comment: Comment) -> str:
    """Where somebody without a script sees what they wrote: the clause they came from, or the page."""
    if place := whole(request.GET.get("butir", "")):
        clause = reverse("decrees:clause-detail", args=[comment.version.decree_id, comment.version.number, place])
        return f"{clause}#komentar-{comment.pk}"
    # The newest version has every thread, also those that were carried to it.
    page = comment.version.decree.url
    return address_of_card(page or address_on_page(comment.version), comment)


def _told(saved: Comment | Answer | Reaction, decree: DecreePage) -> LedgerEntry:
    """The entry about what was done; about a comment the newest, for it may have been changed or supported."""
    if just_now := vars(saved).get("told"):
        return just_now
    if not isinstance(saved, Comment):
        return LedgerEntry.objects.get(seq=saved.seq or 0)
    about = LedgerEntry.objects.filter(page_id=decree.pk, target=ledger.target_of(saved), verb__in=live.RENDERERS)
    return about.latest("seq")


def _comment_of(saved: Comment | Answer | Reaction) -> Comment:
    if isinstance(saved, Reaction):
        return saved.answer.comment
    return saved.comment if isinstance(saved, Answer) else saved
