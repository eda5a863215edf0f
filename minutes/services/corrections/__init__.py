"""Those present object to passages of circulated minutes, the secretariat answers, and they agree."""

from minutes.services.corrections.answering import (
    accept_correction,
    ask_about_correction,
    decline_correction,
    reply_about_correction,
    withdraw_correction,
)
from minutes.services.corrections.objecting import agree_with_minutes, correct_minutes

__all__ = [
    "accept_correction",
    "agree_with_minutes",
    "ask_about_correction",
    "correct_minutes",
    "decline_correction",
    "reply_about_correction",
    "withdraw_correction",
]
