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

__all__ = [
    "Agreement",
    "Approval",
    "ApprovalTerms",
    "Circulation",
    "Completion",
    "Correction",
    "CorrectionStep",
    "KeptFile",
    "MadeRecord",
    "Passage",
    "Recipient",
    "Reopening",
    "Telling",
]
