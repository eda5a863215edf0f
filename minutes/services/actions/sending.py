"""Reminders of follow-ups that are due are sent on their way."""

from django.utils.translation import ngettext

from minutes.reading.actions.reminders import reminders_due
from minutes.services import tasks
from minutes.services.actions.reminding import unrecorded


def remind_of_actions() -> str:
    """Called by `manage.py hourly`: what is due goes out, also what was missed or stopped."""
    people = len(reminders_due())
    if people or unrecorded().exists():
        tasks.mail_action_reminders.enqueue()
    told = ngettext("%(n)d reminder of follow-ups", "%(n)d reminders of follow-ups", people)
    return told % {"n": people}
