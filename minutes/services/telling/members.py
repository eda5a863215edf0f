"""Organisations that were present are told of circulated minutes, and whoever objected for one, what became of it."""

import contextlib
from collections.abc import Iterable

from django.conf import settings

from forum.models import DigestItem, Organisation, User
from forum.models.pages import absolute_reverse
from forum.reading.invitations.deliveries import recipients_of
from forum.reading.meetings.wishes import told_by_mail
from forum.services import mail
from forum.services.meetings import lesser
from minutes.models import Circulation, CorrectionReminder, CorrectionStep, Ralat, Telling, content
from minutes.reading.actions.reminders import silent_among


def wanted(addresses: Iterable[str]) -> list[str]:
    """Without those of people who want no mail: they read it on the site."""
    addresses = list(addresses)
    logins = dict(User.objects.filter(email__in=addresses).values_list("pk", "email"))
    silent = {logins[pk] for pk in silent_among(logins)}
    return [one for one in addresses if one not in silent]


def tell_members(circulation: Circulation, failures: list[mail.Failure]) -> list[Telling]:
    """Each organisation that was not told yet, as far as the mail server takes it."""
    heard = circulation.tellings.values("organisation")
    present = Organisation.objects.filter(received_minutes__minutes=circulation.minutes)
    waiting = present.exclude(pk__in=heard).order_by("pk")
    reached = recipients_of(waiting)
    tellings = [_tell(circulation, one, reached[one.pk].addresses, failures) for one in waiting]
    return [one for one in tellings if one]


def _tell(
    circulation: Circulation, organisation: Organisation, addresses: tuple[str, ...], failures: list[mail.Failure]
) -> Telling | None:
    """None if it is to be tried again. Some read of it in their mail of the day."""
    refused, willing = 0, told_by_mail(wanted(addresses))
    for address in lesser.keep_or_tell(willing, DigestItem.Kind.MINUTES, circulation.minutes, circulation.pk):
        try:
            _send(circulation, address)
        except mail.NotSentError as error:
            if not error.is_final:
                failures.extend(error.failures)
                return None
            refused += 1
    people = len(willing) - refused
    return Telling.objects.create(circulation=circulation, organisation=organisation, people=people, refused=refused)


def _send(circulation: Circulation, address: str, *, is_reminder: bool = False) -> None:
    minutes = circulation.minutes
    context = {
        "is_reminder": is_reminder,
        "minutes": minutes,
        "circulation": circulation,
        "url": absolute_reverse("minutes:circulated", minutes.pk),
        "site": settings.BASE_URL,
    }
    mail.send("minutes/circulated", to=address, context=context)


def remind_organisation(circulation: Circulation, organisation: Organisation) -> None:
    """Once, at each of its addresses. What the mail server does not take today is not tried again: they were told."""
    row, is_new = CorrectionReminder.objects.get_or_create(circulation=circulation, organisation=organisation)
    if not is_new:
        return
    for address in told_by_mail(wanted(recipients_of([organisation])[organisation.pk].addresses)):
        with contextlib.suppress(mail.NotSentError):
            _send(circulation, address, is_reminder=True)
            row.people += 1
    row.save(update_fields=["people"])


def tell_of_answer(step: CorrectionStep) -> None:
    """Whoever objected for an organisation is told what became of it; a login that is gone is not."""
    objector = step.correction.made_by
    if objector is None or not wanted(filter(None, [objector.email])):
        return
    correction = step.correction
    url = absolute_reverse("minutes:correction", correction.minutes_id, correction.pk)
    mail.send("minutes/correction", to=objector.email, context={"step": step, "correction": correction, "url": url})


def addresses_of(organisation: int) -> int:
    """How many of them are written to."""
    return len(_addresses(organisation))


def tell_of_ralat(ralat: Ralat, organisation: int, place: int) -> None:
    """One of those present, at one address: what stood and what stands, as everybody reads it."""
    addresses, minutes = _addresses(organisation), ralat.minutes
    if place >= len(addresses):
        return
    rule = minutes.blackout
    context = {
        "minutes": minutes,
        "place": content.place_of(minutes, ralat.part),
        "before": rule.row(ralat.part, ralat.before),
        "after": rule.row(ralat.part, ralat.after),
        "reason": rule.words(ralat.reason),
        "url": f"{minutes.full_url}#koreksi",
    }
    mail.send("minutes/ralat", to=addresses[place], context=context)


def _addresses(organisation: int) -> list[str]:
    reached = recipients_of(Organisation.objects.filter(pk=organisation))
    return wanted(address for one in reached.values() for address in one.addresses)
