"""Those present are told by mail that minutes were circulated, each organisation once; and whoever objected, what
became of it."""

from django.conf import settings
from django.db import transaction

from forum import ledger
from forum.models import Organisation
from forum.models.pages import absolute_reverse
from forum.reading.invitations.deliveries import recipients_of
from forum.services import mail
from minutes import events
from minutes.models import Circulation, CorrectionStep, Telling
from minutes.reading.corrections import circulation_of


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
    """None if it is to be tried again."""
    refused = 0
    for address in addresses:
        try:
            _send(circulation, address)
        except mail.NotSentError as error:
            if not error.is_final:
                failures.extend(error.failures)
                return None
            refused += 1
    people = len(addresses) - refused
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
    if objector is None or not objector.email:
        return
    correction = step.correction
    url = absolute_reverse("minutes:correction", correction.minutes_id, correction.pk)
    mail.send("minutes/correction", to=objector.email, context={"step": step, "correction": correction, "url": url})
