"""The story of a comment: where it was made, and each step by which it came to the newest version."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.models import Comment, Placement
from decrees.text.anchoring.targets import Spot

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
    seen: set[int] = set()
    steps = []
    for placement in placements:
        # A person comes after the machine, but where its wording was taken into the text.
        taken = placement.by_person and placement.version_id not in seen
        steps.append(_step(placement, taken=taken and not placement.lost))
        seen.add(placement.version_id)
    return [made, *steps]


def _step(placement: Placement, *, taken: bool) -> Step:
    return Step(
        placement.version.number,
        placement.at,
        placement.state,
        _("its proposed wording went into the text") if taken else placement.words,
        placement.clause_label,
        placement.spot,
        placement.office,
        not placement.by_person,
        placement.score,
    )
