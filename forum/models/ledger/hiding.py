"""What every hiding has in common, whatever its words are of: why, by whom, what became of it, what stands in the gap.

One person wants words hidden; another one decides. Personal data can go at once, and come back unless that one confirms
it in time. A model of its own names the words; the rows are only ever added (`forum.ledger.hiding`).
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.ledger.acts import Act

# What stands in a row whose words are erased; its readers see the gap.
ERASED = "[…]"


class Why(models.TextChoices):
    """Why words on record may be hidden. For what else they could be unwelcome they stay."""

    PERSONAL_DATA = "personal_data", _("contains personal data")
    ABUSE = "abuse", _("insults a person or threatens")
    UNLAWFUL = "unlawful", _("is against the law")


class State(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    PROVISIONAL = "provisional", _("hidden for the time being")
    CONFIRMED = "confirmed", _("hidden")
    REFUSED = "refused", _("not hidden")
    LAPSED = "lapsed", _("shown again: nobody else confirmed it in time")
    LIFTED = "lifted", _("shown again")
    ERASED = "erased", _("hidden and erased")


class Step(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")
    LAPSED = "lapsed", _("lapsed")
    LIFTED = "lifted", _("shown again")
    OBJECTED = "objected", _("objection")
    UPHELD = "upheld", _("stays hidden after the objection")
    ERASED = "erased", _("erased")


DECIDED = (Step.CONFIRMED, Step.REFUSED, Step.LAPSED)
ENDED = (Step.LIFTED, Step.ERASED)
IN_FORCE = (State.PROVISIONAL, State.CONFIRMED, State.ERASED)


def state_of(*, provisional: bool, at: datetime.datetime, steps: Collection[str]) -> State:
    """By the steps that were taken, whatever else was said; what nobody confirmed in time has lapsed by itself."""
    for state in (State.ERASED, State.LIFTED, State.CONFIRMED, State.REFUSED, State.LAPSED):
        if state in steps:
            return state
    if not provisional:
        return State.PROPOSED
    return State.PROVISIONAL if clock.now() < at + confirmed_within() else State.LAPSED


def confirmed_within() -> datetime.timedelta:
    return datetime.timedelta(days=settings.HIDING_CONFIRMED_WITHIN_DAYS)


class Hiding(Act):
    """One person wants words hidden: on the word of a second one, or, of personal data, at once until that one decides.

    `note` is for those who decide and is not published. Its steps are rows of a `HidingStep`, related as `steps`.
    """

    reason = models.CharField(_("reason"), max_length=20, choices=Why.choices)
    note = models.TextField(_("explanation"))
    provisional = models.BooleanField(_("hidden at once"), default=False)

    class Meta:
        abstract = True

    @property
    def state(self) -> State:
        return state_of(provisional=self.provisional, at=self.at, steps=self._taken)

    @property
    def is_open(self) -> bool:
        """Waits for the second person."""
        return self.state in (State.PROPOSED, State.PROVISIONAL)

    @property
    def has_open_objection(self) -> bool:
        """Somebody objected, and nobody has said since then that the words stay hidden."""
        said = [step for step in self._taken if step in (Step.OBJECTED, Step.UPHELD)]
        return bool(said) and said[-1] == Step.OBJECTED

    @property
    def lapses_at(self) -> datetime.datetime:
        return self.at + confirmed_within()

    @property
    def _taken(self) -> list[str]:
        return [step.step for step in self.steps.all()]  # type: ignore[attr-defined]


class HidingStep(Act):
    """What became of it. `words` are the reason of a decision, or the objection."""

    step = models.CharField(max_length=10, choices=Step.choices)
    words = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.get_step_display()


def decided_and_ended_once(relation: str, prefix: str) -> list[models.BaseConstraint]:
    """For the steps of a hiding: nobody decides twice, and it ends once."""
    once = {f"{prefix}_decided_once": DECIDED, f"{prefix}_ended_once": ENDED}
    return [
        models.UniqueConstraint(fields=[relation], condition=models.Q(step__in=[*map(str, steps)]), name=name)
        for name, steps in once.items()
    ]


def only_personal_data_at_once(name: str) -> models.CheckConstraint:
    at_once = models.Q(provisional=False) | models.Q(reason=Why.PERSONAL_DATA)
    return models.CheckConstraint(condition=at_once, name=name)


def require_possible(earlier: Iterable[Hiding], *, reason: str, at_once: bool) -> None:
    """Raises ValidationError without a reason of the list, on what is proposed or hidden already by one of the
    `earlier` hidings, and on hiding at once what is no personal data or was hidden so before: nobody keeps words out of
    sight alone."""
    earlier = list(earlier)
    if reason not in Why.values:
        raise ValidationError({"reason": gettext("Choose one of the reasons.")})
    if any(one.is_open or one.state in (State.CONFIRMED, State.ERASED) for one in earlier):
        raise ValidationError(gettext("This is proposed or hidden already."))
    if at_once and reason != Why.PERSONAL_DATA:
        raise ValidationError({"at_once": gettext("Only personal data is hidden before a second person has decided.")})
    if at_once and any(one.provisional for one in earlier):
        raise ValidationError(
            {"at_once": gettext("This was hidden at once before. Now a second person decides first.")}
        )


def require_open(hiding: Hiding) -> None:
    if not hiding.is_open:
        raise ValidationError(gettext("This was decided meanwhile, or the time for it is over."))


HidingT = TypeVar("HidingT", bound=Hiding)


def undecided(hidings: QuerySet[HidingT]) -> QuerySet[HidingT]:
    """About which nobody has decided, in time or not."""
    return hidings.exclude(steps__step__in=DECIDED)


def may_lapse(hiding: Hiding) -> bool:
    """Hidden at once, not confirmed in time, and that is not recorded yet."""
    return hiding.state == State.LAPSED and not any(step.step in DECIDED for step in hiding.steps.all())  # type: ignore[attr-defined]


# --- what stands in place of hidden words


@dataclass(frozen=True, slots=True)
class Objection:
    """What the organisation that wrote them says to the hiding of its words; `entry` is the number of its entry."""

    entry: int
    words: str
    office: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """`entry` is the number of the entry that told the hiding."""

    hiding: int
    entry: int
    reason: str
    office: str
    at: datetime.datetime
    state: State
    objections: tuple[Objection, ...] = ()

    def __str__(self) -> str:
        words = {
            State.PROVISIONAL: gettext("Hidden for the time being: %(reason)s — %(office)s, %(day)s"),
            State.CONFIRMED: gettext("Hidden: %(reason)s — %(office)s, %(day)s"),
            State.ERASED: gettext("Hidden and erased: %(reason)s — %(office)s, %(day)s"),
        }[self.state]
        return words % {
            "reason": Why(self.reason).label,
            "office": self.office or gettext("Secretariat"),
            "day": self.day,
        }

    @property
    def day(self) -> str:
        return date_format(localtime(self.at), "j F Y")


OF_HIDING = ("pk", "seq", "reason", "provisional", "office", "at")
OF_STEP = ("step", "seq", "office", "at", "words")


def hiding_lines(rows: QuerySet[Any], *names: str, hiding: str = "") -> QuerySet[Any, tuple[Any, ...]]:
    """For `gaps_in_force`: what `names` tell of a row, then its hiding with each of its steps; `hiding` leads from the
    row to its hiding, if that is another."""
    prefix = f"{hiding}__" if hiding else ""
    of_hiding = [f"{prefix}{name}" for name in OF_HIDING]
    of_step = [f"{prefix}steps__{name}" for name in OF_STEP]
    return rows.order_by(f"{prefix}pk", f"{prefix}steps__pk").values_list(*names, *of_hiding, *of_step)


def gaps_in_force(lines: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], Gap]:
    """What is out of sight now, by what `hiding_lines` tell of a row."""
    found: defaultdict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for line in lines:
        found[line[: -len(OF_STEP)]].append(line[-len(OF_STEP) :])
    gaps = {
        told[: -len(OF_HIDING)]: _gap(*told[-len(OF_HIDING) :], steps=[step for step in steps if step[0]])
        for told, steps in found.items()
    }
    return {told: gap for told, gap in gaps.items() if gap.state in IN_FORCE}


def _gap(
    pk: int,
    seq: int,
    reason: str,
    provisional: bool,
    office: str,
    at: datetime.datetime,
    *,
    steps: list[tuple[Any, ...]],
) -> Gap:
    state = state_of(provisional=provisional, at=at, steps=[step for step, *_rest in steps])
    if not provisional:
        # Out of sight since somebody else confirmed it.
        seq, office, at = next(((s, o, a) for step, s, o, a, _words in steps if step == "confirmed"), (seq, office, at))
    said = (Objection(s, words, o, a) for step, s, o, a, words in steps if step == "objected")
    return Gap(pk, seq, reason, office, at, state, tuple(said))
