"""Objections that stand, as they are annexed to the minutes; nothing of what is hidden."""

from dataclasses import dataclass

from minutes.models import Approval, Correction, CorrectionStep, MinutesPage, content
from minutes.reading.corrections.standing import corrections_of


@dataclass(frozen=True, slots=True)
class Objection:
    """`organisation`: under whose name it stands, of a guest without one. `quote` is empty for a whole row. `answer` is
    empty if nobody answered; only `reason` says something if it is hidden."""

    organisation: str
    place: str
    quote: str
    proposed: str
    reason: str
    answer: str


def annex_of(minutes: MinutesPage, approval: Approval | None) -> list[Objection]:
    """Of the edition that was approved; without a query if the approval knows of none."""
    if approval is None or not hasattr(approval, "terms") or not approval.terms.standing:
        return []
    return [objection_of(minutes, one) for one in corrections_of(minutes, approval.edition) if not one.is_settled]


def objection_of(minutes: MinutesPage, correction: Correction) -> Objection:
    passage = correction.passage
    place = content.place_of(minutes, passage.part) if passage.part else ""
    if correction.gap:
        return Objection(correction.full_label, place, "", "", str(correction.gap), "")
    rule, row = minutes.blackout, content.out_of_sight(minutes, passage.part)
    said = (row, "") if row else (passage.quote, passage.proposed)
    quote, proposed, reason, answer = map(rule.words, (*said, correction.text, _answer(correction)))
    return Objection(correction.full_label, place, quote, proposed, reason, answer)


def _answer(correction: Correction) -> str:
    answers = (step.words for step in correction.steps.all() if step.step in CorrectionStep.ANSWERS)
    return next(answers, "")
