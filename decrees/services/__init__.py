"""Every change to a decree in the making."""

from decrees.services.answering.answers import answer_comment, answer_comments, assign_comments, react_to_answer
from decrees.services.answering.sources import Attribution, attribute_change, attribute_changes, link_adopted_amendment
from decrees.services.circulation.adopting import adopt_amendment, adopt_amendments, adopt_together
from decrees.services.circulation.bringing import take_in_text, with_text
from decrees.services.circulation.reanchoring import foresee_lost, reanchor_comments
from decrees.services.circulation.reattaching import confirm_place, reattach_comment
from decrees.services.circulation.references import decide_references
from decrees.services.circulation.restructuring import adopt_structure
from decrees.services.circulation.reverting import revert_adoptions
from decrees.services.circulation.rounds import change_grants, close_round, open_round
from decrees.services.circulation.versions import circulate
from decrees.services.commenting.comments import add_comment
from decrees.services.commenting.editing import edit_comment
from decrees.services.commenting.joining import join_position, leave_position
from decrees.services.commenting.paper import enter_paper_comment
from decrees.services.commenting.positions import draft_position, position_target, send_position
from decrees.services.commenting.requests import ask_for_input, withdraw_request
from decrees.services.commenting.support import support_comment, withdraw_support
from decrees.services.hiding.deciding import (
    confirm_hiding,
    lapse_hidings,
    lift_hiding,
    object_to_hiding,
    refuse_hiding,
    uphold_hiding,
)
from decrees.services.hiding.keeping import erase_hidden_words, look_at_hidden_words
from decrees.services.hiding.proposing import propose_hiding
from decrees.services.hiding.reporting import close_report, report_words
from decrees.services.letters.bringing import bring_letter
from decrees.services.letters.looking import (
    change_point,
    confirm_point,
    confirm_sure_points,
    drop_point,
    join_points,
    make_point,
    split_point,
)
from decrees.services.letters.reading import type_letter
from decrees.services.letters.taking import take_letter
from decrees.services.notifying.daily import send_digests
from decrees.services.notifying.notices import (
    choose_notifications,
    mark_notifications_read,
    notify_answered,
    notify_assigned,
)

__all__ = [
    "Attribution",
    "add_comment",
    "adopt_amendment",
    "adopt_amendments",
    "adopt_structure",
    "adopt_together",
    "answer_comment",
    "answer_comments",
    "ask_for_input",
    "assign_comments",
    "attribute_change",
    "attribute_changes",
    "bring_letter",
    "change_grants",
    "change_point",
    "choose_notifications",
    "circulate",
    "close_report",
    "close_round",
    "confirm_hiding",
    "confirm_place",
    "confirm_point",
    "confirm_sure_points",
    "decide_references",
    "draft_position",
    "drop_point",
    "edit_comment",
    "enter_paper_comment",
    "erase_hidden_words",
    "foresee_lost",
    "join_points",
    "join_position",
    "lapse_hidings",
    "leave_position",
    "lift_hiding",
    "link_adopted_amendment",
    "look_at_hidden_words",
    "make_point",
    "mark_notifications_read",
    "notify_answered",
    "notify_assigned",
    "object_to_hiding",
    "open_round",
    "position_target",
    "propose_hiding",
    "react_to_answer",
    "reanchor_comments",
    "reattach_comment",
    "refuse_hiding",
    "report_words",
    "revert_adoptions",
    "send_digests",
    "send_position",
    "split_point",
    "support_comment",
    "take_in_text",
    "take_letter",
    "type_letter",
    "uphold_hiding",
    "with_text",
    "withdraw_request",
    "withdraw_support",
]
