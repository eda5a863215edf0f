"""The parts of the live pages of a meeting's room, drawn the same for a page, for a frame and for who missed one.

They are drawn for a channel, never for a reader: what is a reader's own, the page itself knows (static/js/sitting.js).
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from forum.audiences import PUBLIC, SECRETARIAT, Audience
from forum.models import MeetingPage, Question, Sitting
from forum.reading.sitting.room import Room, room_of

# By channel: all who may see the room, and those who lead it. The desk shows what nobody else may read.
PARTS = {
    PUBLIC: {
        "screen": "forum/sitting/parts/screen.html",
        "agenda": "forum/sitting/parts/agenda.html",
        "speakers": "forum/sitting/parts/speakers.html",
        "questions": "forum/sitting/parts/questions.html",
    },
    SECRETARIAT: {
        "desk_agenda": "forum/sitting/parts/desk_agenda.html",
        "desk_speakers": "forum/sitting/parts/desk_speakers.html",
        "desk_questions": "forum/sitting/parts/desk_questions.html",
    },
}
CHANNELS = tuple(PARTS)


def frame_of(meeting: MeetingPage, channel: str) -> dict[str, Any]:
    """All that a channel's pages show of the room now. `seq` is the revision that was read before all else, so what is
    shown is at least as new."""
    room = _room(meeting, channel)
    return {"channel": channel, "seq": room.sitting.revision, "prev": 0, "parts": page_parts(room, channel)}


def page_parts(room: Room, channel: str, own: Mapping[str, Any] | None = None) -> dict[str, SafeString]:
    """`own`: what is this reader's own, for a page that is drawn for one."""
    context = {"room": room, **(own or {})}
    return {name: _drawn(template, context) for name, template in PARTS[Audience(channel)].items()}


def _drawn(template: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(render_to_string(template, context).strip())  # noqa: S308 - a template's own output


def _room(meeting: MeetingPage, channel: str) -> Room:
    everything = Question.objects.filter(sitting__meeting=meeting)
    return room_of(meeting, everything if channel == SECRETARIAT else None)


def last_revisions(page_ids: Collection[int]) -> dict[int, int]:
    """By the key of the meeting; of those that have a room."""
    return dict(Sitting.objects.filter(meeting__in=page_ids).values_list("meeting", "revision"))
