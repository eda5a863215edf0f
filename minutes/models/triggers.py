"""By which triggers the database keeps what was added to minutes, the files that were circulated, and who hid what;
migrations made them."""

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

# --- the hiding of a part: two people, and no row ever changes

_HIDING, _STEPS = "minutes.0004_hidden_parts", "minutes_hidingstep"
_NEVER, _EYES = "the hiding of a part of minutes never changes", "it takes a second person to hide a part of minutes"
_FIRST = "only what was hidden is shown again"
_OF_HIDING = "id at seq office by_id"

only_added(
    _HIDING, "hidden_part", "minutes_hiddenpart", _NEVER, columns=f"{_OF_HIDING} minutes_id part reason note"
)  # fmt: skip
only_added(_HIDING, "hiding_step", _STEPS, _NEVER, columns=f"{_OF_HIDING} hiding_id step words")

_SAME_PERSON = (
    "NEW.step IN ('confirmed', 'refused') AND (NEW.by_id IS NULL OR EXISTS (SELECT 1 FROM minutes_hiddenpart h "
    "WHERE h.id = NEW.hiding_id AND (h.by_id IS NULL OR h.by_id = NEW.by_id)))"
)
_NOT_CONFIRMED = (
    "NEW.step = 'lifted' AND NOT EXISTS (SELECT 1 FROM minutes_hidingstep s "
    "WHERE s.hiding_id = NEW.hiding_id AND s.step = 'confirmed')"
)
# On SQLite REPLACE removes a row without asking the triggers of DELETE.
_TAKEN = "EXISTS (SELECT 1 FROM {} WHERE id = NEW.id)"
on_sqlite(
    _HIDING, "hidden_part_not_replaced", "minutes_hiddenpart", "INSERT", f"SELECT RAISE(ABORT, '{_NEVER}')",
    when=_TAKEN.format("minutes_hiddenpart"),
)  # fmt: skip
on_sqlite(
    _HIDING, "hiding_step_not_replaced", _STEPS, "INSERT", f"SELECT RAISE(ABORT, '{_NEVER}')",
    when=_TAKEN.format(_STEPS),
)  # fmt: skip
on_sqlite(_HIDING, "hiding_step_eyes", _STEPS, "INSERT", f"SELECT RAISE(ABORT, '{_EYES}')", when=_SAME_PERSON)
on_sqlite(_HIDING, "hiding_step_first", _STEPS, "INSERT", f"SELECT RAISE(ABORT, '{_FIRST}')", when=_NOT_CONFIRMED)
_IN_ORDER = Function(
    "hiding_step_in_order",
    f"BEGIN IF {_SAME_PERSON} THEN RAISE EXCEPTION '{_EYES}'; END IF; "
    f"IF {_NOT_CONFIRMED} THEN RAISE EXCEPTION '{_FIRST}'; END IF; RETURN NEW; END",
)
on_postgresql(_HIDING, "hiding_step_in_order", _STEPS, "INSERT", _IN_ORDER)
