"""A meeting is held again and again: by which rule, how often, and on which of the days that follow from it."""

import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.forms.dates.recurrence import Rule, days_after, is_weekend, place_of

MOST = 12
PLACES = {
    1: gettext_lazy("first"),
    2: gettext_lazy("second"),
    3: gettext_lazy("third"),
    4: gettext_lazy("fourth"),
    -1: gettext_lazy("last"),
}


class SeriesForm(forms.Form):
    """`first` is the day of the meeting that is repeated."""

    rule = forms.ChoiceField(label=gettext_lazy("How often"), widget=forms.RadioSelect)
    count = forms.IntegerField(label=gettext_lazy("How many more"), min_value=1, max_value=MOST, initial=5)

    def __init__(self, data: Any = None, *, first: datetime.date) -> None:
        super().__init__(data, initial={"rule": Rule.MONTHLY_BY_WEEKDAY})
        self.first = first
        told = {"weekday": date_format(first, "l"), "place": PLACES[place_of(first)], "day": first.day}
        self.fields["rule"].choices = [  # type: ignore[attr-defined]
            (Rule.WEEKLY, _("every week, on %(weekday)s") % told),
            (Rule.FORTNIGHTLY, _("every two weeks, on %(weekday)s") % told),
            (Rule.MONTHLY_BY_WEEKDAY, _("every month, on the %(place)s %(weekday)s") % told),
            (Rule.MONTHLY_BY_DATE, _("every month, on day %(day)s") % told),
            (Rule.QUARTERLY_BY_WEEKDAY, _("every three months, on the %(place)s %(weekday)s") % told),
        ]

    @property
    def days(self) -> list[tuple[datetime.date, bool]]:
        """Each with whether it is at a weekend."""
        found = days_after(self.first, Rule(self.cleaned_data["rule"]), self.cleaned_data["count"])
        return [(day, is_weekend(day)) for day in found]

    @property
    def chosen(self) -> list[datetime.date]:
        wanted = self.data.getlist("day")  # type: ignore[attr-defined]
        return [day for day, _weekend in self.days if day.isoformat() in wanted]
