"""Those present who said nothing of circulated minutes are reminded before the deadline."""

from django.utils.translation import ngettext

from minutes.reading.corrections.silent import circulations_to_remind_of, silent_of
from minutes.services import tasks


def remind_of_corrections() -> str:
    """Called by `manage.py hourly`."""
    waiting = [one for circulation in circulations_to_remind_of() for group in silent_of(circulation) for one in group]
    if waiting:
        tasks.mail_correction_reminders.enqueue()
    told = ngettext("%(n)d reminder of circulated minutes", "%(n)d reminders of circulated minutes", len(waiting))
    return told % {"n": len(waiting)}
