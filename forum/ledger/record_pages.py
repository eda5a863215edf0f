"""Once a page was published, or its minutes or draft circulated, its rows stay: it can be withdrawn, never deleted.

Wagtail's tree is none of this: whatever moves, changes the paths of rows that stay.
"""

from collections.abc import Sequence

from forum.ledger.triggers import Function, on_postgresql, on_sqlite

_REASON = "a page of the record is withdrawn, never deleted"
_ON_RECORD = (
    "EXISTS (SELECT 1 FROM forum_ledgerentry e WHERE e.page_id = {} "
    "AND (e.verb LIKE '%.published' OR e.verb LIKE '%.circulated'))"
)


def page_on_record_stays(
    since: str, prefix: str, table: str, *, key: str = "page_ptr_id", unique: Sequence[str] = ()
) -> None:
    """Its row in `table` is neither removed nor given another number. On SQLite, REPLACE would push it out by its key
    or one of its `unique` columns, and ask no trigger of DELETE."""
    on_record = _ON_RECORD.format(f"OLD.{key}")
    moves = f"NEW.{key} <> OLD.{key} AND {on_record}"
    abort = f"SELECT RAISE(ABORT, '{_REASON}')"
    on_sqlite(since, f"{prefix}_no_delete", table, "DELETE", abort, when=on_record)
    on_sqlite(since, f"{prefix}_no_replace", table, "INSERT", abort, when=_pushes_out(table, key, unique))
    on_sqlite(
        since, f"{prefix}_no_overwrite", table, "UPDATE", abort,
        when=f"{moves} OR {_pushes_out(table, key, unique, but=f' AND o.{key} <> OLD.{key}')}",
    )  # fmt: skip
    refuse = f"IF {on_record} THEN RAISE EXCEPTION '{_REASON}'; END IF;"
    same = f"IF TG_OP = 'UPDATE' THEN IF NEW.{key} = OLD.{key} THEN RETURN NEW; END IF; END IF;"
    end = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
    stays = Function(f"{prefix}_stays", f"BEGIN {same} {refuse} {end} END")
    on_postgresql(since, f"{prefix}_guard", table, "DELETE OR UPDATE", stays)


def _pushes_out(table: str, key: str, unique: Sequence[str], *, but: str = "") -> str:
    keys = ([f"o.{column} = NEW.{column}" for column in columns.split()] for columns in (key, *unique))
    same = " OR ".join(" AND ".join(columns) for columns in keys)
    return f"EXISTS (SELECT 1 FROM {table} o WHERE ({same}){but} AND {_ON_RECORD.format(f'o.{key}')})"  # noqa: S608


_SINCE = "forum.0015_one_guard"

page_on_record_stays(_SINCE, "page", "wagtailcore_page", key="id", unique=["path", "translation_key locale_id"])
page_on_record_stays(_SINCE, "meeting_page", "forum_meetingpage")
page_on_record_stays(_SINCE, "invitation_page", "forum_invitationpage")
