"""When a meeting is: to the hour, on several days, or as far as it is known."""

import datetime
import itertools
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.meetings.vague import Precision, days_from, vague_words

ZONES = [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]


class Session(NamedTuple):
    """One day of a meeting; the last moment is None where it lasts until finished."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime | None


def instant(at: datetime.datetime | None) -> str:
    """The same spelling for the same moment, whatever time zone it was typed in; empty for none."""
    return at.astimezone(datetime.UTC).isoformat() if at else ""


class Timed:
    """What is said of the days of a meeting, whether it is a page or was frozen or announced as one.

    `ends_at` is the end of its last day. Of what is not known to the hour, `starts_at` and `ends_at` are the first and
    the last moment of the days that are meant.
    """

    starts_at: Any
    ends_at: Any
    precision: str
    zone: str
    days: list[list[str]]

    @property
    def is_vague(self) -> bool:
        return self.precision != Precision.HOUR

    @property
    def is_day_known(self) -> bool:
        return self.precision in (Precision.HOUR, Precision.DAY)

    @property
    def tz(self) -> datetime.tzinfo:
        return ZoneInfo(self.zone) if self.zone else timezone.get_default_timezone()

    @property
    def sessions(self) -> list[Session]:
        """Day by day; a meeting over night is one."""
        if self.days and not self.is_vague:
            return [Session(*map(datetime.datetime.fromisoformat, one)) for one in self.days]
        return [Session(self.starts_at, self.ends_at)]

    @property
    def first_day(self) -> datetime.date:
        """As the place of the meeting counts it."""
        begins: datetime.datetime = self.starts_at
        return begins.astimezone(self.tz).date()


class When(Timed, models.Model):
    starts_at = models.DateTimeField(
        _("start"),
        help_text=_("9 Juni 2027, 09.00. As far as it is known: 9 Juni 2027, minggu kedua Juni 2027, akhir Juni 2027."),
    )
    ends_at = models.DateTimeField(_("end"), null=True, blank=True, help_text=_("Leave empty for 'until finished'."))
    zone = models.CharField(
        _("time zone"),
        max_length=20,
        blank=True,
        choices=[("", _("that of this site")), *ZONES],
        help_text=_("Of the place of the meeting: its hours are typed and shown in it."),
    )
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.HOUR, editable=False)
    days = models.JSONField(_("further days"), default=list, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if not self.starts_at:
            return
        if self.is_vague:
            self.days, self.ends_at = [], self._end_of(days_from(self.first_day, self.precision).last)
        elif self.days and any(ends <= starts for starts, ends in self._bounds()):
            raise ValidationError({"days": _("Each day ends after it starts, and before the next one.")})

    def _bounds(self) -> list[tuple[datetime.datetime, datetime.datetime]]:
        """Of each day, and of the time between one and the next."""
        moments = [at for one in self.sessions for at in one if at]
        return list(itertools.pairwise(moments))

    def _end_of(self, day: datetime.date) -> datetime.datetime:
        return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(0), tzinfo=self.tz)

    def set_date(self, starts_at: datetime.datetime, ends_at: datetime.datetime | None) -> None:
        """One day, to the hour."""
        self.starts_at, self.ends_at, self.precision, self.days = starts_at, ends_at, Precision.HOUR, []

    @property
    def told_start(self) -> str:
        """For the record: the moment, or the words for what is not known to the hour."""
        begins: datetime.datetime = self.starts_at
        return vague_words(self.first_day, self.precision) if self.is_vague else begins.isoformat()

    @property
    def over_at(self) -> datetime.datetime:
        """'Until finished' lasts, at the longest, until midnight."""
        ends: datetime.datetime | None = self.ends_at
        return ends or self._end_of(self.first_day)

    @property
    def is_over(self) -> bool:
        return self.over_at <= clock.now()
