"""Times of the demo: fixed ones in the past, one that is always ahead."""

import datetime
import zoneinfo

from django.conf import settings

from forum import clock


def local(moment: str) -> datetime.datetime:
    """A local time of the forum, e.g. '2017-05-09T13:00'."""
    return datetime.datetime.fromisoformat(moment).replace(tzinfo=zoneinfo.ZoneInfo(settings.TIME_ZONE))


def days_from_now(days: int, hour: int = 9) -> datetime.datetime:
    moment = clock.local_now() + datetime.timedelta(days=days)
    return moment.replace(hour=hour, minute=0, second=0, microsecond=0)
