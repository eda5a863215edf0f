"""Every change to minutes."""

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
    "correct_minutes",
    "publish_minutes",
    "record_action_done",
    "reopen_minutes",
]
