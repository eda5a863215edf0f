"""What was recorded, compared with what is stored today: each app registers how it finds what differs."""

from collections.abc import Callable, Iterable, Iterator

from forum.models.ledger import LedgerEntry

Check = Callable[[], Iterator[str]]
CHECKS: list[Check] = []


def content_check(check: Check) -> Check:
    """For `verify_ledger`: `check` yields a line for whatever is not as it was recorded."""
    CHECKS.append(check)
    return check


def find_changed() -> list[str]:
    return [line for check in CHECKS for line in check()]


NOTES: list[Check] = []


def content_note(note: Check) -> Check:
    """For `verify_ledger`: `note` yields a line for what is rightly not there any more."""
    NOTES.append(note)
    return note


def find_notes() -> list[str]:
    return [line for note in NOTES for line in note()]


Withheld = Callable[[Iterable[LedgerEntry]], set[int]]
WITHHELD: list[Withheld] = []


def withholds(find: Withheld) -> Withheld:
    """For the files of the record: the numbers of those of the entries whose content nobody may read any more."""
    WITHHELD.append(find)
    return find


def withheld_among(entries: Iterable[LedgerEntry]) -> set[int]:
    entries = list(entries)
    return {seq for find in WITHHELD for seq in find(entries)}
