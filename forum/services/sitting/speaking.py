"""The speaking list: asking for the floor, getting it, leaving the list."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, ledger, permissions
from forum.events import sittings as events
from forum.models import MeetingPage, Organisation, Sitting, Speech, User
from forum.models.typed import require_words
from forum.reading.sitting import room_of, time_by_group
from forum.services.sitting.changing import changed, led

MOST_WAITING = 200


@transaction.atomic
def open_speaking_list(meeting: MeetingPage, *, by: User) -> Sitting:
    """Twice is the same as once."""
    sitting = led(meeting, by)
    if sitting.speaking_opened_at is None:
        sitting.speaking_opened_at = clock.now()
        sitting.save(update_fields=["speaking_opened_at"])
        ledger.append(events.SPEAKING_OPENED, target=sitting, page=meeting, by=by)
    return sitting


@transaction.atomic
def close_speaking_list(meeting: MeetingPage, *, by: User | None) -> Sitting:
    """Whoever speaks is stopped, whoever waits leaves the list. The record tells how many spoke, and how long each
    sector. `by` is None where the day has ended it (`end_sittings`)."""
    sitting = led(meeting, by) if by else changed(meeting)
    opened = sitting.speaking_opened_at
    if opened is None:
        return sitting
    now = clock.now()
    sitting.speeches.filter(began_at__isnull=False, ended_at=None).update(ended_at=now)
    sitting.speeches.waiting().update(left_at=now)
    sitting.speaking_opened_at = None
    sitting.save(update_fields=["speaking_opened_at"])
    held = list(sitting.speeches.held().filter(began_at__gte=opened).select_related("sector"))
    seconds = {one.group: round(one.seconds) for one in time_by_group(held, now)}
    data = {"speeches": len(held), "seconds": seconds}
    ledger.append(events.SPEAKING_CLOSED, target=sitting, page=meeting, by=by, data=data)
    return sitting


@transaction.atomic
def set_speaking_rules(meeting: MeetingPage, *, takes_turns: bool, limit_minutes: int, by: User) -> Sitting:
    sitting = led(meeting, by)
    sitting.takes_turns, sitting.limit_minutes = takes_turns, limit_minutes
    sitting.full_clean(exclude=["meeting"])
    sitting.save(update_fields=["takes_turns", "limit_minutes"])
    return sitting


@transaction.atomic
def ask_for_floor(meeting: MeetingPage, *, organisation: Organisation, by: User) -> Speech:
    """For one's organisation; whoever waits keeps the place. Raises ValidationError while the list is closed."""
    permissions.require(organisation in permissions.organisations_speaking(by, meeting))
    sitting = changed(meeting)
    _require_open(sitting)
    waiting = sitting.speeches.waiting().filter(organisation=organisation, asked_by=by).first()
    return waiting or _put_on_list(Speech(sitting=sitting, organisation=organisation, asked_by=by))


@transaction.atomic
def add_speaker(meeting: MeetingPage, *, organisation: Organisation | None = None, name: str = "", by: User) -> Speech:
    """The chair puts anybody on the list: somebody of an organisation, or a citizen by what the room calls them."""
    sitting = led(meeting, by)
    _require_open(sitting)
    if organisation is None:
        require_words(name)
    return _put_on_list(Speech(sitting=sitting, organisation=organisation, name=name, asked_by=by))


def _put_on_list(speech: Speech) -> Speech:
    if speech.sitting.speeches.waiting().count() >= MOST_WAITING:
        raise ValidationError(_("The speaking list is full."), code="full")
    speech.sector = speech.organisation.sector if speech.organisation else None
    speech.full_clean()
    speech.save()
    return speech


@transaction.atomic
def leave_speaking_list(speech: Speech, *, by: User) -> Speech:
    """Whoever asked leaves; the chair takes anybody off. Who has the floor already is stopped, not taken off."""
    meeting = speech.sitting.meeting
    permissions.require(speech.asked_by == by or permissions.can_lead_sitting(by, meeting))
    sitting = changed(meeting)
    current = sitting.speeches.get(pk=speech.pk)
    if current.began_at is None and current.left_at is None:
        current.left_at = clock.now()
        current.save(update_fields=["left_at"])
    return current


@transaction.atomic
def call_speaker(meeting: MeetingPage, *, speech: Speech | None = None, by: User) -> Speech | None:
    """Give the floor to whoever is next, or to one of those who wait; whoever has it is stopped. None: nobody waits."""
    sitting = led(meeting, by)
    _require_open(sitting)
    room = room_of(meeting)
    chosen = next((one for one in room.waiting if speech is None or one.pk == speech.pk), None)
    if chosen is None:
        return None
    now = clock.now()
    _stop(sitting)
    chosen.began_at, chosen.item_id = now, room.current.pk if room.current else None
    chosen.save(update_fields=["began_at", "item"])
    return chosen


@transaction.atomic
def stop_speaker(meeting: MeetingPage, *, by: User) -> Sitting:
    sitting = led(meeting, by)
    _stop(sitting)
    return sitting


def _stop(sitting: Sitting) -> None:
    sitting.speeches.filter(began_at__isnull=False, ended_at=None).update(ended_at=clock.now())


def _require_open(sitting: Sitting) -> None:
    if sitting.speaking_opened_at is None:
        raise ValidationError(_("The speaking list is closed."), code="closed")
