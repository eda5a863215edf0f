"""The sockets of a meeting's room: one for all who may see it, one for the desk."""

from typing import Any

from django.urls import URLPattern, path

from forum import live, permissions
from forum.audiences import PUBLIC, SECRETARIAT
from forum.live.reader import Admission, Receive, read_page
from forum.models import MeetingPage
from forum.models.memory import remembering
from forum.permissions import Anyone
from forum.reading.sitting import last_revisions
from forum.views import converters  # noqa: F401 - the addresses below are spelled with it


async def room_socket(scope: dict[str, Any], receive: Receive, send: live.Send) -> None:
    await read_page(scope, receive, send, admit=admit_to_room, last_numbers=last_numbers)


async def desk_socket(scope: dict[str, Any], receive: Receive, send: live.Send) -> None:
    await read_page(scope, receive, send, admit=admit_to_desk, last_numbers=last_numbers)


def admit_to_room(user: Anyone, page_id: int) -> Admission | None:
    """Everybody on the same channel, the secretariat too: the projector shows nobody more than others."""
    return _admit(user, page_id, PUBLIC, permissions.can_follow_sitting)


def admit_to_desk(user: Anyone, page_id: int) -> Admission | None:
    return _admit(user, page_id, SECRETARIAT, permissions.can_lead_sitting)


def _admit(user: Anyone, page_id: int, channel: str, may: Any) -> Admission | None:
    with remembering():
        meeting = MeetingPage.objects.filter(pk=page_id).first()
        return Admission((channel,), user.pk) if meeting and may(user, meeting) else None


def last_numbers(page_id: int, channels: tuple[str, ...]) -> dict[str, int]:
    return dict.fromkeys(channels, last_revisions([page_id]).get(page_id, 0))


# ASGI applications, not views.
websocket_urlpatterns: list[URLPattern] = [
    path("ws/rapat/<id:pk>/", room_socket),  # type: ignore[arg-type]
    path("ws/rapat/<id:pk>/meja/", desk_socket),  # type: ignore[arg-type]
]
