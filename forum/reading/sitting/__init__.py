"""The room of a meeting as it stands: for the projector, for phones, for the chair's desk, for the minutes."""

from forum.reading.sitting.parts import CHANNELS, frame_of, last_revisions, page_parts
from forum.reading.sitting.room import Room, room_of
from forum.reading.sitting.speakers import GroupTime, Spoken, speakers_of, time_by_group

__all__ = [
    "CHANNELS",
    "GroupTime",
    "Room",
    "Spoken",
    "frame_of",
    "last_revisions",
    "page_parts",
    "room_of",
    "speakers_of",
    "time_by_group",
]
