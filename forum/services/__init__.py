"""Every change to the forum's own records."""

from forum.services.memberships import end_membership, start_membership, sync_memberships
from forum.services.pages import publish_page, record_publication, record_withdrawal

__all__ = [
    "end_membership",
    "publish_page",
    "record_publication",
    "record_withdrawal",
    "start_membership",
    "sync_memberships",
]
