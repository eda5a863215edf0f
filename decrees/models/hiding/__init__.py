"""What has to go out of sight with a visible gap: personal data, abuse, what is against the law.

`records` and `steps` have the tables, `gaps` what stands in place of hidden words, `words` the fields that show it.
"""

from decrees.models.hiding.gaps import Gaps, share_gaps
from decrees.models.hiding.records import Concealment, HiddenWords, Report
from decrees.models.hiding.steps import ConcealmentStep
from decrees.models.hiding.words import Sealed, sealed, stored
from forum.models.ledger.hiding import ERASED, Gap, Objection, Why

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
