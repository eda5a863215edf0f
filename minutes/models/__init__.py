"""What was said and agreed, and what became of it."""

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
