"""Those present object to passages of circulated minutes, the secretariat answers, and they agree."""

from minutes.services.corrections.answering import (
    accept_correction,
    ask_about_correction,
    decline_correction,
    reply_about_correction,
    reply_by_link,
    withdraw_by_link,
    withdraw_correction,
)
from minutes.services.corrections.by_link import agree_by_link, correct_by_link
from minutes.services.corrections.guests import forget_guests, forget_guests_at
from minutes.services.corrections.objecting import agree_with_minutes, correct_minutes
from minutes.services.corrections.reminding import remind_of_corrections

__all__ = [
    "accept_correction",
    "agree_by_link",
    "agree_with_minutes",
    "ask_about_correction",
    "correct_by_link",
    "correct_minutes",
    "decline_correction",
    "forget_guests",
    "forget_guests_at",
    "remind_of_corrections",
    "reply_about_correction",
    "reply_by_link",
    "withdraw_by_link",
    "withdraw_correction",
]
