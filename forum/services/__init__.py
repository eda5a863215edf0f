"""Every change to the forum's own records."""

from forum.services.attendance.forgetting import forget_attendance, forget_attendance_of
from forum.services.attendance.recording import add_capacity, check_in, check_in_self, withdraw_presence
from forum.services.attendance.sheets import keep_sheet, remove_sheet
from forum.services.invitations.answers.forgetting import forget_invited_people_at, forget_links_of
from forum.services.invitations.answers.giving import answer_by_calendar, answer_invitation, record_answer
from forum.services.invitations.answers.links import answer_by_link, hand_over_link, renew_link
from forum.services.invitations.materials import bring_by_link, bring_material
from forum.services.invitations.registrations import (
    cancel_registration,
    confirm_registration,
    export_registrations,
    export_workbook,
    forget_registrations,
    forget_registrations_of,
    register,
    release_seats,
)
from forum.services.invitations.sending import remind_due, repeat_invitation, send_invitation
from forum.services.logins import invite_people, invite_person, reset_second_factor
from forum.services.mail.mailbox import MailboxError, read_mailbox
from forum.services.meetings.agenda import keep_agenda_changes
from forum.services.meetings.calendar import keep_calendar
from forum.services.meetings.notices import forget_notices_of
from forum.services.meetings.planning import tell_overdue
from forum.services.meetings.polls.answering import answer_poll, answer_poll_by_link, record_poll_reply
from forum.services.meetings.polls.deciding import choose_slot, close_poll, open_poll, remind_of_polls
from forum.services.meetings.proposals import (
    accept_proposal,
    decline_proposal,
    defer_proposal,
    propose_item,
    withdraw_proposal,
)
from forum.services.meetings.series import plan_series
from forum.services.meetings.subscriptions import renew_calendar_address
from forum.services.memberships import (
    end_membership,
    leave_organisation,
    let_in,
    start_membership,
    sync_memberships,
)
from forum.services.pages import (
    cancel_meeting,
    is_of_record,
    publish_page,
    record_deletion,
    record_move,
    record_privacy,
    record_publication,
    record_withdrawal,
    require_not_of_record,
    search_anew,
    withdraw_page,
)
from forum.services.records import (
    bring_table,
    countersign,
    delete_record,
    discard_table,
    forget_tables,
    free_slug,
    merge_organisations,
    merge_people,
    post_named,
    save_record,
    save_values,
    sign_head,
    take_rows,
    take_table,
)

__all__ = [
    "MailboxError",
    "accept_proposal",
    "add_capacity",
    "answer_by_calendar",
    "answer_by_link",
    "answer_invitation",
    "answer_poll",
    "answer_poll_by_link",
    "bring_by_link",
    "bring_material",
    "bring_table",
    "cancel_meeting",
    "cancel_registration",
    "check_in",
    "check_in_self",
    "choose_slot",
    "close_poll",
    "confirm_registration",
    "countersign",
    "decline_proposal",
    "defer_proposal",
    "delete_record",
    "discard_table",
    "end_membership",
    "export_registrations",
    "export_workbook",
    "forget_attendance",
    "forget_attendance_of",
    "forget_invited_people_at",
    "forget_links_of",
    "forget_notices_of",
    "forget_registrations",
    "forget_registrations_of",
    "forget_tables",
    "free_slug",
    "hand_over_link",
    "invite_people",
    "invite_person",
    "is_of_record",
    "keep_agenda_changes",
    "keep_calendar",
    "keep_sheet",
    "leave_organisation",
    "let_in",
    "merge_organisations",
    "merge_people",
    "open_poll",
    "plan_series",
    "post_named",
    "propose_item",
    "publish_page",
    "read_mailbox",
    "record_answer",
    "record_deletion",
    "record_move",
    "record_poll_reply",
    "record_privacy",
    "record_publication",
    "record_withdrawal",
    "register",
    "release_seats",
    "remind_due",
    "remind_of_polls",
    "remove_sheet",
    "renew_calendar_address",
    "renew_link",
    "repeat_invitation",
    "require_not_of_record",
    "reset_second_factor",
    "save_record",
    "save_values",
    "search_anew",
    "send_invitation",
    "sign_head",
    "start_membership",
    "sync_memberships",
    "take_rows",
    "take_table",
    "tell_overdue",
    "withdraw_page",
    "withdraw_presence",
    "withdraw_proposal",
]
