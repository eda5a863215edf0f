"""What is done about notices and reminders beside sending them."""

import datetime
from collections.abc import Collection

from django.db import transaction

from forum import clock
from forum.models import DigestItem, InvitationPage, Notice, SentReminder
from forum.models.invitations.mails import ReadMail, SentMail


def forget(invitation: InvitationPage, address: str) -> None:
    """A letter has just told this address how things stand: nothing waits to be told."""
    meeting = invitation.meeting
    pages = [invitation.pk, *([meeting.pk] if meeting else [])]
    Notice.objects.filter(page__in=pages, address=address.lower()).delete()


def forget_notices_of(addresses: Collection[str]) -> None:
    """Somebody wants what is stored about them erased."""
    Notice.objects.filter(address__in=addresses).delete()
    SentReminder.objects.filter(address__in=addresses).delete()
    SentMail.objects.filter(address__in=addresses).delete()


def forget_old(before: datetime.datetime) -> int:
    """The ledger keeps whom it was told as organisations and counts."""
    SentMail.objects.filter(begun_at__lte=before).delete()
    DigestItem.objects.filter(mailed_at__lte=before).delete()
    ReadMail.objects.filter(read_at__lte=before).delete()
    reminders = SentReminder.objects.filter(day__lte=before.date()).delete()[0]
    return reminders + Notice.objects.filter(due_at=None, told_at__lte=before).delete()[0]


@transaction.atomic
def tell_again(addresses: Collection[str]) -> None:
    """Somebody asks to write once more to addresses that were refused."""
    Notice.objects.filter(address__in=addresses, refused=True).update(refused=False, due_at=clock.now())
    SentReminder.objects.filter(address__in=addresses, refused=True).update(refused=False)
