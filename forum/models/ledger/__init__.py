"""The ledger's tables, the rows that store what its entries tell, and what every hiding has in common."""

from forum.models.ledger.acts import Act, RecordedRow
from forum.models.ledger.counts import kept
from forum.models.ledger.entries import (
    AudienceField,
    Countersignature,
    EntryPage,
    EntryReason,
    LedgerEntry,
    LedgerHead,
    SignedHead,
    Witness,
    audience_is_spelled_right,
    head_digest,
)
from forum.models.ledger.hiding import Why

__all__ = [
    "Act",
    "AudienceField",
    "Countersignature",
    "EntryPage",
    "EntryReason",
    "LedgerEntry",
    "LedgerHead",
    "RecordedRow",
    "SignedHead",
    "Why",
    "Witness",
    "audience_is_spelled_right",
    "head_digest",
    "kept",
]
