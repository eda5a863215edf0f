"""Minutes with their numbered parts, corrections and follow-ups."""

from minutes.models.items import ActionItem, Attachment, Attendance, Decision, Input
from minutes.models.pages import MinutesArchivePage, MinutesPage
from minutes.models.records import Completion, Correction, Recipient, Reopening

__all__ = [
    "ActionItem",
    "Attachment",
    "Attendance",
    "Completion",
    "Correction",
    "Decision",
    "Input",
    "MinutesArchivePage",
    "MinutesPage",
    "Recipient",
    "Reopening",
]
