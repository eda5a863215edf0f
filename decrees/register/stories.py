"""The story of a comment: where it was made, and each step by which it came to the newest version."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.models import Anchor, Comment
from decrees.text.anchoring.further import FurtherStep
from decrees.text.anchoring.targets import Target

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
    target: Target
    by: str = ""
    machine: bool = False
    score: float = 1.0
    further: Sequence[FurtherStep] = ()

    @property
    def lost(self) -> bool:
        return self.state == Anchor.State.ORPHANED


def story(comment: Comment, anchors: Iterable[Anchor]) -> list[Step]:
    """`placements` oldest first, with their versions."""
    made = Step(
        comment.version.number, comment.created_at, MADE, _("made here"), comment.clause_label, comment.own_target
    )
    seen: set[int] = set()
    steps = []
    for anchor in anchors:
        # A person comes after the machine, but where its wording was taken into the text.
        taken = anchor.by_person and anchor.version_id not in seen
        steps.append(_step(anchor, taken=taken and not anchor.lost))
        seen.add(anchor.version_id)
    return [made, *steps]


def _step(anchor: Anchor, *, taken: bool) -> Step:
    return Step(
        anchor.version.number,
        anchor.at,
        anchor.state,
        _("its proposed wording went into the text") if taken else anchor.words,
        anchor.clause_label,
        anchor.target,
        anchor.office,
        not anchor.by_person,
        anchor.score,
        anchor.further_steps,
    )
