"""Who was told of circulated minutes and has said nothing, when the time for objections is nearly over."""

import datetime

from forum import clock
from forum.models import Organisation
from minutes.models import Circulation, GuestLink, PresentGuest
from minutes.models.states import State
from minutes.reading.corrections.standing import circulation_of, progress_of

REMIND_BEFORE = datetime.timedelta(days=2)


def circulations_to_remind_of() -> list[Circulation]:
    """Whoever was told within the same two days needs no reminder; a newer circulation stands for an earlier one."""
    now = clock.now()
    soon = Circulation.objects.filter(closes_at__gt=now, closes_at__lte=now + REMIND_BEFORE)
    early = soon.filter(made_at__lte=now - REMIND_BEFORE, minutes__state=State.CIRCULATED).select_related("minutes")
    return [one for one in early if circulation_of(one.minutes) == one]


def silent_of(circulation: Circulation) -> tuple[list[Organisation], list[PresentGuest]]:
    """Without those who were reminded."""
    progress = progress_of(circulation.minutes)
    reminded = set(circulation.reminders.values_list("organisation", flat=True))
    links = circulation.guest_links.filter(occasion=GuestLink.Occasion.REMINDED)
    guests = set(links.values_list("guest", flat=True))
    return (
        [one for one in progress.silent if one.pk not in reminded],
        [one for one in progress.guests.silent if one.pk not in guests],
    )
