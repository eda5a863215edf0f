"""Every change to minutes."""

from minutes.services.hiding import (
    confirm_hiding,
    lapse_hidings,
    lift_hiding,
    look_at_hidden_part,
    propose_hiding,
    refuse_hiding,
)
from minutes.services.steps import (
    approve_minutes,
    circulate_minutes,
    correct_minutes,
    publish_minutes,
    record_action_done,
    reopen_minutes,
)

__all__ = [
    "approve_minutes",
    "circulate_minutes",
    "confirm_hiding",
    "correct_minutes",
    "lapse_hidings",
    "lift_hiding",
    "look_at_hidden_part",
    "propose_hiding",
    "publish_minutes",
    "record_action_done",
    "refuse_hiding",
    "reopen_minutes",
]
