"""The codes of the door in templates."""

from typing import Any

from django import template

from forum.models import MeetingPage, Registration
from forum.reading.attendance import codes
from forum.reading.attendance.qr import qr_code

register = template.Library()


@register.inclusion_tag("forum/attendance/room.html")
def room_code(meeting: MeetingPage) -> dict[str, Any]:
    """The code of the room, large: with it people say themselves that they are there. Nothing before the door opens and
    after the end."""
    if not codes.is_open(meeting):
        return {}
    url = codes.room_url(meeting)
    return {"code": codes.room_code(meeting), "parts": codes.in_parts(url), "drawn": qr_code(url)}


@register.inclusion_tag("forum/attendance/code.html")
def door_code(registration: Registration) -> dict[str, Any]:
    """What somebody who registered shows at the door; nothing once the meeting is over."""
    return {"code": codes.code_for(registration)}
