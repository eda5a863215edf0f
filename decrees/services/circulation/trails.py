"""Where each passage of a comment has stood, version by version: from there the machine looks for its next place."""

from dataclasses import dataclass

from decrees.models import Anchor, Comment
from decrees.text.anchoring.further import FurtherStep
from decrees.text.anchoring.targets import Target


@dataclass(frozen=True, slots=True)
class Stand:
    """The place of a comment on one version, and how certain it is."""

    version_id: int
    target: Target
    label: str
    altered: bool = False
    in_doubt: bool = False
    last_known_clause: str = ""
    # The login and office that struck out the clause, as the comment proposed: then there is no place to look for.
    struck_by: tuple[int | None, str] = (None, "")


def made(comment: Comment) -> Stand:
    return Stand(comment.version_id, comment.own_target, comment.clause_label)


def stood(anchor: Anchor) -> Stand:
    return Stand(
        anchor.version_id,
        anchor.target,
        anchor.clause_label,
        altered=anchor.altered,
        in_doubt=anchor.in_doubt,
        last_known_clause=anchor.last_known_clause,
        struck_by=(anchor.by_id, anchor.office) if anchor.struck else (None, ""),
    )


def further_trails(comment: Comment) -> list[list[Stand]]:
    """Where its further passages were made: each begins a trail of its own."""
    return [[Stand(comment.version_id, one.target, one.label)] for one in comment.further_passages]


def further_stood(version_id: int, step: FurtherStep) -> Stand:
    return Stand(
        version_id,
        step.target,
        step.label,
        altered=step.altered,
        in_doubt=step.in_doubt,
        last_known_clause=step.last_known_clause,
    )


def candidates(trail: list[Stand]) -> list[Stand]:
    """The places from which to look for a comment: its last place. If it has none now, the newest place it had and the
    first."""
    stood = [stand for stand in trail if stand.target.clause]
    return [trail[-1]] if trail[-1].target.clause else [stood[-1], stood[0]]
