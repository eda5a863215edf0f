"""Every change to the forum's own records."""

from forum.services.answers import answer_invitation
from forum.services.invitations import keep_calendar, send_invitation
from forum.services.logins import invite_person
from forum.services.memberships import end_membership, let_in, start_membership, sync_memberships
from forum.services.pages import publish_page, record_publication, record_withdrawal
from forum.services.records import countersign, delete_record, save_record, sign_head
from forum.services.registrations import cancel_registration, export_registrations, forget_registrations, register

__all__ = [
    "answer_invitation",
    "cancel_registration",
    "countersign",
    "delete_record",
    "end_membership",
    "export_registrations",
    "forget_registrations",
    "invite_person",
    "keep_calendar",
    "let_in",
    "publish_page",
    "record_publication",
    "record_withdrawal",
    "register",
    "save_record",
    "send_invitation",
    "sign_head",
    "start_membership",
    "sync_memberships",
]
