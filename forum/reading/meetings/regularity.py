"""Whether the forum meets as often as it should: the Open Government Partnership wants at least every six months."""

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forum import clock
from forum.models import MeetingPage, Precision
from forum.models.querysets import Listed

AT_LEAST_EVERY = relativedelta(months=6)
HELD = (MeetingPage.Status.SCHEDULED, MeetingPage.Status.TENTATIVE)
TO_THE_DAY = (Precision.HOUR, Precision.DAY)


@dataclass(frozen=True, slots=True)
class Pause:
    """Since the last meeting that everybody may read of."""

    last: datetime.date

    @property
    def days(self) -> int:
        return (clock.today() - self.last).days

    @property
    def until(self) -> datetime.date:
        """By this day the forum is to meet again."""
        return self.last + AT_LEAST_EVERY

    @property
    def is_too_long(self) -> bool:
        return clock.today() > self.until


def pause() -> Pause | None:
    """None while the forum has not met yet."""
    found = _HELD(AnonymousUser(), clock.now())
    return Pause(timezone.localdate(found[0])) if found else None


_HELD: Listed[datetime.datetime] = Listed(
    lambda user, now: (
        MeetingPage.objects.visible_to(user)
        .filter(starts_at__lte=now, status__in=HELD, precision__in=TO_THE_DAY)
        .order_by("-starts_at")
        .values_list("starts_at", flat=True)[:1]
    )
)
