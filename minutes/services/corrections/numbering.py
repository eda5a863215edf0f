"""The decisions of approved minutes get their place among all of the year: in order, each once, without a gap."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from minutes.models import DecisionNumber, MinutesPage, NumberedYear, content


def settle_decisions(draft: MinutesPage) -> dict[str, Any]:
    """Part of the approval. What its entry tells: number in the minutes, place and year of each new decision.

    Raises ValidationError while something that was to be decided is neither decided nor put off.
    """
    _require_outcomes(draft)
    fresh = _number(draft)
    return {"decisions": [[one.number, one.place, one.year] for one in fresh]} if fresh else {}


def _require_outcomes(draft: MinutesPage) -> None:
    settled = {one.text for one in draft.outcomes.all() if one.outcome}
    open_ = [item.text for item in content.to_be_decided(draft.held_meeting) if item.text not in settled]
    if open_:
        raise ValidationError(
            _("Say first what became of “%(item)s”: decided, noted or postponed. Then circulate the minutes again."),
            params={"item": open_[0]},
        )


def _number(draft: MinutesPage) -> list[DecisionNumber]:
    """Whoever approves other minutes waits, and sees what was given."""
    known = set(DecisionNumber.objects.filter(minutes=draft.pk).values_list("number", flat=True))
    fresh = [one.number for one in content.stored_items(draft, "decisions") if one.number not in known]
    if not fresh:
        return []
    year = timezone.localtime(draft.held_meeting.starts_at).year
    NumberedYear.objects.get_or_create(year=year)
    counted = NumberedYear.objects.select_for_update().get(year=year)
    rows = [
        DecisionNumber(minutes_id=draft.pk, number=number, year=year, place=place)
        for place, number in enumerate(fresh, counted.last + 1)
    ]
    DecisionNumber.objects.bulk_create(rows)
    NumberedYear.objects.filter(pk=counted.pk).update(last=counted.last + len(rows))
    return rows
