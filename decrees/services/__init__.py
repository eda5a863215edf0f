"""Every change to a decree in the making."""

from decrees.services.carrying import carry_comments, confirm_place, reattach_comment
from decrees.services.comments import add_comment, answer_comment
from decrees.services.rounds import change_grants, close_round, open_round
from decrees.services.versions import circulate

__all__ = [
    "add_comment",
    "answer_comment",
    "carry_comments",
    "change_grants",
    "circulate",
    "close_round",
    "confirm_place",
    "open_round",
    "reattach_comment",
]
