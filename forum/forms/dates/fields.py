"""Form fields for dates and times: what was typed is read as Indonesian, or refused in words and left in the field."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from forum import clock
from forum.forms.dates import Begin, DateError, Reason, parse_begin, parse_date, parse_datetime, parse_span
from forum.forms.fields import LinesField
from forum.models import Precision
from forum.models.meetings.vague import days_from, vague_words

WORDS: dict[Reason, Any] = {
    Reason.MONTH: _("“%(typed)s” has no such month. The day comes first, then the month: %(example)s."),
    Reason.DAY: _("There is no such day: “%(typed)s”."),
    Reason.YEAR: _("The year of “%(typed)s” cannot be meant. Write it like this: %(example)s."),
    Reason.WEEKDAY: _("“%(typed)s”: %(date)s is a %(weekday)s. Correct the day of the week or the date."),
    Reason.TIME: _("There is no such time: “%(typed)s”. Write it like this: %(example)s."),
    Reason.ZONE: _("“%(typed)s” is in another time zone. Write the time of this place: %(zone)s."),
    Reason.ORDER: _("“%(typed)s” ends before it begins."),
}
UNREADABLE = _("“%(typed)s” is not a date that can be read. Write it like this: %(example)s.")
SHOWN = 60


def refusal(refused: DateError, typed: str, example: str) -> ValidationError:
    day = refused.day
    params = {
        "typed": typed[:SHOWN],
        "example": example,
        "zone": _zone(),
        "date": date_format(day, "j F Y") if day else "",
        "weekday": date_format(day, "l") if day else "",
    }
    return ValidationError(WORDS.get(refused.reason, UNREADABLE), code="invalid", params=params)


def _zone() -> str:
    return timezone.localtime(clock.now()).strftime("%Z")


class DateField(forms.DateField):
    widget = AdminDateInput
    example = "12-01-2027, 12 Januari 2027"

    def to_python(self, value: Any) -> datetime.date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value or None)
        try:
            return parse_date(value)
        except DateError as refused:
            raise refusal(refused, value, self.example) from refused


class DateTimeField(forms.DateTimeField):
    widget = AdminDateTimeInput
    example = "12-01-2027 09.00, 12 Januari 2027 09.00"

    def to_python(self, value: Any) -> datetime.datetime | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value or None)
        try:
            return from_current_timezone(parse_datetime(value, zone=_zone()))
        except DateError as refused:
            raise refusal(refused, value, self.example) from refused


class BeginField(DateTimeField):
    """When a meeting begins, as far as it is known: a `Begin` whose moment is in the current time zone."""

    example = "12 Januari 2027, 09.00; minggu kedua Januari 2027"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["data-reads"] = "begin"

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            begin = parse_begin(value, zone=_zone())
        except DateError as refused:
            raise refusal(refused, value, self.example) from refused
        return Begin(from_current_timezone(begin.at), begin.precision)


class SpansField(LinesField):
    """From when until when, one day on each line: pairs of a start and an end, or None for "until finished"."""

    example = "12 Januari 2027, 09.00–11.00"

    def __init__(self, *, least: int = 0, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(span_in_words(*pair) for pair in value)

    def clean(self, value: Any) -> Any:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        spans = [self._read(line) for line in lines]
        if not self.least <= len(spans) <= self.most:
            told = {"least": self.least, "most": self.most}
            raise ValidationError(_("Write %(least)d to %(most)d lines."), code="count", params=told)
        if len(set(spans)) < len(spans):
            raise ValidationError(_("One of the lines stands there twice."), code="twice")
        return sorted(spans, key=lambda span: span[0])

    def _read(self, line: str) -> tuple[datetime.datetime, datetime.datetime | None]:
        try:
            span = parse_span(line, zone=_zone())
        except DateError as refused:
            raise refusal(refused, line, self.example) from refused
        return from_current_timezone(span.begins), from_current_timezone(span.ends) if span.ends else None


def span_in_words(begins: datetime.datetime, ends: datetime.datetime | None) -> str:
    """As `SpansField` reads it: 'Rabu, 9 Juni 2027, 09.00–11.00 WIB'."""
    start = timezone.localtime(begins)
    until = f"–{date_format(timezone.localtime(ends), 'H.i')}" if ends else ""
    return f"{date_format(start, 'l, j F Y, H.i')}{until} {start.tzname()}"


def in_words(value: datetime.date | Begin) -> str:
    """With the day of the week; a time with its zone. What is not known to the hour, with the days that are meant."""
    if isinstance(value, Begin):
        return _begin_in_words(value)
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "l, j F Y, H.i T")
    return date_format(value, "l, j F Y")


def _begin_in_words(begin: Begin) -> str:
    at = timezone.localtime(begin.at)
    if begin.precision == Precision.HOUR.value:
        return in_words(begin.at)
    days = days_from(at.date(), begin.precision)
    words = vague_words(at.date(), begin.precision)
    if begin.precision == Precision.DAY.value:
        return _("%(date)s, hour not known yet") % {"date": date_format(at, "l, j F Y")}
    return f"{words} ({date_format(days.first, 'j F')} – {date_format(days.last, 'j F Y')})"


def use_in_admin() -> None:
    """Wagtail makes its forms from the fields of models: dates are typed in these."""
    register_form_field_override(models.DateField, override={"form_class": DateField})
    register_form_field_override(models.DateTimeField, override={"form_class": DateTimeField})
