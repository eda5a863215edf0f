"""An entry in the ledger that open pages hear of."""

from typing import Any

from forum import ledger, live
from forum.models import LedgerEntry


def append_and_publish(verb: str, *, row: Any = None, **entry: Any) -> LedgerEntry:
    """Append an entry to the ledger (`entry` is what `ledger.append` takes) and push it once the change is committed.

    `row` is saved with the number of the entry; of a row that is stored already only the number is written. It keeps
    the entry itself (`told`) for whoever answers the request: what was found for the frames is not asked for again.
    """
    appended = ledger.append(verb, **entry)
    if row is not None:
        row.seq = appended.seq
        row.save(update_fields=None if row._state.adding else ["seq"])
        row.told = appended
    live.publish(appended)
    return appended
