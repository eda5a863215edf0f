"""A circulation asks the guests whom its text and the door know; whoever is erased is asked no more."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from forum import clock
from forum.models.typed import clean_line
from forum.services.invitations.registrations import KEPT_FOR
from minutes.models import GuestLink, MinutesPage, PresentGuest
from minutes.reading.corrections.guests import guests_of


def ask_guests(draft: MinutesPage, addresses: Mapping[str, str]) -> None:
    """Note them, each once, with the address of the door or the one they gave (`addresses`, by their key). Who is not
    among them any more can no longer read the text."""
    expected = {one.key: one for one in guests_of(draft)}
    given = {key: _address(address) for key, address in addresses.items()}
    draft.present_guests.exclude(key__in=expected).update(dropped_at=clock.now())
    for key, one in expected.items():
        address = given.get(key) or one.address
        kept = {"presence": one.presence, "line": one.line, "dropped_at": None}
        known, _is_new = PresentGuest.objects.get_or_create(minutes=draft, key=key, defaults=kept)
        for name, value in {**kept, **({"address": address} if address else {})}.items():
            setattr(known, name, value)
        known.save()


def _address(typed: str) -> str:
    address = clean_line(typed).lower()
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise ValidationError(_("“%s” is no email address and no number.") % address) from error
    return address


@transaction.atomic
def forget_guests_at(addresses: Collection[str]) -> None:
    """Somebody wants what is stored about them erased: what they said stays, without their address."""
    _forget(GuestLink.objects.filter(address__in=addresses), PresentGuest.objects.filter(address__in=addresses))


@transaction.atomic
def forget_guests() -> str:
    """A year after the meeting, as the names of the door."""
    old = PresentGuest.objects.filter(minutes__meeting__starts_at__lte=clock.now() - KEPT_FOR)
    forgotten = _forget(GuestLink.objects.filter(guest__in=old).exclude(address=""), old.exclude(key__startswith="-"))
    return f"{forgotten} guests of minutes forgotten"


def _forget(links: QuerySet[GuestLink], guests: QuerySet[PresentGuest]) -> int:
    links.update(address="")
    found = list(guests)
    for one in found:
        one.address, one.key = "", f"-{one.pk}"
        one.save(update_fields=["address", "key"])
    return len(found)
