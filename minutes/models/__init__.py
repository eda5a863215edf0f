"""Minutes with their numbered parts, corrections and follow-ups."""

from minutes.models.hiding import HiddenPart, HidingStep
from minutes.models.items import ActionItem, Attachment, Attendance, Decision, Input
from minutes.models.pages import MinutesArchivePage, MinutesPage
from minutes.models.records import Approval, Completion, Correction, KeptFile, Recipient, Reopening

__all__ = [
    "ActionItem",
    "Approval",
    "Attachment",
    "Attendance",
    "Completion",
    "Correction",
    "Decision",
    "HiddenPart",
    "HidingStep",
    "Input",
    "KeptFile",
    "MinutesArchivePage",
    "MinutesPage",
    "Recipient",
    "Reopening",
]
