"""Minutes with their numbered parts, corrections and follow-ups."""

from minutes.models.hiding import HiddenPart, HidingStep
from minutes.models.items import ActionItem, Attachment, Attendance, Decision, Input
from minutes.models.pages import MinutesArchivePage, MinutesPage
from minutes.models.records import (
    Agreement,
    Approval,
    ApprovalTerms,
    Circulation,
    Completion,
    Correction,
    CorrectionStep,
    KeptFile,
    Passage,
    Recipient,
    Reopening,
    Telling,
)

__all__ = [
    "ActionItem",
    "Agreement",
    "Approval",
    "ApprovalTerms",
    "Attachment",
    "Attendance",
    "Circulation",
    "Completion",
    "Correction",
    "CorrectionStep",
    "Decision",
    "HiddenPart",
    "HidingStep",
    "Input",
    "KeptFile",
    "MinutesArchivePage",
    "MinutesPage",
    "Passage",
    "Recipient",
    "Reopening",
    "Telling",
]
