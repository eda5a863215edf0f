"""What stands in place of hidden words: why, by which office, since when, and what is objected to it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from decrees.models.hiding.records import HiddenWords, State, state_of
from forum.models.ledger import Why
from forum.models.memory import remembered

IN_FORCE = (State.PROVISIONAL, State.CONFIRMED, State.ERASED)


@dataclass(frozen=True, slots=True)
class Objection:
    """What the organisation that wrote them says to the hiding of its words."""

    words: str
    office: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """`entry` is the number of the entry that told the hiding."""

    concealment: int
    entry: int
    reason: str
    office: str
    at: datetime.datetime
    state: State
    objections: tuple[Objection, ...] = ()

    def __str__(self) -> str:
        words = {
            State.PROVISIONAL: _("Hidden for the time being: %(reason)s — %(office)s, %(day)s"),
            State.CONFIRMED: _("Hidden: %(reason)s — %(office)s, %(day)s"),
            State.ERASED: _("Hidden and erased: %(reason)s — %(office)s, %(day)s"),
        }[self.state]
        day = date_format(localtime(self.at), "j F Y")
        return words % {"reason": Why(self.reason).label, "office": self.office or _("Secretariat"), "day": day}


class Gaps:
    """All gaps by the number of the entry that told the words: asked for once, when the first words are read."""

    @cached_property
    def by_entry(self) -> dict[int, Gap]:
        return remembered(("gaps",), _read)


def share_gaps(rows: Iterable[Any], are_any: bool = True) -> None:
    """One query for the gaps of all these rows and of what is read with them; none if it is known that there are
    none."""
    gaps = Gaps()
    if not are_any:
        gaps.__dict__["by_entry"] = {}
    for row in rows:
        beside = (row._state.fields_cache.get(name) for name in row.read_with)
        for one in (row, *filter(None, beside)):
            one.__dict__["_gaps"] = gaps


def _read() -> dict[int, Gap]:
    steps = [f"concealment__steps__{name}" for name in ("step", "seq", "office", "at", "words")]
    lines = HiddenWords.objects.order_by("concealment", "concealment__steps__pk").values_list(
        "entry", "concealment", "concealment__seq", "concealment__reason", "concealment__provisional",
        "concealment__office", "concealment__at", *steps,
    )  # fmt: skip
    found: defaultdict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for line in lines:
        found[line[:7]].append(line[7:])
    gaps = (_gap(hiding, [step for step in steps if step[0]]) for hiding, steps in found.items())
    return {entry: gap for entry, gap in gaps if gap.state in IN_FORCE}


def _gap(hiding: tuple[Any, ...], steps: list[tuple[Any, ...]]) -> tuple[int, Gap]:
    words, concealment, seq, reason, provisional, office, at = hiding
    if not provisional:
        # Out of sight since somebody else confirmed it.
        seq, office, at = next(((s, o, a) for step, s, o, a, _words in steps if step == "confirmed"), (seq, office, at))
    objections = tuple(Objection(words, office, at) for step, _s, office, at, words in steps if step == "objected")
    state = state_of(provisional=provisional, at=hiding[6], steps=[step for step, *_rest in steps])
    return words, Gap(concealment, seq, reason, office, at, state, objections)
