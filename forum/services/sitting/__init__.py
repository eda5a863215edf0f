"""What is done in the room of a meeting while it sits."""

from forum.services.sitting.agenda import go_to_item, step
from forum.services.sitting.forgetting import end_sittings, forget_sittings
from forum.services.sitting.questions import (
    ask_question,
    close_questions,
    hide_question,
    mark_question,
    open_questions,
    show_question,
    toggle_support,
)
from forum.services.sitting.speaking import (
    add_speaker,
    ask_for_floor,
    call_speaker,
    close_speaking_list,
    leave_speaking_list,
    open_speaking_list,
    set_speaking_rules,
    stop_speaker,
)

__all__ = [
    "add_speaker",
    "ask_for_floor",
    "ask_question",
    "call_speaker",
    "close_questions",
    "close_speaking_list",
    "end_sittings",
    "forget_sittings",
    "go_to_item",
    "hide_question",
    "leave_speaking_list",
    "mark_question",
    "open_questions",
    "open_speaking_list",
    "set_speaking_rules",
    "show_question",
    "step",
    "stop_speaker",
    "toggle_support",
]
