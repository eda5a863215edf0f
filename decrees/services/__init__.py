"""Every change to a decree in the making."""

from decrees.services.comments import add_comment, answer_comment
from decrees.services.rounds import change_grants, close_round, open_round
from decrees.services.versions import circulate

__all__ = ["add_comment", "answer_comment", "change_grants", "circulate", "close_round", "open_round"]
