"""Citizens comment and support online without a login: asked for, confirmed by the link in a mail, checked, heard,
withdrawn.

Until the link was used it may be anybody who typed the address: nothing is shown, and the mail holds nothing that a
stranger has typed. What then waits for the secretariat's check is nobody else's to read.
"""

from decrees.services.citizens.asking import ask_to_be_heard, ask_to_support
from decrees.services.citizens.checking import hear_comments, refuse_comments, require_checked
from decrees.services.citizens.confirming import confirm_comment, confirm_support
from decrees.services.citizens.forgetting import (
    end_mails,
    forget_citizen,
    forget_citizens,
    forget_citizens_at,
)
from decrees.services.citizens.withdrawing import withdraw_comment, withdraw_support

__all__ = [
    "ask_to_be_heard",
    "ask_to_support",
    "confirm_comment",
    "confirm_support",
    "end_mails",
    "forget_citizen",
    "forget_citizens",
    "forget_citizens_at",
    "hear_comments",
    "refuse_comments",
    "require_checked",
    "withdraw_comment",
    "withdraw_support",
]
