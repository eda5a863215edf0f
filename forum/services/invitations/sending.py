"""Invitations go out."""

from functools import partial

from django.db import transaction
from django.utils.translation import ngettext

from forum.models import InvitationPage, User
from forum.reading.deliveries import unfinished
from forum.reading.reminders import is_left_to_remind
from forum.services import tasks
from forum.services.invitations import letters


def remind_due() -> str:
    """Called by `manage.py hourly`: what is due goes out, also what was missed or stopped."""
    with_reminders = InvitationPage.objects.live().filter(reminders__isnull=False).distinct()
    due = [invitation for invitation in with_reminders if is_left_to_remind(invitation)]
    for invitation in due:
        tasks.send_reminders.enqueue(invitation.pk)
    return ngettext("%(n)d invitation is reminded of", "%(n)d invitations are reminded of", len(due)) % {"n": len(due)}


def send_invitation(invitation: InvitationPage, *, again: bool = False, by: User | None) -> None:
    """Mail it, once the change is committed, to all who did not get it yet. Called with every publication.

    `again`: also to addresses that the mail server has refused.
    """
    if again:
        letters.forget_refusals(invitation=invitation)
    if not invitation.is_closed and unfinished(invitation).exists():
        transaction.on_commit(partial(tasks.send_letters.enqueue, invitation.pk, by.pk if by else None))
