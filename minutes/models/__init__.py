"""Minutes with their numbered parts, corrections and follow-ups."""

from minutes.models.hiding import HiddenPart, HidingStep
from minutes.models.items import (
    ActionItem,
    AgendaOutcome,
    Attachment,
    Attendance,
    Decision,
    DecisionNumber,
    Input,
    NumberedYear,
)
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
    "AgendaOutcome",
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
    "DecisionNumber",
    "HiddenPart",
    "HidingStep",
    "Input",
    "KeptFile",
    "MinutesArchivePage",
    "MinutesPage",
    "NumberedYear",
    "Passage",
    "Recipient",
    "Reopening",
    "Telling",
]
