"""What a check has found."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class State(StrEnum):
    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {State.OK: _("in order"), State.WARNING: _("warning"), State.FAILURE: _("failure")}


@dataclass(frozen=True, slots=True)
class Finding:
    """`says` is for people, in their language; `mend` is the command that mends it."""

    state: State
    says: str
    mend: str = ""


def ok(says: str) -> Finding:
    return Finding(State.OK, says)


def warning(says: str, mend: str = "") -> Finding:
    return Finding(State.WARNING, says, mend)


def failure(says: str, mend: str = "") -> Finding:
    return Finding(State.FAILURE, says, mend)
