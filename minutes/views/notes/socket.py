"""The sockets of those who take notes, and of those who follow them."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from forum import live
from forum.live.reader import Admission, Receive, read_page
from forum.models import MeetingPage
from forum.models.memory import remembering
from forum.permissions import Anyone
from forum.views import converters  # noqa: F401 - the addresses below are spelled with it
from minutes import permissions
from minutes.reading.notes import FOLLOWING, TAKING, last_revisions


async def taking_socket(scope: dict[str, Any], receive: Receive, send: live.Send) -> None:
    await read_page(scope, receive, send, admit=admit_to_take, last_numbers=last_numbers)


async def following_socket(scope: dict[str, Any], receive: Receive, send: live.Send) -> None:
    await read_page(scope, receive, send, admit=admit_to_follow, last_numbers=last_numbers)


def admit_to_take(user: Anyone, page_id: int) -> Admission | None:
    return _admit(user, page_id, TAKING, permissions.can_take_notes)


def admit_to_follow(user: Anyone, page_id: int) -> Admission | None:
    return _admit(user, page_id, FOLLOWING, permissions.can_follow_notes)


def _admit(user: Anyone, page_id: int, channel: str, may: Callable[[Anyone, MeetingPage], bool]) -> Admission | None:
    with remembering():
        meeting = MeetingPage.objects.filter(pk=page_id).first()
        return Admission((channel,), user.pk) if meeting and may(user, meeting) else None


def last_numbers(page_id: int, channels: tuple[str, ...]) -> dict[str, int]:
    return dict.fromkeys(channels, last_revisions([page_id]).get(page_id, 0))


# ASGI applications, not views.
websocket_urlpatterns: list[URLPattern] = [
    path("ws/rapat/<id:pk>/notulen/", taking_socket),  # type: ignore[arg-type]
    path("ws/rapat/<id:pk>/notulen/ikuti/", following_socket),  # type: ignore[arg-type]
]
