"""The agenda of a meeting."""

from forum.models.meetings.agenda.changes import AgendaChange
from forum.models.meetings.agenda.items import AgendaItem
from forum.models.meetings.agenda.outline import MAIN, SUB, Line, Place, places, total
from forum.models.meetings.agenda.papers import AgendaPaper
from forum.models.meetings.agenda.points import Point, points, points_of
from forum.models.meetings.agenda.proposals import AgendaProposal

__all__ = [
    "MAIN",
    "SUB",
    "AgendaChange",
    "AgendaItem",
    "AgendaPaper",
    "AgendaProposal",
    "Line",
    "Place",
    "Point",
    "places",
    "points",
    "points_of",
    "total",
]
