"""How a follow-up stands, by the newest report on it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import Link
from forum.models.memory import Asked, Prepared
from minutes.models import ActionItem, ActionReport, ActionState
from minutes.models.items.actions import CLOSED
from minutes.reading.actions.elsewhere import Treated, treated_elsewhere

TONES = {
    ActionState.OPEN: "warn",
    ActionState.RUNNING: "live",
    ActionState.DONE: "ok",
    ActionState.CANCELLED: "",
}


@dataclass(frozen=True, slots=True)
class Standing:
    state: ActionState
    days_late: int

    @classmethod
    def of(cls, item: ActionItem, state: str) -> "Standing":
        known = ActionState(state)
        return cls(known, 0 if known in CLOSED else item.days_late())

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def label(self) -> str:
        if not self.days_late:
            return str(self.state.label)
        late = ngettext("%(n)d day late", "%(n)d days late", self.days_late) % {"n": self.days_late}
        return late if self.state == ActionState.OPEN else f"{self.state.label}, {late}"

    @property
    def tone(self) -> str:
        return "bad" if self.days_late else TONES[self.state]


@dataclass(frozen=True)
class ActionRow:
    """`owners` as the minutes or the list name them, the one that answers for it first; `reports` from the first on."""

    item: Any
    owners: Sequence[Any]
    posts: Sequence[str]
    reports: Sequence[ActionReport] = field(default_factory=list)
    may_report: bool = False
    links: Sequence[Link] = ()

    def __post_init__(self) -> None:
        for report in self.reports:
            report.minutes = self.item.minutes

    @property
    def newest(self) -> ActionReport | None:
        return self.reports[-1] if self.reports else None

    @property
    def standing(self) -> Standing:
        return Standing.of(self.item, self.newest.state if self.newest else ActionState.OPEN)

    @property
    def treated(self) -> list[Treated]:
        return treated_elsewhere(self.links, self.reports)

    @property
    def in_charge(self) -> str:
        return ", ".join([*(one.label for one in self.owners), *self.posts])


def office_label(post: Any) -> str:
    """'Kepala Bidang IKP (Dinas Kominfo)'."""
    return _("%(office)s (%(organisation)s)") % {"office": post.label, "organisation": post.organisation.label}


def reports_in(minutes: Iterable[int]) -> dict[tuple[int, int], list[ActionReport]]:
    """By minutes and number of the follow-up, from the first on; one query."""
    keys = sorted(set(minutes))
    found: defaultdict[tuple[int, int], list[ActionReport]] = defaultdict(list)
    for report in _reports(len(keys))(*keys) if keys else ():
        found[report.minutes_id, report.number].append(report)
    return found


def reports_of(minutes: int) -> Asked:
    """What `reports_in` asks about one page, to be asked with what else the page asks."""
    return _reports(1).of(minutes)


@cache
def _reports(count: int) -> Prepared[ActionReport]:
    names = [f"key{n}" for n in range(count)]
    return Prepared(
        lambda *keys: ActionReport.objects.filter(minutes__page_ptr__id__in=keys).select_related("elsewhere"), names
    )
