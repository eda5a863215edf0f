"""What the page of a meeting shows of its agenda."""

from typing import Any

from forum.models import MeetingPage
from forum.models.access import Anyone
from forum.reading.agenda.changes import changes_of
from forum.reading.agenda.followups import open_followups
from forum.reading.agenda.papers import papers_of
from forum.reading.agenda.points import agenda_of, length_of
from forum.reading.agenda.proposals import proposing


def agenda_context(meeting: MeetingPage, user: Anyone) -> dict[str, Any]:
    points, papers = agenda_of(meeting), papers_of(meeting, user)
    context = {
        "agenda": papers.rows(points),
        "agenda_length": length_of(meeting),
        "papers": papers.besides(points),
    }
    if meeting.pk is None:  # the preview of a meeting that was never saved
        return context
    return {
        **context,
        "agenda_changes": changes_of(meeting, user),
        "followups": [] if meeting.is_over else open_followups(meeting, user),
        "proposing": proposing(meeting, user),
    }
