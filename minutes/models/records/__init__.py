"""Records about minutes beside their text."""

from minutes.models.records.classes import Classification
from minutes.models.records.corrections import (
    Agreement,
    ApprovalTerms,
    Circulation,
    CorrectionStep,
    Passage,
    Telling,
)
from minutes.models.records.editions import Edition, Ralat
from minutes.models.records.guests import (
    CorrectionReminder,
    GuestAgreement,
    GuestCorrection,
    GuestLink,
    PresentGuest,
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
from minutes.models.records.readers import ReaderCount
from minutes.models.records.redactions import KeptFinding, Redaction, RedactionLift
from minutes.models.records.reminders import ActionReminder
from minutes.models.records.reports import ActionReport, Elsewhere, Evidence, Exhibit, ReportedLinks
from minutes.models.records.templates import PaperTemplate

__all__ = [
    "ActionReminder",
    "ActionReport",
    "Agreement",
    "Approval",
    "ApprovalTerms",
    "Circulation",
    "Classification",
    "Completion",
    "ConfirmedAttendance",
    "Correction",
    "CorrectionReminder",
    "CorrectionStep",
    "DecisionJoin",
    "Edition",
    "Elsewhere",
    "Evidence",
    "Exhibit",
    "GuestAgreement",
    "GuestCorrection",
    "GuestLink",
    "KeptFile",
    "KeptFinding",
    "MadeRecord",
    "MeetingNotes",
    "NoteWords",
    "PaperTemplate",
    "Passage",
    "PresentGuest",
    "Ralat",
    "ReaderCount",
    "Recipient",
    "Redaction",
    "RedactionLift",
    "Reopening",
    "ReportedLinks",
    "TakenPart",
    "Telling",
]
