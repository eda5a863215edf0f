"""The agenda of a meeting."""

from forum.models.meetings.agenda.items import AgendaItem
from forum.models.meetings.agenda.outline import MAIN, SUB, Line, Place, places, total
from forum.models.meetings.agenda.points import Point, points, points_of

__all__ = ["MAIN", "SUB", "AgendaItem", "Line", "Place", "Point", "places", "points", "points_of", "total"]
