"""By which triggers the database keeps what was added to minutes, the files that were circulated, and who hid what;
migrations made them."""

from forum.ledger.hiding import two_people_hide
from forum.ledger.record_pages import page_on_record_stays
from forum.ledger.triggers import Function, on_postgresql, on_sqlite, only_added

_SINCE = "minutes.0005_one_guard"
_ADDED = "what was recorded about minutes stays"

only_added(
    _SINCE, "approval", "minutes_approval", _ADDED,
    columns="id minutes_id made_at edition office digest", login="made_by_id",
)  # fmt: skip
only_added(
    _SINCE, "correction", "minutes_correction", _ADDED,
    columns="id minutes_id made_at organisation_id text", login="made_by_id",
)  # fmt: skip
only_added(
    _SINCE, "reopening", "minutes_reopening", _ADDED,
    columns="id minutes_id made_at reason was_published", login="made_by_id",
)  # fmt: skip
only_added(
    _SINCE, "completion", "minutes_completion", _ADDED, unique=[("id", ""), ("minutes_id number", "")],
    columns="id minutes_id made_at number note", login="made_by_id",
)  # fmt: skip

_CORRECTED = "minutes.0010_corrections"
only_added(
    _CORRECTED, "circulation", "minutes_circulation", _ADDED,
    columns="id minutes_id made_at edition digest content editor_key closes_at", login="made_by_id",
)  # fmt: skip
only_added(
    _CORRECTED, "telling", "minutes_telling", _ADDED, unique=[("id", ""), ("circulation_id organisation_id", "")],
)  # fmt: skip
only_added(_CORRECTED, "passage", "minutes_passage", _ADDED, unique=[("id", ""), ("correction_id", "")])
only_added(
    _CORRECTED, "correction_step", "minutes_correctionstep", _ADDED,
    columns="id correction_id made_at step office words before after", login="made_by_id",
    unique=[
        ("id", ""),
        ("correction_id", "{row}.step IN ('accepted', 'declined')"),
        ("correction_id", "{row}.step = 'withdrawn'"),
    ],
)  # fmt: skip
only_added(
    _CORRECTED, "agreement", "minutes_agreement", _ADDED,
    columns="id minutes_id made_at organisation_id digest", login="made_by_id",
    unique=[("id", ""), ("minutes_id organisation_id digest", "")],
)  # fmt: skip
only_added(_CORRECTED, "approval_terms", "minutes_approvalterms", _ADDED, unique=[("id", ""), ("approval_id", "")])
only_added(
    "minutes.0011_decisions", "decision_number", "minutes_decisionnumber", "the number of a decision stays",
    unique=[("id", ""), ("minutes_id number", ""), ("year place", "")],
)  # fmt: skip

_GUESTS = "minutes.0036_guests"
only_added(_GUESTS, "guest_correction", "minutes_guestcorrection", _ADDED, unique=[("id", ""), ("correction_id", "")])
only_added(
    _GUESTS, "guest_agreement", "minutes_guestagreement", _ADDED, unique=[("id", ""), ("guest_id digest", "")],
)  # fmt: skip

_REPORTED = "minutes.0015_actions"
only_added(
    _REPORTED, "action_report", "minutes_actionreport", _ADDED, unique=[("id", ""), ("completion_id", "")],
    columns="id minutes_id made_at number state note organisation_id office completion_id", login="made_by_id",
)  # fmt: skip
only_added(
    _REPORTED, "action_evidence", "minutes_evidence", _ADDED,
    columns="id minutes_id made_at report_id title link file kind size sha256 audience", login="made_by_id",
)  # fmt: skip

only_added(
    "minutes.0039_treated_elsewhere", "reported_links", "minutes_reportedlinks", _ADDED,
    unique=[("id", ""), ("report_id", "")],
)  # fmt: skip

# --- how a follow-up stands, beside it for lists: as the newest report says, and nothing else

