"""Those present are told by mail that minutes were circulated, each organisation once; and whoever objected, what
became of it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from forum import ledger
from forum.models import DigestItem, Organisation, User
from forum.models.pages import absolute_reverse
from forum.reading.invitations.deliveries import recipients_of
from forum.reading.meetings.wishes import told_by_mail
from forum.services import mail
from forum.services.meetings import lesser
from minutes import events
from minutes.models import Circulation, CorrectionStep, Ralat, Telling, content
from minutes.reading.actions.reminders import silent_among
from minutes.reading.corrections import circulation_of


def wanted(addresses: Iterable[str]) -> list[str]:
    """Without those of people who want no mail: they read it on the site."""
    addresses = list(addresses)
    logins = dict(User.objects.filter(email__in=addresses).values_list("pk", "email"))
    silent = {logins[pk] for pk in silent_among(logins)}
    return [one for one in addresses if one not in silent]


def tell_of_circulation(circulation: Circulation) -> None:
    """Whom it was not told yet, and one entry for all of them. A newer circulation is told instead of this one.

    Raises NotSentError, when all is recorded, if the mail server was away for some: they are told by the next try.
    """
    minutes = circulation.minutes
    if circulation_of(minutes) != circulation:
        return
    heard = circulation.tellings.values("organisation")
    waiting = Organisation.objects.filter(received_minutes__minutes=minutes).exclude(pk__in=heard).order_by("pk")
    reached = recipients_of(waiting)
    failures: list[mail.Failure] = []
    tellings = [_tell(circulation, one, reached[one.pk].addresses, failures) for one in waiting]
    _record(circulation, [one for one in tellings if one])
    if failures:
        raise mail.NotSentError(*failures)


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


def _send(circulation: Circulation, address: str) -> None:
    minutes = circulation.minutes
    context = {
        "minutes": minutes,
        "circulation": circulation,
        "url": absolute_reverse("minutes:circulated", minutes.pk),
        "site": settings.BASE_URL,
    }
    mail.send("minutes/circulated", to=address, context=context)


@transaction.atomic
def _record(circulation: Circulation, tellings: list[Telling]) -> None:
    if not tellings:
        return
    ledger.append(
        events.MINUTES_TOLD,
        target=circulation.minutes,
        page=circulation.minutes,
        by=None,
        data={
            "organisations": [one.organisation_id for one in tellings if one.people],
            "people": sum(one.people for one in tellings),
            "refused": sum(one.refused for one in tellings),
            "without_address": [one.organisation_id for one in tellings if not one.people and not one.refused],
        },
    )


def tell_of_step(step: CorrectionStep) -> None:
    """Whoever objected is told what became of it; a login that is gone is not."""
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
