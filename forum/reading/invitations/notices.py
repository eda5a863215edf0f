"""Whom a change was told, whom it waits for, and whom it could not be."""

import datetime
from dataclasses import dataclass

from forum.models import InvitationPage, MeetingPage, Notice, Organisation


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """`who` are the organisations it was told for; nobody for somebody who registered."""

    who: str
    address: str
    told_at: datetime.datetime | None
    due_at: datetime.datetime | None
    refused: bool


def notices_of(invitation: InvitationPage) -> list[ShownNotice]:
    """Of the invitation and its meeting: what was told, or is to be; the latest first."""
    pages = [invitation.pk, *([invitation.meeting.pk] if invitation.meeting else [])]
    notices = [one for one in Notice.objects.filter(page__in=pages) if one.told_at or one.due_at or one.refused]
    names = Organisation.objects.in_bulk({key for one in notices for key in one.organisations})
    shown = [
        ShownNotice(
            ", ".join(names[key].label for key in one.organisations if key in names),
            one.address,
            one.told_at,
            one.due_at,
            one.refused,
        )
        for one in notices
    ]
    return sorted(shown, key=lambda one: (one.told_at is None, one.who, one.address))


def waiting_for(page: MeetingPage | InvitationPage) -> int:
    return Notice.objects.filter(page=page.pk, due_at__isnull=False).count()
