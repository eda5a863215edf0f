"""One decision of published minutes: its number, how it is cited, what was agreed with it and what came after."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from forum.documents import FORMATS
from forum.documents.spelling import full_date
from forum.models.pages import absolute_reverse
from forum.permissions import Anyone
from minutes import permissions
from minutes.models import Decision, DecisionNumber, MinutesPage, content
from minutes.models.items.dissent import Dissent, NoReasonError
from minutes.models.shown import Shown, shown_of
from minutes.reading import joins, pages


@dataclass(frozen=True)
class OneDecision:
    """`text` is the gap if it is hidden; `official` is empty in minutes approved before decisions had numbers."""

    item: Decision
    official: DecisionNumber | None
    shown: Shown

    @property
    def name(self) -> str:
        if self.official is None:
            return _("Decision %(number)s") % {"number": self.item.number}
        return _("Decision number %(place)s of %(year)s") % {"place": self.official.place, "year": self.official.year}

    @property
    def dissents(self) -> list[Dissent]:
        """What was circulated before it could be read line by line is shown as it is."""
        try:
            return self.item.dissents
        except NoReasonError:
            return [Dissent("", self.item.dissent)]


def decision_of(minutes: MinutesPage, number: int) -> OneDecision | None:
    found = next((one for one in content.items_of(minutes, "decisions") if one.number == number), None)
    official = minutes.decision_numbers.filter(number=number).first()
    return OneDecision(found, official, shown_of(minutes)) if found else None


def citation_of(minutes: MinutesPage, decision: OneDecision) -> str:
    """As one line under a text that refers to it."""
    meeting = decision.shown.meeting
    facts = [decision.name, meeting.title, full_date(minutes.started_at or meeting.starts_at)]
    return f"{', '.join(facts)}, {absolute_reverse('minutes:decision', minutes.pk, decision.item.number)}"


def decision_context(minutes: MinutesPage, decision: OneDecision, user: Anyone) -> dict[str, Any]:
    key = (minutes.pk, decision.item.number)
    return {
        "minutes": minutes,
        "decision": decision,
        "citation": citation_of(minutes, decision),
        "facts": pages.facts_of(minutes, decision.shown, pages.approval_of(minutes, minutes.edition)),
        "actions": pages.actions_of(minutes, user, decision.shown),
        **pages.chain_of(minutes.held_meeting, user),
        "meeting": minutes.held_meeting,
        "led_to": joins.led_to(minutes, decision.item.number, user),
        "may_join": permissions.can_join(user, minutes),
        "downloads": [{"format": one.upper(), "url": reverse("minutes:excerpt", args=[*key, one])} for one in FORMATS],
    }
