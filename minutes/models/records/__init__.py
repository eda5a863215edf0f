"""Records about minutes beside their text."""

from minutes.models.records.corrections import (
    Agreement,
    ApprovalTerms,
    Circulation,
    CorrectionStep,
    Passage,
    Telling,
)
from minutes.models.records.joins import DecisionJoin
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
from minutes.models.records.reminders import ActionReminder
from minutes.models.records.reports import ActionReport, Evidence, Exhibit

__all__ = [
    "ActionReminder",
    "ActionReport",
    "Agreement",
    "Approval",
    "ApprovalTerms",
    "Circulation",
    "Completion",
    "ConfirmedAttendance",
    "Correction",
    "CorrectionStep",
    "DecisionJoin",
    "Evidence",
    "Exhibit",
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
