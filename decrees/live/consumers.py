"""The socket of a decree: whom it lets in, on which channels."""

import datetime
from typing import Any

from decrees import permissions
from decrees.models import DecreePage
from forum import clock, live, services
from forum.live.reader import Admission, Receive, read_page
from forum.models import Organisation, User
from forum.models.memory import remembering
from forum.permissions import Anyone, current_membership

_synced_on: datetime.date | None = None


async def decree_socket(scope: dict[str, Any], receive: Receive, send: live.Send) -> None:
    await read_page(scope, receive, send, admit=admit, last_numbers=last_seqs)


def admit(user: Anyone, page_id: int) -> Admission | None:
    """The channels that somebody may read now, and the organisation under which the others see them."""
    _keep_memberships_current()
    with remembering():
        return _admit(user, page_id)


def _admit(user: Anyone, page_id: int) -> Admission | None:
    decree = DecreePage.objects.filter(pk=page_id).first()
    if decree is None or not permissions.can_view(user, decree):
        return None
    channels = tuple(permissions.channels_of(user, decree))
    if not user.is_authenticated:
        return Admission(channels)
    organisation = _organisation_of(user, decree)
    if organisation is None:
        return Admission(channels, user.pk)
    return Admission(channels, user.pk, organisation.label, organisation.sector.slug)


def _organisation_of(user: User, decree: DecreePage) -> Organisation | None:
    """For whom somebody is here: the organisation they comment for, else the one they speak for at all."""
    representation = permissions.representation_in(user, decree)
    if representation is not None:
        return representation.organisation
    membership = current_membership(user)
    return membership.speaks_for if membership else None


def _keep_memberships_current() -> None:
    """Sockets do not pass the middleware that does this at the first request of a day."""
    global _synced_on
    if _synced_on != clock.today():
        services.sync_memberships()
        _synced_on = clock.today()


def last_seqs(page_id: int, channels: tuple[str, ...]) -> dict[str, int]:
    return {channel: live.last_seq(page_id, channel) for channel in channels}
