"""A circulation is told to all who were present, once to each, and who stays silent is reminded before its end."""

from django.db import transaction

from forum import ledger
from forum.services import mail
from minutes import events
from minutes.models import Circulation, CorrectionStep, GuestLink, Telling
from minutes.reading.corrections import circulation_of
from minutes.reading.corrections.silent import circulations_to_remind_of, silent_of
from minutes.services.telling.guests import remind_guest, tell_guest_of_answer, tell_guests
from minutes.services.telling.members import remind_organisation, tell_members, tell_of_answer


def tell_of_circulation(circulation: Circulation) -> None:
    """Whom it was not told yet, and one entry for all of them. A newer circulation is told instead of this one.

    Raises NotSentError, when all is recorded, if the mail server was away for some: they are told by the next try.
    """
    if circulation_of(circulation.minutes) != circulation:
        return
    failures: list[mail.Failure] = []
    _record(circulation, tell_members(circulation, failures), tell_guests(circulation, failures))
    if failures:
        raise mail.NotSentError(*failures)


@transaction.atomic
def _record(circulation: Circulation, tellings: list[Telling], links: list[GuestLink]) -> None:
    """Guests are counted."""
    if not (tellings or links):
        return
    guests = sum(not one.refused for one in links)
    ledger.append(
        events.MINUTES_TOLD,
        target=circulation.minutes,
        page=circulation.minutes,
        by=None,
        data={
            "organisations": [one.organisation_id for one in tellings if one.people],
            "people": sum(one.people for one in tellings) + guests,
            "refused": sum(one.refused for one in tellings) + len(links) - guests,
            "without_address": [one.organisation_id for one in tellings if not one.people and not one.refused],
            **({"guests": guests} if links else {}),
        },
    )


def remind_silent() -> None:
    for circulation in circulations_to_remind_of():
        organisations, guests = silent_of(circulation)
        for organisation in organisations:
            remind_organisation(circulation, organisation)
        for guest in guests:
            remind_guest(circulation, guest)


def tell_of_step(step: CorrectionStep) -> None:
    """Whoever objected, what became of it."""
    if step.correction.organisation_id is None:
        tell_guest_of_answer(step)
    else:
        tell_of_answer(step)
