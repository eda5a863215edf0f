"""Every change to a decree in the making."""

from decrees.services.answers import answer_comment, answer_comments, assign_comments, react_to_answer
from decrees.services.carrying import carry_comments, confirm_place, reattach_comment
from decrees.services.comments import add_comment
from decrees.services.positions import send_position
from decrees.services.rounds import change_grants, close_round, open_round
from decrees.services.versions import circulate

__all__ = [
    "add_comment",
    "answer_comment",
    "answer_comments",
    "assign_comments",
    "carry_comments",
    "change_grants",
    "circulate",
    "close_round",
    "confirm_place",
    "open_round",
    "react_to_answer",
    "reattach_comment",
    "send_position",
]
