"""By which triggers the database keeps what was said about meetings: replies to a poll for a date, proposals for an
agenda, who was there, and what was brought. Migrations made them."""

from forum.ledger.triggers import Function, is_taken, on_postgresql, on_sqlite, only_added

_SINCE = "forum.0033_what_was_said_about_meetings_stays"
_POLLS_SINCE = "forum.0047_polls_answered_by_link"

only_added(
    _SINCE, "poll_reply", "forum_pollreply", "a reply to a poll stays",
    columns="id poll_id organisation_id answers note answered_at", login="answered_by_id",
)  # fmt: skip
only_added(
    _POLLS_SINCE, "poll_reply_way", "forum_replyway", "how a reply to a poll came stays",
    unique=[("id", ""), ("reply_id", "")],
)  # fmt: skip
only_added(
    _SINCE, "proposal", "forum_agendaproposal", "a proposal for an agenda stays, and is decided once",
    columns="id meeting_id organisation_id title reason minutes document_id proposed_at", login="proposed_by_id",
    once="decided_at state decision_reason deferred_to_id",
)  # fmt: skip

# --- the dates that were asked for: two may have no end, so that their key does not tell them apart

_ASKED, _REASON = "forum_pollslot", "a date of a poll stays"
_ABORT = f"SELECT RAISE(ABORT, '{_REASON}')"
_REFUSE = Function("poll_slot_refuse", f"BEGIN RAISE EXCEPTION '{_REASON}'; END")
on_sqlite(_POLLS_SINCE, "poll_slot_no_update", _ASKED, "UPDATE", _ABORT)
on_sqlite(_POLLS_SINCE, "poll_slot_no_delete", _ASKED, "DELETE", _ABORT)
on_sqlite(
    _POLLS_SINCE, "poll_slot_no_replace", _ASKED, "INSERT", _ABORT,
    when=is_taken(_ASKED, [("id", ""), ("poll_id starts_at ends_at", "")]),
)  # fmt: skip
on_postgresql(_POLLS_SINCE, "poll_slot_guard", _ASKED, "DELETE OR UPDATE", _REFUSE)
on_postgresql(_POLLS_SINCE, "poll_slot_guard_truncate", _ASKED, "TRUNCATE", _REFUSE, each="STATEMENT")

# --- who was there is withdrawn once, with a reason, and forgotten once: then no name stands in place of the one

_FORGOTTEN = (
    "(OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL AND NEW.name = '–' AND NEW.from_organisation = '' "
    "AND NEW.position = '' AND NEW.withdrawal_reason IN ('', '–') AND NEW.key LIKE 'forgotten:%')"
)
_GOES = ("registration_id", "person_id", "recorded_by_id")
_PERSONAL = ("name", "from_organisation", "position", "key", "forgotten_at")

only_added(
    _SINCE, "presence", "forum_presence", "who was there stays",
    unique=[("id", ""), ("token", ""), ("meeting_id key", "{row}.withdrawn_at IS NULL")],
    columns="id meeting_id same_as_id organisation_id sector_id no_photo consent way arrived_at token",
    may={
        **{column: f"NEW.{column} IS NULL" for column in _GOES},
        **dict.fromkeys(_PERSONAL, _FORGOTTEN),
        "withdrawn_at": "OLD.withdrawn_at IS NULL",
        "withdrawn_by_id": "(OLD.withdrawn_at IS NULL OR NEW.withdrawn_by_id IS NULL)",
        "withdrawal_reason": f"(OLD.withdrawn_at IS NULL OR {_FORGOTTEN})",
    },
)  # fmt: skip

# --- what those invited bring: a newer row counts; the file goes once, and the line of the letter may

_FILE_GOES = "(NEW.file = '' AND OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL)"

only_added(
    "forum.0037_materials_to_bring", "material", "forum_material", "what was told of a material stays",
    columns="id invitation_id organisation_id person_id what state digest told_at", login="told_by_id",
    may={"item_id": "NEW.item_id IS NULL", "file": _FILE_GOES, "forgotten_at": "OLD.forgotten_at IS NULL"},
)  # fmt: skip
