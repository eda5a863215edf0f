"""Guests who were present are told of circulated minutes, each by a link of their own."""

import contextlib
from collections.abc import Iterator

from django.db import IntegrityError, transaction

from forum.models.invitations import key_of, new_link
from forum.models.pages import absolute_reverse
from forum.services import mail
from minutes.models import Circulation, Correction, CorrectionStep, GuestLink, PresentGuest
from minutes.reading.corrections import circulation_of

Occasion = GuestLink.Occasion


def tell_guests(circulation: Circulation, failures: list[mail.Failure]) -> list[GuestLink]:
    """Each who was not told yet, as far as the mail server takes it."""
    told = circulation.guest_links.filter(occasion=Occasion.TOLD).values("guest")
    waiting = circulation.minutes.present_guests.filter(dropped_at=None).exclude(address="").exclude(pk__in=told)
    links = [_tell(circulation, one, Occasion.TOLD, failures) for one in waiting]
    return [one for one in links if one]


def remind_guest(circulation: Circulation, guest: PresentGuest) -> None:
    """Once. What the mail server does not take in the hours before the deadline is tried by the next run."""
    _tell(circulation, guest, Occasion.REMINDED, [])


def _tell(
    circulation: Circulation, guest: PresentGuest, occasion: Occasion, failures: list[mail.Failure]
) -> GuestLink | None:
    """None if another worker is at it, or if it is to be tried again."""
    try:
        with _link_in_mail(circulation, guest, occasion) as (link, url):
            context = {
                "minutes": circulation.minutes,
                "circulation": circulation,
                "url": url,
                "is_reminder": occasion == Occasion.REMINDED,
            }
            mail.send("minutes/guest_circulated", to=guest.address, context=context)
            return link
    except mail.NotSentError as error:
        if error.is_final:
            return GuestLink.objects.filter(circulation=circulation, guest=guest, occasion=occasion).first()
        failures.extend(error.failures)
    except IntegrityError:
        pass
    return None


@contextlib.contextmanager
def _link_in_mail(circulation: Circulation, guest: PresentGuest, occasion: Occasion) -> Iterator[tuple[GuestLink, str]]:
    """A mail that is to be tried again leaves none behind; of one that was refused for good the row says so."""
    token = new_link()
    with transaction.atomic():
        link = GuestLink.objects.create(
            guest=guest, circulation=circulation, occasion=occasion, address=guest.address, key=key_of(token)
        )
    try:
        yield link, absolute_reverse("minutes:guest", token)
    except mail.NotSentError as error:
        if error.is_final and occasion != Occasion.ANSWERED:
            GuestLink.objects.filter(pk=link.pk).update(refused=True)
        else:
            link.delete()
        raise


def confirm_objection(correction: Correction) -> None:
    """To the guest's own address: whoever had the link may have got it from somebody else."""
    with _own_link(correction) as (to, context):
        if to:
            mail.send("minutes/guest_objected", to=to, context=context)


def tell_guest_of_answer(step: CorrectionStep) -> None:
    with _own_link(step.correction) as (to, context):
        if to:
            mail.send("minutes/guest_answered", to=to, context={"step": step, **context})


@contextlib.contextmanager
def _own_link(correction: Correction) -> Iterator[tuple[str, dict[str, object]]]:
    """The address of whoever asked for the correction, with what each mail about it says; "" if none may be written."""
    guest, circulation = correction.by_guest.guest, circulation_of(correction.minutes)
    if not guest.address or guest.dropped_at or circulation is None:
        yield "", {}
        return
    with _link_in_mail(circulation, guest, Occasion.ANSWERED) as (_link, url):
        yield guest.address, {"minutes": correction.minutes, "correction": correction, "url": url}
