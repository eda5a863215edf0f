"""Each sign-in that was refused is counted: whose login it is sees it where they see their sessions."""

from typing import Any

from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from cms.models import Refusal
from forum import clock
from forum.models import User
from forum.services.limits import network_of_request


@receiver(user_login_failed)
def note_password(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """The same for an address that nobody here has: who waits for the answer learns nothing from how long it takes."""
    login = User.objects.filter(email__iexact=str(credentials.get("email", ""))).first()
    _count(login, Refusal.Kind.PASSWORD, request)


@receiver(authentication_failed)
def note_second_factor(sender: Any, user: User, request: HttpRequest, **kwargs: Any) -> None:
    _count(user, Refusal.Kind.SECOND_FACTOR, request)


def _count(login: User | None, kind: Refusal.Kind, request: HttpRequest | None) -> None:
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    network = network_of_request(request) if request and login else ""
    Refusal.objects.count_once_more(login=login, kind=kind, network=network, hour=hour)


def forget_refused_sign_ins() -> int:
    return Refusal.objects.past().delete()[0]
