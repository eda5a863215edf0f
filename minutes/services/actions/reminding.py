"""Reminders of follow-ups go out, once to each; what was stopped goes on behind whom it has reached."""

from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from forum import clock, ledger
from forum.models.pages import absolute_reverse
from forum.services import mail
from forum.services.invitations.letters import GIVEN_UP_AFTER
from minutes import events
from minutes.models import ActionReminder, MinutesPage
from minutes.reading.actions.reminders import Recipient, Reminder, reminders_due
from minutes.services import tasks

Occasion = ActionReminder.Occasion


def remind_of_actions() -> str:
    """Called by `manage.py hourly`: what is due goes out, also what was missed or stopped."""
    people = len(reminders_due())
    if people or _unrecorded().exists():
        tasks.mail_action_reminders.enqueue()
    told = ngettext("%(n)d reminder of follow-ups", "%(n)d reminders of follow-ups", people)
    return told % {"n": people}


def send_reminders() -> None:
    """One mail to each. Raises NotSentError, when all is recorded, if some of it was not taken."""
    failures: list[mail.Failure] = []
    for recipient, reminders in reminders_due().items():
        failures += _remind(recipient, reminders, failures)
    _record()
    if failures:
        raise mail.NotSentError(*failures)


def _remind(recipient: Recipient, reminders: list[Reminder], failures: list[mail.Failure]) -> list[mail.Failure]:
    """Where the mail server itself is away, nobody else waits for it to answer."""
    if away := next((failure for failure in failures if failure.is_of_server), None):
        return [away.of(recipient.address)]
    begun = {reminder: row for reminder in reminders if (row := _begin(recipient, reminder))}
    rows = ActionReminder.objects.filter(pk__in=begun.values())
    try:
        if begun:
            _send(recipient, list(begun))
            rows.update(sent_at=clock.now())
    except mail.NotSentError as error:
        rows.update(refused=error.is_final)
        return list(error.failures)
    finally:
        rows.update(begun_at=None)
    return []


def _begin(recipient: Recipient, reminder: Reminder) -> int | None:
    """The row. None: it was sent, it was refused, or another process is at it."""
    now, (minutes, number, occasion, day) = clock.now(), reminder.key
    office = {"organisation_id": recipient.organisation}
    row, is_new = ActionReminder.objects.get_or_create(
        minutes_id=minutes,
        number=number,
        occasion=occasion,
        day=day,
        user_id=recipient.user,
        **({} if recipient.user else office),
        defaults={"begun_at": now, **office},
    )
    free = Q(begun_at=None) | Q(begun_at__lt=now - GIVEN_UP_AFTER)
    waiting = ActionReminder.objects.filter(free, pk=row.pk, sent_at=None, refused=False)
    return row.pk if is_new or waiting.update(begun_at=now) else None


def _send(recipient: Recipient, reminders: list[Reminder]) -> None:
    """One follow-up may be late and late for long: it stands once in the mail."""
    found = {one.item.pk: one.item for one in reminders}
    context = {
        "items": [
            {"item": item, "url": absolute_reverse("minutes:action", item.minutes_id, item.number)}
            for item in found.values()
        ],
        "late": sum(1 for item in found.values() if item.is_overdue()),
        "escalated": all(one.occasion == Occasion.ESCALATED for one in reminders),
        "tasks_url": absolute_reverse("minutes:my-actions") if recipient.user else "",
        "site": settings.BASE_URL,
    }
    mail.send("minutes/reminder", to=recipient.address, context=context)


@transaction.atomic
def _record() -> None:
    """Entries for all that was sent since the last: one for the reminders of each minutes, one for those above."""
    fresh = list(_unrecorded().select_for_update())
    told: defaultdict[tuple[int, bool], list[ActionReminder]] = defaultdict(list)
    for row in fresh:
        told[row.minutes_id, row.occasion == Occasion.ESCALATED].append(row)
    ActionReminder.objects.filter(pk__in=[row.pk for row in fresh]).update(is_recorded=True)
    pages = MinutesPage.objects.in_bulk({minutes for minutes, _escalated in told})
    for (minutes, escalated), rows in sorted(told.items()):
        ledger.append(
            events.ACTION_ESCALATED if escalated else events.ACTION_REMINDED,
            target=pages[minutes],
            page=pages[minutes],
            by=None,
            data={
                "numbers": sorted({row.number for row in rows}),
                "organisations": sorted({row.organisation_id for row in rows if row.organisation_id}),
                "people": len({(row.user_id, row.organisation_id) for row in rows}),
            },
        )


def _unrecorded() -> QuerySet[ActionReminder]:
    return ActionReminder.objects.filter(sent_at__isnull=False, is_recorded=False)
