"""Every change to a decree in the making."""

from decrees.services.answers import answer_comment, answer_comments, assign_comments, react_to_answer
from decrees.services.carrying import carry_comments, confirm_place, foresee_lost, reattach_comment
from decrees.services.comments import add_comment
from decrees.services.editing import edit_comment
from decrees.services.mailing import send_digests
from decrees.services.notices import choose_notices, read_notices, tell_answered, tell_assigned
from decrees.services.origins import Explanation, explain_change, explain_changes, link_taken_wording
from decrees.services.paper import enter_paper_comment
from decrees.services.positions import draft_position, position_spot, send_position
from decrees.services.requests import ask_for_input, withdraw_request
from decrees.services.returning import return_wordings
from decrees.services.rounds import change_grants, close_round, open_round
from decrees.services.support import support_comment, withdraw_support
from decrees.services.versions import circulate
from decrees.services.wording import take_wording, take_wordings

__all__ = [
    "Explanation",
    "add_comment",
    "answer_comment",
    "answer_comments",
    "ask_for_input",
    "assign_comments",
    "carry_comments",
    "change_grants",
    "choose_notices",
    "circulate",
    "close_round",
    "confirm_place",
    "draft_position",
    "edit_comment",
    "enter_paper_comment",
    "explain_change",
    "explain_changes",
    "foresee_lost",
    "link_taken_wording",
    "open_round",
    "position_spot",
    "react_to_answer",
    "read_notices",
    "reattach_comment",
    "return_wordings",
    "send_digests",
    "send_position",
    "support_comment",
    "take_wording",
    "take_wordings",
    "tell_answered",
    "tell_assigned",
    "withdraw_request",
    "withdraw_support",
]
