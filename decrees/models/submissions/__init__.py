"""How organisations take part beside commenting."""

from decrees.models.submissions.letters import MOST_BYTES, MOST_MB, Letter, LetterPart
from decrees.models.submissions.taking_part import (
    InputRequest,
    Notification,
    NotificationPreference,
    Support,
    Term,
)

__all__ = [
    "MOST_BYTES",
    "MOST_MB",
    "InputRequest",
    "Letter",
    "LetterPart",
    "Notification",
    "NotificationPreference",
    "Support",
    "Term",
]
