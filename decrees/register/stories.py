"""The story of a comment: where it was made, and each step by which it came to the newest version."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.carrying import Spot
from decrees.models import Comment, Placement

MADE = "made"


@dataclass(frozen=True, slots=True)
class Step:
    """`by` is the office of the person who put it there, '' when the machine carried the comment. `place` of an orphan
    is where it stood last."""

    version: int
    at: datetime.datetime
    state: str
    words: str | Promise
    place: str
    spot: Spot
    by: str = ""
    machine: bool = False
    score: float = 1.0

    @property
    def lost(self) -> bool:
        return self.state == Placement.State.ORPHANED


def story(comment: Comment, placements: Iterable[Placement]) -> list[Step]:
    """`placements` oldest first, with their versions."""
    made = Step(
        comment.version.number, comment.created_at, MADE, _("made here"), comment.clause_label, comment.own_spot
    )
    return [made, *map(_step, placements)]


def _step(placement: Placement) -> Step:
    # By a person: only steps of the machine have neither login nor office.
    machine = not placement.office and placement.by_id is None
    return Step(
        placement.version.number,
        placement.at,
        placement.state,
        placement.words,
        placement.clause_label,
        placement.spot,
        placement.office,
        machine,
        placement.score,
    )
