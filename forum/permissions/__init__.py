"""May X do Y to Z: the forum's answers. Groups and guardian are mentioned here (and in `decrees.permissions`) only."""

from forum.models.access import Anyone, Duty, is_secretariat, organisations_of
from forum.models.invitations.taking_part import can_read_paper, organisations_taking_part, takes_part
from forum.permissions.agenda import (
    can_decide_proposals,
    can_propose,
    can_read_paper_file,
    can_withdraw_proposal,
)
from forum.permissions.duties import (
    can_erase,
    can_manage_forum,
    can_reset_second_factor,
    can_see_accesses,
    can_view_page,
    can_watch_mail,
    can_watch_site,
    has_duty,
    readable_entries_q,
    require,
)
from forum.permissions.groups import follows_from_membership, logins_out_of_step, sync_groups
from forum.permissions.meetings import (
    can_be_there_for,
    can_keep_attendance,
    can_know_meeting,
    can_public_know,
    can_read_invitation,
    can_record_answer,
    can_see_delegation,
    can_see_registrations,
    organisations_answering,
)
from forum.permissions.memberships import can_know_membership, can_leave, can_let_in, current_membership
from forum.permissions.polls import can_record_poll_reply, organisations_polled
from forum.permissions.sittings import (
    can_follow_sitting,
    can_lead_sitting,
    can_take_part_in_sitting,
    organisations_speaking,
    questions_shown,
)

__all__ = [
    "Anyone",
    "Duty",
    "can_be_there_for",
    "can_decide_proposals",
    "can_erase",
    "can_follow_sitting",
    "can_keep_attendance",
    "can_know_meeting",
    "can_know_membership",
    "can_lead_sitting",
    "can_leave",
    "can_let_in",
    "can_manage_forum",
    "can_propose",
    "can_public_know",
    "can_read_invitation",
    "can_read_paper",
    "can_read_paper_file",
    "can_record_answer",
    "can_record_poll_reply",
    "can_reset_second_factor",
    "can_see_accesses",
    "can_see_delegation",
    "can_see_registrations",
    "can_take_part_in_sitting",
    "can_view_page",
    "can_watch_mail",
    "can_watch_site",
    "can_withdraw_proposal",
    "current_membership",
    "follows_from_membership",
    "has_duty",
    "is_secretariat",
    "logins_out_of_step",
    "organisations_answering",
    "organisations_of",
    "organisations_polled",
    "organisations_speaking",
    "organisations_taking_part",
    "questions_shown",
    "readable_entries_q",
    "require",
    "sync_groups",
    "takes_part",
]
