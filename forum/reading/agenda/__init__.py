"""The agenda of a meeting as its readers are shown it."""

from forum.reading.agenda.page import agenda_context
from forum.reading.agenda.points import agenda_of, length_of

__all__ = ["agenda_context", "agenda_of", "length_of"]
