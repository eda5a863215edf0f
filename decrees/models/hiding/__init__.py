"""What has to go out of sight with a visible gap: personal data, abuse, what is against the law.

`records` has the tables, `gaps` what stands in place of hidden words, `words` the fields that show it.
"""

from decrees.models.hiding.gaps import Gap, Gaps, Objection, share_gaps
from decrees.models.hiding.records import ERASED, Concealment, ConcealmentStep, HiddenWords, Report
from decrees.models.hiding.words import Sealed, sealed, stored
from forum.models.ledger import Why

__all__ = [
    "ERASED",
    "Concealment",
    "ConcealmentStep",
    "Gap",
    "Gaps",
    "HiddenWords",
    "Objection",
    "Report",
    "Sealed",
    "Why",
    "sealed",
    "share_gaps",
    "stored",
]
