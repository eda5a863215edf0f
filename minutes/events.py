"""Events of this app, with the words a timeline shows."""

from django.utils.translation import gettext_lazy as _

from forum.events import TITLE, WITHDRAWAL, define

TEXT = ("text",)

NOTES_BEGUN = define("minutes.notes_begun", _("began to take notes of the meeting"), audience="members")
NOTES_TAKEN = define(
    "minutes.notes_taken",
    _("took the notes of the meeting into the minutes"),
    audience="members",
    data=["lines"],
    content="[[row, agenda item, line], …] of the notes as they stood",
)
ATTENDANCE_CONFIRMED = define(
    "minutes.attendance_confirmed",
    _("confirmed the attendance of an organisation"),
    audience="members",
    data=["people"],
)
MINUTES_CIRCULATED = define(
    "minutes.circulated",
    _("circulated the minutes for correction"),
    data=TEXT,
    content="text of the sha256 of the minutes",
)
MINUTES_CORRECTED = define(
    "minutes.corrected",
    _("asked for a correction of the minutes"),
    audience="members",
    content="[part, passage, proposed wording, reason]; before, text of the correction",
)
MINUTES_TOLD = define(
    "minutes.told",
    _("told those present of the circulated minutes"),
    data=["organisations", "people", "refused", "without_address", "guests"],
)
CORRECTION_ACCEPTED = define(
    "minutes.correction_accepted",
    _("accepted a correction and changed the minutes by it"),
    audience="members",
    data=TEXT,
    content="[words before, words after, reason]",
)
CORRECTION_DECLINED = define(
    "minutes.correction_declined",
    _("declined a correction of the minutes"),
    audience="members",
    content="text of the reason",
)
CORRECTION_DISCUSSED = define(
    "minutes.correction_discussed",
    _("asked or replied about a correction of the minutes"),
    audience="members",
    content="text of the words",
)
CORRECTION_WITHDRAWN = define(
    "minutes.correction_withdrawn",
    _("took back a correction of the minutes"),
    audience="members",
    content="text of the reason",
)
MINUTES_AGREED = define(
    "minutes.agreed",
    _("agreed with the minutes"),
    audience="members",
    data=TEXT,
    content="text of the sha256 of the minutes",
)
MINUTES_APPROVED = define(
    "minutes.approved",
    _("approved the minutes"),
    data=[*TEXT, "decisions"],
    content="text of the sha256 of the minutes",
)
MINUTES_PUBLISHED = define(
    "minutes.published",
    _("published the minutes"),
    in_feed=True,
    data=TITLE,
    content="the minutes (`content` of the download)",
    open_content=True,
)
MINUTES_CHANGED = define(
    "minutes.changed",
    _("published a corrected edition of the minutes"),
    in_feed=True,
    data=TITLE,
    content="the minutes (`content` of the download)",
    open_content=True,
)
MINUTES_WITHDRAWN = define("minutes.withdrawn", _("withdrew the minutes"), **WITHDRAWAL)
MINUTES_REOPENED = define(
    "minutes.reopened",
    _("reopened the minutes for correction"),
    data=TEXT,
    content="text of the reason",
    open_content=True,
)
ACTION_DONE = define(
    "action.done",
    _("reported a follow-up as done"),
    in_feed=True,
    data=["number"],
    content="text of the note",
    open_content=True,
)
ACTION_PROGRESSED = define(
    "action.progressed",
    _("reported what was done about a follow-up so far"),
    in_feed=True,
    data=["number"],
    content="text of the note",
    open_content=True,
)
ACTION_CANCELLED = define(
    "action.cancelled",
    _("cancelled a follow-up"),
    in_feed=True,
    data=["number"],
    content="text of the note",
    open_content=True,
)
EVIDENCE_ADDED = define(
    "action.evidence_added",
    _("showed what was done about a follow-up"),
    audience=("public", "members"),
    data=["number"],
    content="[title, address on the web, sha256 of the file]",
    open_content=True,
)
ACTION_LINKED = define(
    "action.linked",
    _("said where a follow-up is treated elsewhere"),
    in_feed=True,
    data=["number"],
    content="[[[system, its name, tracking id or address, what it is about], …], how it stands there, no more]",
    open_content=True,
)
# Like all that takes something away it ends the archive of public data that was made before.
ACTION_LINK_REMOVED = define(
    "action.link_removed",
    _("said where a follow-up is not treated any more"),
    data=["number"],
    content="[[[system, its name, tracking id or address, what it is about], …], how it stands there, no more]",
    open_content=True,
)
ACTION_REMINDED = define(
    "action.reminded",
    _("sent reminders of follow-ups by mail"),
    audience="members",
    data=["numbers", "organisations", "people"],
)
ACTION_ESCALATED = define(
    "action.escalated",
    _("told those above of follow-ups that are late for long"),
    audience="members",
    data=["numbers", "organisations", "people"],
)
DECISION_JOINED = define(
    "decision.joined",
    _("noted what a decision led to"),
    audience=("public", "secretariat"),
    data=["number", "to"],
)
DECISION_PARTED = define(
    "decision.parted",
    _("took back that a decision led to something"),
    audience=("public", "secretariat"),
    data=["number", "to"],
)
MINUTES_REDACTED = define(
    "minutes.redacted",
    _("blacked out words of the minutes in the public edition"),
    data=["part", "reason"],
    content="[part, legal ground, reason]",
)
MINUTES_UNREDACTED = define(
    "minutes.unredacted",
    _("shows blacked out words of the minutes again"),
    data=["part", "reason"],
    content="text of the reason",
)
PERSONAL_DATA_KEPT = define(
    "minutes.personal_data_kept",
    _("kept what looks like personal data in the minutes"),
    audience="secretariat",
    data=["kind"],
    content="text of the reason",
)
MINUTES_MENDED = define(
    "minutes.mended",
    _("mended a slip of the pen in the minutes (ralat)"),
    data=["part", "edition"],
    content="[words before, words after, reason]",
    open_content=True,
)
INFORMATION_CLASSED = define(
    "information.classed",
    _("said in which class of information the record is"),
    data=["kind", "ground"],
)
TEMPLATE_CHANGED = define(
    "papers.template_changed",
    _("changed the template of papers"),
    audience="secretariat",
    data=["file"],
)

