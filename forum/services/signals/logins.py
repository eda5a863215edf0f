"""What people do with their own login: its address, its second factor.

One place says what the address is, and whoever had it hears when it changes.
"""

from collections.abc import Collection
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.models import Site

from forum import events, ledger
from forum.models.directory.page import DirectoryPage
from forum.models.directory.people import User
from forum.permissions import organisations_of
from forum.services import tasks

# By which address, password or switch somebody gets in.
VOICE = frozenset({"email", "password", "is_active"})
ADMINISTRATOR = "is_superuser"


@receiver(post_save, sender=User)
def forget_other_addresses(
    sender: type[User], instance: User, update_fields: Any, created: bool, **kwargs: Any
) -> None:
    """allauth keeps addresses of its own: nobody signs in, or gets a new password, by one that the login had before."""
    if not created and (update_fields is None or "email" in update_fields):
        EmailAddress.objects.filter(user=instance, verified=True).exclude(email__iexact=instance.email).delete()


@receiver(email_changed)
def record_own_change(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Past the editors' rooms, where `acts` would hear of it."""
    with transaction.atomic():
        ledger.append(events.LOGIN_CHANGED, target=user, by=user, data={"fields": ["email"]})


def tell_everybody(login: User, changed: Collection[str], *, by: User) -> None:
    """That a login which somebody else changed speaks for an organisation, or holds every duty; never whose it is."""
    fields = sorted(VOICE.intersection(changed))
    if fields and login.pk != by.pk:
        page = DirectoryPage.objects.order_by("pk").first()
        for one in organisations_of(login):
            data = {"organisation": one.label, "fields": fields}
            ledger.append(events.VOICE_CHANGED, target=one, page=page, by=by, data=data)
    if ADMINISTRATOR in changed:
        site = Site.objects.order_by("-is_default_site", "pk")[0]
        ledger.append(events.DUTY_HOLDERS_CHANGED, target=site, by=by, data={"duty": "administrator"})


def tell_both(login: User, before: str) -> None:
    """Somebody else changed it: the old address and the new one are told."""
    for address in (before, login.email):
        transaction.on_commit(partial(tasks.mail_address_changed.enqueue, address, login.pk))


@receiver(authenticator_added)
@receiver(authenticator_removed)
def record_second_factor(sender: Any, signal: Any, user: User, **kwargs: Any) -> None:
    verb = events.SECOND_FACTOR_ADDED if signal is authenticator_added else events.SECOND_FACTOR_REMOVED
    with transaction.atomic():
        ledger.append(verb, target=user, by=user)
