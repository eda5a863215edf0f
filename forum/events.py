"""What can be entered in the ledger; and the forum's own events, with the words that a timeline shows."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Event:
    """A kind of entry: its verb in the past tense ('comment.added') and the words that a timeline shows for it."""

    verb: str
    sentence: str | Promise


EVENTS: dict[str, Event] = {}


def define(verb: str, sentence: str | Promise) -> str:
    """Make a verb known. An entry with an unknown verb is refused, so a typo cannot enter the record."""
    EVENTS[verb] = Event(verb, sentence)
    return verb


PAGE_PUBLISHED = define("page.published", _("published the page"))
PAGE_CHANGED = define("page.changed", _("published a changed page"))
PAGE_WITHDRAWN = define("page.withdrawn", _("withdrew the page"))
MEETING_PUBLISHED = define("meeting.published", _("announced the meeting"))
MEETING_CHANGED = define("meeting.changed", _("changed the announcement of the meeting"))
MEETING_WITHDRAWN = define("meeting.withdrawn", _("withdrew the announcement of the meeting"))
INVITATION_PUBLISHED = define("invitation.published", _("published the invitation"))
INVITATION_CHANGED = define("invitation.changed", _("changed the invitation"))
INVITATION_WITHDRAWN = define("invitation.withdrawn", _("withdrew the invitation"))
RSVP_ANSWERED = define("rsvp.answered", _("answered the invitation"))
REGISTRATION_MADE = define("registration.made", _("registered for the meeting"))
REGISTRATION_CANCELLED = define("registration.cancelled", _("cancelled a registration"))
MEMBERSHIP_STARTED = define("membership.started", _("entered a membership"))
MEMBERSHIP_ENDED = define("membership.ended", _("ended a membership"))
INVITATION_SENT = define("invitation.sent", _("sent the invitation to those invited"))
REGISTRATIONS_EXPORTED = define("registrations.exported", _("took out the list of registrations"))
REGISTRATIONS_FORGOTTEN = define("registrations.forgotten", _("deleted personal data of registrations"))
LOGIN_INVITED = define("login.invited", _("invited a person to sign in"))
RECORD_SAVED = define("record.saved", _("changed a record of the forum"))
RECORD_DELETED = define("record.deleted", _("deleted a record of the forum"))
