"""The waiting list moves up in the order of its numbers, under the lock of the invitation, until the meeting begins."""

import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import ngettext

from forum import clock, events, ledger
from forum.audiences import SECRETARIAT
from forum.models import InvitationPage, Registration, ReleasedSeats, ReservedSeats
from forum.reading.invitations.places import groups_of, list_moves, places_of
from forum.services import tasks
from forum.services.invitations.registrations.telling import record


def locked(invitation: InvitationPage) -> InvitationPage:
    """Whoever takes or gives back a place waits here: they are counted by one writer at a time."""
    return InvitationPage.objects.select_for_update(of=("self",)).get(pk=invitation.pk)


def next_number(invitation: InvitationPage) -> int:
    last: int | None = invitation.registrations.aggregate(last=Max("waiting_number"))["last"]
    return (last or 0) + 1


def move_up(invitation: InvitationPage) -> list[Registration]:
    """Those for whom there is a place now have it. The invitation is locked, and the caller says it (`tell_moved`)."""
    waiting = list(invitation.registrations.waiting()) if list_moves(invitation) else []
    if not waiting:
        return []
    places, moved = places_of(invitation), []
    for one in waiting:
        if not places.are_taken_for(one.seat):
            places.taken[one.seat] += 1
            one.confirmed_at = clock.now()
            one.save(update_fields=["confirmed_at"])
            moved.append(one)
    return moved


def tell_moved(moved: list[Registration]) -> None:
    """The last act of a transaction: the ledger's entries, and a mail to each after the commit."""
    for one in moved:
        record(one, events.REGISTRATION_MOVED_UP)
        transaction.on_commit(partial(tasks.mail_moved_up.enqueue, one.pk))


def plan_places(invitation: InvitationPage) -> None:
    """With each publication: there may be more places than before. What is missed here `release_seats` does."""
    if invitation.registrations.waiting().exists():
        transaction.on_commit(partial(_fill_places, invitation), robust=True)


@transaction.atomic
def _fill_places(invitation: InvitationPage) -> None:
    tell_moved(move_up(locked(invitation)))


def release_seats() -> str:
    """Called by `manage.py hourly`: reserved places whose time has come are given to everybody, each once."""
    concerned = Q(reserved_seats__isnull=False) | Q(registrations__in=Registration.objects.waiting())
    moved = sum(_release(one) for one in InvitationPage.objects.live().filter(concerned).distinct())
    return ngettext("%(n)d moved up", "%(n)d moved up", moved) % {"n": moved}


@transaction.atomic
def _release(invitation: InvitationPage) -> int:
    current = locked(invitation)
    due = _due(current) if list_moves(current) else []
    before = places_of(current)
    ReleasedSeats.objects.bulk_create(ReleasedSeats(invitation=current, key=one.key) for one in due)
    moved = move_up(current)
    if due:
        ledger.append(
            events.SEATS_RELEASED,
            target=current,
            page=current,
            by=None,
            audience=SECRETARIAT,
            data={"count": sum(before.held_for(one.key) for one in due)},
        )
    tell_moved(moved)
    return len(moved)


def _due(invitation: InvitationPage) -> list[ReservedSeats]:
    meeting = invitation.meeting
    if meeting is None:
        return []
    released = set(invitation.released_seats.values_list("key", flat=True))
    left = meeting.starts_at - clock.now()
    return [
        one
        for one in groups_of(invitation)
        if one.released_before and one.key not in released and left <= datetime.timedelta(hours=one.released_before)
    ]
