"""Records about minutes beside their text."""

from minutes.models.records.corrections import (
    Agreement,
    ApprovalTerms,
    Circulation,
    CorrectionStep,
    Passage,
    Telling,
)
from minutes.models.records.made import (
    Approval,
    Completion,
    Correction,
    KeptFile,
    MadeRecord,
    Recipient,
    Reopening,
)
from minutes.models.records.notes import ConfirmedAttendance, MeetingNotes, NoteWords, TakenPart

__all__ = [
    "Agreement",
    "Approval",
    "ApprovalTerms",
    "Circulation",
    "Completion",
    "ConfirmedAttendance",
    "Correction",
    "CorrectionStep",
    "KeptFile",
    "MadeRecord",
    "MeetingNotes",
    "NoteWords",
    "Passage",
    "Recipient",
    "Reopening",
    "TakenPart",
    "Telling",
]
