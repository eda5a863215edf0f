"""The numbered parts of minutes, and what is kept about each of them beside the text."""

from minutes.models.items.actions import ActionItem, ActionState
from minutes.models.items.decisions import DecisionNumber, NumberedYear
from minutes.models.items.outcomes import AgendaOutcome
from minutes.models.items.parts import Attachment, Attendance, Decision, Input
from minutes.models.items.recordings import Recording, ShownRecording
from minutes.models.items.signatories import ShownSignatory, Signatory

__all__ = [
    "ActionItem",
    "ActionState",
    "AgendaOutcome",
    "Attachment",
    "Attendance",
    "Decision",
    "DecisionNumber",
    "Input",
    "NumberedYear",
    "Recording",
    "ShownRecording",
    "ShownSignatory",
    "Signatory",
]
