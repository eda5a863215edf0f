"""By which triggers the database keeps what was added to minutes, and the files that were circulated; a migration made
them."""

from forum.ledger.triggers import Function, on_postgresql, on_sqlite, only_added

_SINCE = "minutes.0003_frozen"
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
    _SINCE, "completion", "minutes_completion", _ADDED,
    columns="id minutes_id made_at number note", login="made_by_id",
)  # fmt: skip

# --- a file that was circulated: neither what is known of it, nor the document itself

_FILE = "a file that was circulated stays"
_KEPT = "EXISTS (SELECT 1 FROM minutes_keptfile k WHERE k.document_id = OLD.id)"
_DOCUMENT = Function(
    "kept_document",
    "BEGIN IF TG_OP = 'UPDATE' THEN IF NEW.file IS NOT DISTINCT FROM OLD.file THEN RETURN NEW; END IF; END IF; "
    f"IF {_KEPT} THEN RAISE EXCEPTION '{_FILE}'; END IF; "
    "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END",
)

only_added(_SINCE, "kept_file", "minutes_keptfile", _FILE, columns="id document_id name size sha256 kept_at")
_ABORT = f"SELECT RAISE(ABORT, '{_FILE}')"
on_sqlite(
    _SINCE, "kept_document_no_update", "wagtaildocs_document", "UPDATE", _ABORT,
    when=f"NEW.file IS NOT OLD.file AND {_KEPT}",
)  # fmt: skip
on_sqlite(_SINCE, "kept_document_no_delete", "wagtaildocs_document", "DELETE", _ABORT, when=_KEPT)
on_postgresql(_SINCE, "kept_document", "wagtaildocs_document", "DELETE OR UPDATE", _DOCUMENT)