_STANDS, _STANDING = "minutes.0037_states_of_follow_ups", "a follow-up stands as the newest report says"
_NEWEST = (
    "COALESCE((SELECT r.state FROM minutes_actionreport r WHERE r.minutes_id = NEW.minutes_id "
    "AND r.number = NEW.number ORDER BY r.id DESC LIMIT 1), 'open')"
)
_DIFFERS = f"NEW.state <> {_NEWEST} OR NEW.closed <> (CASE WHEN NEW.state IN ('done', 'cancelled') THEN 1 ELSE 0 END)"
for _event in ("INSERT", "UPDATE"):
    on_sqlite(
        _STANDS, f"follow_up_state_{_event.lower()}", "minutes_actionitem", _event,
        f"SELECT RAISE(ABORT, '{_STANDING}')", when=_DIFFERS,
    )  # fmt: skip
_STANDS_SO = f"IF {_DIFFERS} THEN RAISE EXCEPTION '{_STANDING}'; END IF; RETURN NEW;"
on_postgresql(
    _STANDS, "follow_up_state", "minutes_actionitem", "INSERT OR UPDATE",
    Function("follow_up_stands", f"BEGIN {_STANDS_SO} END"),
)  # fmt: skip

_REDACTED = "minutes.0020_editions"
only_added(_REDACTED, "redaction", "minutes_redaction", "a redaction stays on record")
only_added(
    _REDACTED, "redaction_lift", "minutes_redactionlift", "a redaction stays on record",
    unique=[("id", ""), ("redaction_id", "")],
)  # fmt: skip
only_added(_REDACTED, "kept_finding", "minutes_keptfinding", _ADDED)
only_added(_REDACTED, "edition", "minutes_edition", "an edition stays", unique=[("id", ""), ("minutes_id number", "")])
only_added(_REDACTED, "ralat", "minutes_ralat", "an edition stays", unique=[("id", ""), ("minutes_id edition", "")])
only_added(_REDACTED, "classification", "minutes_classification", _ADDED)

page_on_record_stays(_SINCE, "minutes_page", "minutes_minutespage", unique=["meeting_id"])

# --- a file that was circulated: neither what is known of it, nor the document itself

_FILE = "a file that was circulated stays"
_KEPT = "EXISTS (SELECT 1 FROM minutes_keptfile k WHERE k.document_id = OLD.id)"
_DOCUMENT = Function(
    "kept_document",
    "BEGIN IF TG_OP = 'UPDATE' THEN IF NEW.file IS NOT DISTINCT FROM OLD.file THEN RETURN NEW; END IF; END IF; "
    f"IF {_KEPT} THEN RAISE EXCEPTION '{_FILE}'; END IF; "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END",
)

only_added(_SINCE, "kept_file", "minutes_keptfile", _FILE, unique=[("id", ""), ("document_id", "")])
_ABORT = f"SELECT RAISE(ABORT, '{_FILE}')"
_FROZEN = "minutes.0003_frozen"
on_sqlite(
    _FROZEN, "kept_document_no_update", "wagtaildocs_document", "UPDATE", _ABORT,
    when=f"NEW.file IS NOT OLD.file AND {_KEPT}",
)  # fmt: skip
on_sqlite(_FROZEN, "kept_document_no_delete", "wagtaildocs_document", "DELETE", _ABORT, when=_KEPT)
on_sqlite(
    _SINCE, "kept_document_no_replace", "wagtaildocs_document", "INSERT", _ABORT,
    when="EXISTS (SELECT 1 FROM minutes_keptfile k WHERE k.document_id = NEW.id)",
)  # fmt: skip
on_postgresql(_FROZEN, "kept_document", "wagtaildocs_document", "DELETE OR UPDATE", _DOCUMENT)

# --- the hiding of a part: two people, and no row ever changes

_SHARED = "minutes.0007_hiding_shared"
_NEVER = "the hiding of a part of minutes never changes"

only_added(_SHARED, "hidden_part", "minutes_hiddenpart", _NEVER)
only_added(
    _SHARED, "hiding_step", "minutes_hidingstep", _NEVER,
    unique=[
        ("id", ""),
        ("hiding_id", "{row}.step IN ('confirmed', 'refused', 'lapsed')"),
        ("hiding_id", "{row}.step IN ('lifted', 'erased')"),
    ],
)  # fmt: skip
two_people_hide(
    _SHARED, "hiding_step", hidings="minutes_hiddenpart", steps="minutes_hidingstep", relation="hiding_id",
)  # fmt: skip
