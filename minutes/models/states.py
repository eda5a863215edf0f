"""The states of minutes as a table: which step leads from which state to which. Who may take a step is decided in
permissions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    CIRCULATED = "circulated", _("circulated for correction")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")


class Step(models.TextChoices):
    CIRCULATE = "circulate", _("Circulate for correction")
    APPROVE = "approve", _("Approve the minutes")
    PUBLISH = "publish", _("Publish and lock")
    REOPEN = "reopen", _("Reopen")


STEPS: dict[Step, tuple[frozenset[State], State]] = {
    Step.CIRCULATE: (frozenset({State.DRAFT, State.CIRCULATED}), State.CIRCULATED),
    Step.APPROVE: (frozenset({State.CIRCULATED}), State.APPROVED),
    Step.PUBLISH: (frozenset({State.APPROVED}), State.PUBLISHED),
    Step.REOPEN: (frozenset({State.APPROVED, State.PUBLISHED}), State.DRAFT),
}
LOCKED = frozenset({State.APPROVED, State.PUBLISHED})


def allows(state: str, step: Step) -> bool:
    return state in STEPS[step][0]


def after(step: Step) -> State:
    return STEPS[step][1]
