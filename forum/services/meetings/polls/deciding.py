"""A date is sought: proposed, and set by choosing one."""

import datetime
from collections.abc import Collection, Sequence
from functools import partial
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum import clock, events, ledger, permissions
from forum.audiences import SECRETARIAT
from forum.models import DatePoll, MeetingPage, Organisation, PolledOrganisation, PollSlot, User
from forum.models.typed import clean_line
from forum.services import tasks
from forum.services.meetings.polls import asking
from forum.services.pages import publish_page

Slot: TypeAlias = tuple[datetime.datetime, datetime.datetime | None]


@transaction.atomic
def open_poll(
    meeting: MeetingPage,
    *,
    slots: Sequence[Slot],
    organisations: Collection[Organisation],
    required: Collection[Organisation] = (),
    closes_at: datetime.datetime,
    note: str = "",
    by: User,
) -> DatePoll:
    """Ask these organisations which of these days suit them; whoever speaks for them is told by mail.

    Raises ValidationError if another poll of this meeting is open, or what is asked makes no sense.
    """
    permissions.require(permissions.can_manage_forum(by))
    _require_sense(meeting, slots, organisations, closes_at)
    poll = DatePoll(meeting=meeting, closes_at=closes_at, note=clean_line(note), opened_by=by)
    poll.full_clean(exclude=["meeting"])
    poll.save()
    PollSlot.objects.bulk_create(PollSlot(poll=poll, starts_at=start, ends_at=end) for start, end in slots)
    wanted = {one.pk for one in required}
    PolledOrganisation.objects.bulk_create(
        PolledOrganisation(poll=poll, organisation=one, is_required=one.pk in wanted) for one in organisations
    )
    transaction.on_commit(partial(tasks.mail_poll.enqueue, poll.pk))
    asked = {"organisations": sorted(one.pk for one in organisations), "slots": len(slots)}
    ledger.append(events.POLL_OPENED, target=poll, page=meeting, by=by, audience=SECRETARIAT, data=asked)
    return poll


def remind_of_polls() -> str:
    """Called by `manage.py hourly`: who has not answered is reminded once, in the last day of a poll."""
    polls = asking.polls_to_remind_of()
    for poll in polls:
        tasks.remind_of_poll.enqueue(poll.pk)
    return ngettext("%(n)d poll is reminded of", "%(n)d polls are reminded of", len(polls)) % {"n": len(polls)}


def _require_sense(
    meeting: MeetingPage,
    slots: Sequence[Slot],
    organisations: Collection[Organisation],
    closes_at: datetime.datetime,
) -> None:
    if meeting.is_called_off:
        raise ValidationError(_("This meeting is called off."), code="state")
    if DatePoll.objects.filter(meeting=meeting, closed_at=None).exists():
        raise ValidationError(_("A date of this meeting is being sought already."), code="open")
    if not DatePoll.LEAST <= len(set(slots)) == len(slots) <= DatePoll.MOST:
        raise ValidationError(_("Propose 2 to 10 dates, each once."), code="slots")
    if not organisations:
        raise ValidationError(_("Choose at least one organisation."), code="organisations")
    if not clock.now() < closes_at <= min(start for start, _end in slots):
        raise ValidationError(_("Answers end after now and before the first of the dates."), code="closes_at")


@transaction.atomic
def choose_slot(poll: DatePoll, *, slot: PollSlot, by: User) -> MeetingPage:
    """The meeting is on this day. If it is announced, that is published, and told as any change; a draft stays one.

    Raises ValidationError if the poll is closed, or the day has come.
    """
    permissions.require(permissions.can_manage_forum(by) and slot.poll_id == poll.pk)
    if slot.starts_at <= clock.now():
        raise ValidationError(_("This day has come already."), code="past")
    current = _close(poll, slot)
    meeting = _dated(current.meeting, slot, by)
    chosen = {"chosen": slot.starts_at.isoformat()}
    ledger.append(events.POLL_CLOSED, target=current, page=meeting, by=by, audience=SECRETARIAT, data=chosen)
    return meeting


@transaction.atomic
def close_poll(poll: DatePoll, *, by: User) -> DatePoll:
    """Without a date. Raises ValidationError if it is closed."""
    permissions.require(permissions.can_manage_forum(by))
    current = _close(poll, None)
    ledger.append(events.POLL_CLOSED, target=current, page=current.meeting, by=by, audience=SECRETARIAT)
    return current


def _close(poll: DatePoll, chosen: PollSlot | None) -> DatePoll:
    current = DatePoll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if current.closed_at:
        raise ValidationError(_("This poll is closed."), code="closed")
    current.closed_at, current.chosen = clock.now(), chosen
    current.save(update_fields=["closed_at", "chosen"])
    return current


def _dated(meeting: MeetingPage, slot: PollSlot, by: User) -> MeetingPage:
    """Of an announced meeting what is public gets the day; changes that were only drafted stay in its history."""
    page = meeting if meeting.live else meeting.get_latest_revision_as_object()
    if page.is_called_off:
        raise ValidationError(_("This meeting is called off."), code="state")
    page.set_date(slot.starts_at, slot.ends_at)
    page.status, page.status_reason = MeetingPage.Status.SCHEDULED, ""
    if page.live:
        publish_page(page, by=by)
        return page
    page.save_revision(user=by)
    # Lists of the desk show the row.
    dated = ("starts_at", "ends_at", "precision", "days", "status", "status_reason")
    MeetingPage.objects.filter(pk=page.pk).update(**{name: getattr(page, name) for name in dated})
    return page
