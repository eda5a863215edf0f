"""What those who take notes, and those who follow them, get when lines are written."""

from collections.abc import Collection
from typing import Any

from django.template.loader import render_to_string

from forum.models import MeetingPage
from minutes.models import MeetingNotes
from minutes.reading.notes.board import Board, board_of

# Beside the channels of the meeting's room, on the same page.
TAKING, FOLLOWING = "notes-taking", "notes"
CHANNELS = (TAKING, FOLLOWING)


def frame_of(meeting: MeetingPage, channel: str, *, prev: int) -> dict[str, Any]:
    """The rows that were written on since `prev`; complete up to `seq`, the newest number that was read."""
    return _frame(board_of(meeting), channel, prev=prev)


def missed_frame(meeting: MeetingPage, channel: str, *, after: int) -> list[dict[str, Any]]:
    """One frame with all of it, or none."""
    board = board_of(meeting)
    return [_frame(board, channel, prev=after)] if board.seq > after else []


def last_revisions(page_ids: Collection[int]) -> dict[int, int]:
    """By the key of the meeting; of those that have notes."""
    return dict(MeetingNotes.objects.filter(meeting__in=page_ids).values_list("meeting", "revision"))


def _frame(board: Board, channel: str, *, prev: int) -> dict[str, Any]:
    fresh = {one.row for one in board.words if one.seq > prev}
    rows = board.shown(row for row in board.rows if row.key in fresh)
    context = {"meeting": board.meeting, "takes": channel == TAKING}
    drawn = [
        {
            "row": row.key,
            "item": row.item,
            "html": render_to_string("minutes/notes/row.html", {**context, "row": row}).strip() if row.lines else "",
        }
        for row in rows
    ]
    return {"channel": channel, "seq": board.seq, "prev": prev, "rows": drawn}
