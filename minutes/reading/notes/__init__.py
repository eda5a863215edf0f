"""The notes of a meeting as its live pages show them."""

from minutes.reading.notes.board import Board, board_of
from minutes.reading.notes.frames import CHANNELS, FOLLOWING, TAKING, frame_of, last_revisions, missed_frame
from minutes.reading.notes.names import Directory, directory

__all__ = [
    "CHANNELS",
    "FOLLOWING",
    "TAKING",
    "Board",
    "Directory",
    "board_of",
    "directory",
    "frame_of",
    "last_revisions",
    "missed_frame",
]
