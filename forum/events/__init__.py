"""What can be entered in the ledger, each kind defined once; and the forum's own events."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forum.events.definitions import (
    AS_THE_COMMENT,
    EVENTS,
    FIELDS,
    RETIRED,
    TITLE,
    Event,
    define,
    feed_verbs,
    sentence_of,
)
from forum.events.sentences import changes, named_secretariat, told_answer, told_file, told_link

__all__ = [
    "AS_THE_COMMENT",
    "EVENTS",
    "FIELDS",
    "RETIRED",
    "TITLE",
    "Event",
    "define",
    "feed_verbs",
    "sentence_of",
]


# What it was before and what it is now, by field: `forum.events.sentences` says it.
CHANGE = ("title", "changed")
# Why it was withdrawn is kept beside the entry; those who read the entry read it.
WITHDRAWAL: dict[str, Any] = {"data": TITLE, "content": "text of the reason", "open_content": True}
PAGE_PUBLISHED = define("page.published", _("published the page"), data=TITLE, content=FIELDS)
PAGE_CHANGED = define("page.changed", _("published a changed page"), data=CHANGE, content=FIELDS, tell=changes)
PAGE_WITHDRAWN = define("page.withdrawn", _("withdrew the page"), **WITHDRAWAL)
# What is done to a page that was never published concerns the secretariat only.
OF_PAGE = ("public", "members", "secretariat")
PAGE_RESTRICTED = define("page.restricted", _("limited who may read the page"), audience=OF_PAGE, data=["title", "way"])
PAGE_OPENED = define("page.opened", _("lifted the limit on who may read the page"), audience=OF_PAGE, data=TITLE)
PAGE_MOVED = define("page.moved", _("moved the page among its neighbours"), audience=OF_PAGE, data=TITLE)
PAGE_DELETED = define("page.deleted", _("deleted a page that was never published"), audience="secretariat", data=TITLE)
MEETING_PUBLISHED = define("meeting.published", _("announced the meeting"), in_feed=True, data=TITLE, content=FIELDS)
MEETING_CHANGED = define(
    "meeting.changed",
    _("changed the announcement of the meeting"),
    in_feed=True,
    data=[*CHANGE, "reason"],
    content=FIELDS,
    tell=changes,
)
MEETING_WITHDRAWN = define("meeting.withdrawn", _("withdrew the announcement of the meeting"), **WITHDRAWAL)
# An invitation is for the public, or for those whom it is addressed to.
INVITED = ("public", "members")
INVITATION_PUBLISHED = define(
    "invitation.published", _("published the invitation"), audience=INVITED, in_feed=True, data=TITLE, content=FIELDS
)
INVITATION_CHANGED = define(
    "invitation.changed",
    _("changed the invitation"),
    audience=INVITED,
    in_feed=True,
    data=CHANGE,
    content=FIELDS,
    tell=changes,
)
INVITATION_WITHDRAWN = define("invitation.withdrawn", _("withdrew the invitation"), audience=INVITED, **WITHDRAWAL)
INVITATION_SENT = define(
    "invitation.sent",
    _("sent the invitation by mail"),
    audience=INVITED,
    data=["organisations", "by_office", "without_address", "refused", "people"],
)
# Who was told what has changed: organisations by number, people counted.
TOLD = ["organisations", "people", "refused", "without_address"]
INVITATION_REMINDED = define(
    "invitation.reminded", _("sent reminders by mail"), audience=INVITED, data=["organisations", "people"]
)
INVITATION_RECALLED = define(
    "invitation.recalled", _("told by mail that the invitation no longer holds"), audience=INVITED, data=TOLD
)
MEETING_TOLD = define(
    "meeting.told", _("told everybody concerned by mail what has changed"), audience=INVITED, data=TOLD
)
INVITATION_REPEATED = define(
    "invitation.repeated",
    _("sent the invitation once more to organisations that had it"),
    audience=INVITED,
    data=["organisations"],
)
# `way`: how the secretariat was told, where it recorded the answer for the organisation; or by which link it came.
RSVP_ANSWERED = define(
    "rsvp.answered",
    _("answered the invitation"),
    audience="members",
    data=["organisation", "answer", "attendees", "way"],
    tell=told_answer,
    content="[organisation, answer, attendees, note]",
)
# What it is stands in the letter, not here.
MATERIAL_BROUGHT = define(
    "material.brought",
    _("told what it brings to the meeting"),
    audience="members",
    data=["organisation", "state"],
    content="[organisation, what is brought, state, sha256 of the file]",
)
# What an organisation proposes for an agenda, and what the secretariat makes of it: the words are for these two.
OF_PROPOSAL: dict[str, Any] = {"audience": "members", "data": ["organisation"]}
PROPOSED = "[organisation, title, why, minutes]"
PROPOSAL_MADE = define("proposal.made", _("proposed an item for the agenda"), content=PROPOSED, **OF_PROPOSAL)
PROPOSAL_ACCEPTED = define(
    "proposal.accepted", _("put an item that %(organisation)s proposed on the agenda"), **OF_PROPOSAL
)
PROPOSAL_DEFERRED = define(
    "proposal.deferred",
    _("deferred an item that %(organisation)s proposed to a later meeting"),
    content="text of the reason",
    **OF_PROPOSAL,
)
PROPOSAL_DECLINED = define(
    "proposal.declined",
    _("declined an item that %(organisation)s proposed, with a reason"),
    content="text of the reason",
    **OF_PROPOSAL,
)
PROPOSAL_WITHDRAWN = define("proposal.withdrawn", _("withdrew an item that %(organisation)s proposed"), **OF_PROPOSAL)
# Drafts, which are the secretariat's own until they are announced.
MEETING_REPEATED = define(
    "meeting.repeated", _("planned the meeting on further days"), audience="secretariat", data=["days"]
)
# Who is asked, by number. The meeting is a draft, most often: the secretariat's own until it is announced.
POLL_OPENED = define(
    "poll.opened",
    _("asked which day suits the organisations"),
    audience="secretariat",
    data=["organisations", "slots"],
)
POLL_ANSWERED = define(
    "poll.answered",
    _("said which days suit"),
    audience="secretariat",
    data=["organisation", "way"],
    content="[organisation, answer by slot, note]",
)
POLL_CLOSED = define("poll.closed", _("ended the poll for a date"), audience="secretariat", data=["chosen"])
ANSWER_LINK_HANDED = define(
    "rsvp.link_handed",
    _("took a link by which an invited organisation answers without signing in"),
    audience="members",
    data=["organisation"],
    tell=told_link,
)
REGISTRATION_MADE = define(
    "registration.made",
    _("registered for the meeting"),
    audience="secretariat",
    content="text of the secret of the registration",
)
REGISTRATION_WAITING = define(
    "registration.waiting",
    _("asked for a place on the waiting list"),
    audience="secretariat",
    content="text of the secret of the registration",
)
REGISTRATION_MOVED_UP = define(
    "registration.moved_up",
    _("moved up from the waiting list"),
    audience="secretariat",
    content="text of the secret of the registration",
)
SEATS_RELEASED = define(
    "seats.released",
    _("gave reserved places that were free to everybody"),
    audience="secretariat",
    data=["count"],
)
REGISTRATION_CANCELLED = define(
    "registration.cancelled",
    _("cancelled a registration"),
    audience="secretariat",
    content="text of the secret of the registration",
)
REGISTRATIONS_EXPORTED = define(
    "registrations.exported", _("took out the list of registrations"), audience="secretariat", data=["count"]
)
REGISTRATIONS_FORGOTTEN = define(
    "registrations.forgotten", _("deleted personal data of registrations"), audience="secretariat", data=["count"]
)
MEMBERSHIP_STARTED = define(
    "membership.started",
    _("recorded a new representative of %(organisation)s"),
    audience=("public", "organisation"),
    data=["organisation"],
    content="[person, organisation, first day, last day]; nothing for the public",
)
MEMBERSHIP_ENDED = define(
    "membership.ended",
    _("recorded the end of a representation of %(organisation)s"),
    audience=("public", "organisation"),
    data=["organisation"],
    content="[person, organisation, first day, last day]; nothing for the public",
)
MEMBERSHIP_ADMITTED = define(
    "membership.admitted",
    _("gave a new representative access to the earlier discussion"),
    audience="organisation",
    data=["organisation"],
)
LOGIN_INVITED = define("login.invited", _("invited a person to sign in"), audience="secretariat")
PERSON_EXPORTED = define("person.exported", _("took out what is stored about their own person"), audience="secretariat")
PERSON_ERASED = define("person.erased", _("erased the personal data of a person"), audience="secretariat")
RECORD_SAVED = define(
    "record.saved",
    _("changed a record of the forum"),
    audience="secretariat",
    data=["record"],
    content="all fields of the record; nothing of a person",
)
RECORD_MERGED = define(
    "record.merged",
    _("found two records of the forum to be the same"),
    audience="secretariat",
    data=["record", "into"],
)
RECORD_DELETED = define(
    "record.deleted",
    _("deleted a record of the forum"),
    audience="secretariat",
    data=["record"],
    content="all fields of the record; nothing of a person",
)
WITNESS_SAVED = define("witness.saved", _("named a witness of the record"), data=["witness", "key"])
WITNESS_REMOVED = define("witness.removed", _("removed a witness of the record"), data=["witness", "key"])

# A file for everybody is one that stands on a page for everybody; of others the title is not told.
OF_FILE = ("public", "secretariat")
FILE_CONTENT = "[title, sha1 of the file]"
FILE_ADDED = define("file.added", _("added a file"), audience=OF_FILE, data=TITLE, content=FILE_CONTENT)
FILE_CHANGED = define(
    "file.changed", _("changed the description of a file"), audience=OF_FILE, data=TITLE, content=FILE_CONTENT
)
# `sha256` of the file that stood there and of the one that stands there now: who kept the former can show that it did.
FILE_REPLACED = define(
    "file.replaced",
    _("replaced a file"),
    audience=OF_FILE,
    data=[*TITLE, "sha256"],
    content=FILE_CONTENT,
    tell=told_file,
)
FILE_REMOVED = define("file.removed", _("removed a file"), audience=OF_FILE, data=TITLE, content=FILE_CONTENT)
SETTINGS_CHANGED = define(
    "settings.changed",
    _("changed the settings of the forum"),
    data=["fields", "secretariat"],
    content="all fields of the settings",
    tell=named_secretariat,
)
MAIL_TRIED = define("mail.tried", _("tried whether mail leaves the house"), audience="secretariat")
SITE_CHANGED = define("site.changed", _("changed how the site is set up"), data=["record"])
LOGIN_MADE = define("login.made", _("made a login"), audience="secretariat")
LOGIN_CHANGED = define("login.changed", _("changed a login"), audience="secretariat", data=["fields"])
# Whoever changes the login of another could speak with its voice: everybody learns for whom it speaks, not whose it is.
VOICE_CHANGED = define(
    "login.voice_changed",
    _("changed by which login somebody speaks for %(organisation)s"),
    data=["organisation", "fields"],
)
SECOND_FACTOR_ADDED = define("login.second_factor_added", _("set up a second factor"), audience="secretariat")
SECOND_FACTOR_REMOVED = define("login.second_factor_removed", _("gave up a second factor"), audience="secretariat")
SECOND_FACTOR_RESET = define(
    "login.second_factor_reset", _("took the second factor from a login"), audience="secretariat"
)
CALENDAR_ADDRESS_RENEWED = define(
    "login.calendar_address_renewed", _("made a new secret address of their calendar"), audience="secretariat"
)
LOGIN_REMOVED = define("login.removed", _("removed a login"), audience="secretariat")
DUTY_GIVEN = define("duty.given", _("gave a login the duty %(duty)s"), audience="secretariat", data=["duty"])
DUTY_TAKEN = define("duty.taken", _("took the duty %(duty)s from a login"), audience="secretariat", data=["duty"])
# For everybody, beside the two above: that it was, not which login.
DUTY_HOLDERS_CHANGED = define("duty.holders_changed", _("changed who holds the duty %(duty)s"), data=["duty"])
DUTY_CHANGED = define("duty.changed", _("changed what the duty %(duty)s allows"), audience="secretariat", data=["duty"])
DUTY_REMOVED = define("duty.removed", _("removed the duty %(duty)s"), audience="secretariat", data=["duty"])