HIDING = ("part", "reason")
WHY = "[part, reason, explanation]"
HIDING_PROPOSED = define(
    "minutes.hiding_proposed",
    _("proposed to hide a part of the minutes"),
    audience="secretariat",
    data=HIDING,
    content=WHY,
)
PART_HIDDEN = define(
    "minutes.part_hidden",
    _("hid a part of the minutes"),
    in_feed=True,
    data=[*HIDING, "provisional"],
    content=WHY,
)
HIDING_CONFIRMED = define(
    "minutes.hiding_confirmed",
    _("confirmed that a part of the minutes stays hidden"),
    data=HIDING,
    content="text of the reason",
)
# For everybody if it was hidden at once.
HIDING_REFUSED = define(
    "minutes.hiding_refused",
    _("refused to hide a part of the minutes"),
    audience=("public", "secretariat"),
    data=HIDING,
    content="text of the reason",
)
HIDING_LAPSED = define(
    "minutes.hiding_lapsed",
    _("shows a part of the minutes again: nobody else confirmed in time that it be hidden"),
    in_feed=True,
    data=HIDING,
)
HIDDEN_PART_READ = define(
    "minutes.hidden_read", _("looked at a hidden part of the minutes"), audience="secretariat", data=HIDING
)
PART_SHOWN = define(
    "minutes.part_shown",
    _("shows a hidden part of the minutes again"),
    in_feed=True,
    data=HIDING,
    content="text of the reason",
    open_content=True,
)
