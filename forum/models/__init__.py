"""Who we are and when we meet."""

from forum.models.directory import DirectoryPage
from forum.models.invitations import (
    BringItem,
    Delivery,
    InvitationPage,
    Invitee,
    LetterNumber,
    Registration,
    Reminder,
    Rsvp,
    SentReminder,
)
from forum.models.ledger import (
    Countersignature,
    EntryPage,
    EntryReason,
    LedgerEntry,
    LedgerHead,
    RecordedRow,
    SignedHead,
    Witness,
)
from forum.models.meetings import (
    AgendaItem,
    CalendarAddress,
    CalendarEntry,
    MeetingFacts,
    MeetingIndexPage,
    MeetingPage,
    Notice,
    ShownMeeting,
    instant,
)
from forum.models.pages import RecordedPage
from forum.models.people import Membership, Organisation, Person, Post, Sector, User
from forum.models.settings import ForumSettings
from forum.models.teams import Team, TeamMembership, TeamTask

__all__ = [
    "AgendaItem",
    "BringItem",
    "CalendarAddress",
    "CalendarEntry",
    "Countersignature",
    "Delivery",
    "DirectoryPage",
    "EntryPage",
    "EntryReason",
    "ForumSettings",
    "InvitationPage",
    "Invitee",
    "LedgerEntry",
    "LedgerHead",
    "LetterNumber",
    "MeetingFacts",
    "MeetingIndexPage",
    "MeetingPage",
    "Membership",
    "Notice",
    "Organisation",
    "Person",
    "Post",
    "RecordedPage",
    "RecordedRow",
    "Registration",
    "Reminder",
    "Rsvp",
    "Sector",
    "SentReminder",
    "ShownMeeting",
    "SignedHead",
    "Team",
    "TeamMembership",
    "TeamTask",
    "User",
    "Witness",
    "instant",
]
