"""Every change to minutes."""

from minutes.services.actions import join_decision, part_decision, remind_of_actions, report_action
from minutes.services.actions.tracking import take_tracking_ids
from minutes.services.corrections import (
    accept_correction,
    agree_by_link,
    agree_with_minutes,
    ask_about_correction,
    correct_by_link,
    correct_minutes,
    decline_correction,
    forget_guests,
    forget_guests_at,
    remind_of_corrections,
    reply_about_correction,
    reply_by_link,
    withdraw_by_link,
    withdraw_correction,
)
from minutes.services.editions import mend_slip
from minutes.services.files import reset_template, set_template
from minutes.services.hiding import (
    confirm_hiding,
    lapse_hidings,
    lift_hiding,
    look_at_hidden_part,
    propose_hiding,
    refuse_hiding,
)
from minutes.services.notes import parts_in, take_in_words
from minutes.services.redaction import black_out_finding, keep_finding, redact, unredact
from minutes.services.redaction.classes import classify
from minutes.services.steps import (
    approve_minutes,
    circulate_minutes,
    publish_minutes,
    reopen_minutes,
)

__all__ = [
    "accept_correction",
    "agree_by_link",
    "agree_with_minutes",
    "approve_minutes",
    "ask_about_correction",
    "black_out_finding",
    "circulate_minutes",
    "classify",
    "confirm_hiding",
    "correct_by_link",
    "correct_minutes",
    "decline_correction",
    "forget_guests",
    "forget_guests_at",
    "join_decision",
    "keep_finding",
    "lapse_hidings",
    "lift_hiding",
    "look_at_hidden_part",
    "mend_slip",
    "part_decision",
    "parts_in",
    "propose_hiding",
    "publish_minutes",
    "redact",
    "refuse_hiding",
    "remind_of_actions",
    "remind_of_corrections",
    "reopen_minutes",
    "reply_about_correction",
    "reply_by_link",
    "report_action",
    "reset_template",
    "set_template",
    "take_in_words",
    "take_tracking_ids",
    "unredact",
    "withdraw_by_link",
    "withdraw_correction",
]
