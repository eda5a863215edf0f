"""An entry in the ledger that open pages hear of."""

from typing import Any

from forum import ledger, live
from forum.models import LedgerEntry


def append_and_publish(verb: str, *, row: Any = None, **entry: Any) -> LedgerEntry:
    """Append an entry to the ledger (`entry` is what `ledger.append` takes) and push it once the change is committed.

    `row` is saved with the number of the entry; of a row that is stored already only the number is written. It keeps
    the entry itself (`told`) for whoever answers the request: what was found for the frames is not asked for again.
    """
    is_stored = row is not None and not row._state.adding
    appended = ledger.append(verb, numbered=row if is_stored else None, **entry)
    if row is not None:
        row.seq, row.told = appended.seq, appended
    if row is not None and not is_stored:
        row.save()
    live.publish(appended)
    return appended
