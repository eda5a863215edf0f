"""Every change to a decree in the making."""

from decrees.services.answering.answers import answer_comment, answer_comments, assign_comments, react_to_answer
from decrees.services.answering.sources import Explanation, explain_change, explain_changes, link_taken_wording
from decrees.services.circulation.adopting import take_wording, take_wordings
from decrees.services.circulation.reanchoring import carry_comments, confirm_place, foresee_lost, reattach_comment
from decrees.services.circulation.reverting import return_wordings
from decrees.services.circulation.rounds import change_grants, close_round, open_round
from decrees.services.circulation.versions import circulate
from decrees.services.commenting.comments import add_comment
from decrees.services.commenting.editing import edit_comment
from decrees.services.commenting.paper import enter_paper_comment
from decrees.services.commenting.positions import draft_position, position_spot, send_position
from decrees.services.commenting.requests import ask_for_input, withdraw_request
from decrees.services.commenting.support import support_comment, withdraw_support
from decrees.services.notifying.mailing import send_digests
from decrees.services.notifying.notices import choose_notices, read_notices, tell_answered, tell_assigned

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
