"""What is asked of who acts for all, as secretariat or administrator: to sign in anew sooner, to have a second factor,
and to show once more that it is them before they do what is grave."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows import reauthentication
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.forms.accounts import shown_lately
from forum.permissions import has_duty

BEGUN, SEEN = "signed_in_at", "seen_at"
NOTED_EVERY = 300  # seconds
# What a page that stays open asks by itself: nobody is there.
BY_ITSELF = {"decrees:events", "forum_session", "wagtailadmin_editing_sessions:ping"}
# Asked for before the form is opened, because it may hold a password or what the session is not to keep.
GRAVE_FORMS = (
    "wagtailusers_users:add", "wagtailusers_users:edit", "wagtailusers_users:delete",
    "wagtailusers_groups:add", "wagtailusers_groups:edit", "wagtailusers_groups:delete",
    "wagtailsettings:edit", "forum_reset_second_factor",
)  # fmt: skip
# Asked for when the form is sent; what was typed waits in the session meanwhile.
GRAVE_ACTS = (
    *GRAVE_FORMS, "forum_withdraw", "decrees_admin:hiding", "decrees_admin:hiding-propose", "minutes_hidings",
    "minutes_hiding", "personal_erase",
)  # fmt: skip


@receiver(user_logged_in)
def note_sign_in(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    request.session[BEGUN] = request.session[SEEN] = int(time.time())


class DutyMiddleware:
    """Who is signed out here is a visitor to the view: it leads to signing in and keeps what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        if end_if_too_long(request):
            return None
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            return _ask_for_second_factor(request) or _ask_once_more(request)
        return None


def end_if_too_long(request: HttpRequest) -> bool:
    now, session = int(time.time()), request.session
    idle, age = now - session.get(SEEN, 0), now - session.get(BEGUN, 0)
    too_long = age > settings.DUTY_SESSION_HOURS * 3600 or idle > settings.DUTY_IDLE_MINUTES * 60
    if too_long and has_duty(request.user):
        logout(request)
        return True
    if idle > NOTED_EVERY and _name(request) not in BY_ITSELF:
        session[SEEN] = now
    return False


def _ask_for_second_factor(request: HttpRequest) -> HttpResponse | None:
    if not settings.DUTY_SECOND_FACTOR or not has_duty(request.user) or is_mfa_enabled(request.user):
        return None
    messages.warning(request, _("Set up a second factor first: with it, a stolen password opens nothing here."))
    return redirect("mfa_index")


def _ask_once_more(request: HttpRequest) -> HttpResponse | None:
    """Where somebody has no password and no second factor there is nothing to ask for."""
    asked = _is_grave(request) and not shown_lately(request)
    if not asked or not reauthentication.get_reauthentication_flows(request.user):
        return None
    if _holds_password(request):
        return redirect(f"{reverse('account_reauthenticate')}?next={request.path}")
    return reauthentication.suspend_request(request, reverse("account_reauthenticate"))


def _is_grave(request: HttpRequest) -> bool:
    name = _name(request)
    if name == "wagtail_bulk_action" and request.resolver_match:
        asked = request.resolver_match.kwargs
        return asked["app_label"] == "wagtailusers" or asked["action"] == "unpublish"
    return name in (GRAVE_ACTS if request.method == "POST" else GRAVE_FORMS)


def _holds_password(request: HttpRequest) -> bool:
    """What is kept in the session is readable in the database."""
    return any("password" in name and value for name, value in request.POST.items())


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
