"""By which triggers the database sees to it that two people hide words, and what may follow."""

from forum.ledger.triggers import Function, on_postgresql, on_sqlite

_EYES = "it takes a second person to hide words"
_FIRST = "only what was hidden is shown again or erased"


def two_people_hide(since: str, prefix: str, *, hidings: str, steps: str, relation: str) -> None:
    """`hidings` and `steps` are the tables of a `Hiding` and its steps, `relation` the column that leads from these."""
    own = f"SELECT 1 FROM {hidings} h WHERE h.id = NEW.{relation} AND (h.by_id IS NULL OR h.by_id = NEW.by_id)"  # noqa: S608
    confirmed = f"SELECT 1 FROM {steps} s WHERE s.{relation} = NEW.{relation} AND s.step = 'confirmed'"  # noqa: S608
    same_person = f"NEW.step IN ('confirmed', 'refused') AND (NEW.by_id IS NULL OR EXISTS ({own}))"
    not_confirmed = f"NEW.step IN ('lifted', 'upheld', 'erased') AND NOT EXISTS ({confirmed})"
    on_sqlite(since, f"{prefix}_eyes", steps, "INSERT", f"SELECT RAISE(ABORT, '{_EYES}')", when=same_person)
    on_sqlite(since, f"{prefix}_first", steps, "INSERT", f"SELECT RAISE(ABORT, '{_FIRST}')", when=not_confirmed)
    in_order = Function(
        f"{prefix}_in_order",
        f"BEGIN IF {same_person} THEN RAISE EXCEPTION '{_EYES}'; END IF; "
        f"IF {not_confirmed} THEN RAISE EXCEPTION '{_FIRST}'; END IF; RETURN NEW; END",
    )
    on_postgresql(since, f"{prefix}_in_order", steps, "INSERT", in_order)
