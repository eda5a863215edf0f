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
from minutes.models.records.made import (
    Approval,
    Completion,
    Correction,
    KeptFile,
    MadeRecord,
    Recipient,
    Reopening,
)
from minutes.models.records.redactions import KeptFinding, Redaction, RedactionLift

__all__ = [
    "Agreement",
    "Approval",
    "ApprovalTerms",
    "Circulation",
    "Classification",
    "Completion",
    "Correction",
    "CorrectionStep",
    "Edition",
    "KeptFile",
    "KeptFinding",
    "MadeRecord",
    "Passage",
    "Ralat",
    "Recipient",
    "Redaction",
    "RedactionLift",
    "Reopening",
    "Telling",
]
