"""Invitations go out."""

from functools import partial

from django.db import transaction

from forum.models import InvitationPage, User
from forum.reading.deliveries import unfinished
from forum.services import tasks
from forum.services.invitations import letters


def send_invitation(invitation: InvitationPage, *, again: bool = False, by: User | None) -> None:
    """Mail it, once the change is committed, to all who did not get it yet. Called with every publication.

    `again`: also to addresses that the mail server has refused.
    """
    if again:
        letters.forget_refusals(invitation=invitation)
    if not invitation.is_closed and unfinished(invitation).exists():
        transaction.on_commit(partial(tasks.send_letters.enqueue, invitation.pk, by.pk if by else None))
