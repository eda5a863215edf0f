"""Who did not agree to a decision, and why: one organisation on each line, its short name before a colon."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dissent:
    who: str
    why: str


class NoReasonError(ValueError):
    """A line that does not say who and why; it is the argument."""


def dissents_in(text: str) -> list[Dissent]:
    """Raises NoReasonError for a line without a name or without a reason. Empty lines are passed over."""
    return [_read(line.strip()) for line in text.splitlines() if line.strip()]


def _read(line: str) -> Dissent:
    who, _colon, why = (part.strip() for part in line.partition(":"))
    if not who or not why:
        raise NoReasonError(line)
    return Dissent(who, why)
