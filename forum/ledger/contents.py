"""What was recorded, compared with what is stored today: each app registers how it finds what differs."""

from collections.abc import Callable, Iterator

Check = Callable[[], Iterator[str]]
CHECKS: list[Check] = []


def content_check(check: Check) -> Check:
    """For `verify_ledger`: `check` yields a line for whatever is not as it was recorded."""
    CHECKS.append(check)
    return check


def find_changed() -> list[str]:
    return [line for check in CHECKS for line in check()]
