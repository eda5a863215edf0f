"""The numbered parts of minutes, and what is kept about each of them beside the text."""

from minutes.models.items.decisions import DecisionNumber, NumberedYear
from minutes.models.items.outcomes import AgendaOutcome
from minutes.models.items.parts import ActionItem, Attachment, Attendance, Decision, Input

__all__ = [
    "ActionItem",
    "AgendaOutcome",
    "Attachment",
    "Attendance",
    "Decision",
    "DecisionNumber",
    "Input",
    "NumberedYear",
]
