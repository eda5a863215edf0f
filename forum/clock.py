"""The clock: what time it is for every service, rule and default. The demo alone moves it, to tell what was before.

Read `now()` and `today()` here, never Django's: a moved clock must be moved for all of them.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

# Of one thread or task: a server's other requests go on by the real clock.
_moved: ContextVar[datetime.datetime | None] = ContextVar("moved_clock", default=None)


def now() -> datetime.datetime:
    """This moment, aware and in UTC."""
    return _moved.get() or timezone.now()


def local_now() -> datetime.datetime:
    """This moment in the forum's time zone."""
    return timezone.localtime(now())


def today() -> datetime.date:
    """The forum's date."""
    return timezone.localdate(now())


@contextmanager
def moved_to(moment: datetime.datetime) -> Iterator[datetime.datetime]:
    """Inside, the clock stands at a moment that has passed. Only `cms.demo` may call this.

    Raises ImproperlyConfigured where the settings do not let the clock be moved (production), ValueError for a moment
    to come. That the ledger never goes back in time is checked by the demo.
    """
    if not settings.CLOCK_MAY_BE_MOVED:
        raise ImproperlyConfigured("The clock cannot be moved with these settings (CLOCK_MAY_BE_MOVED).")
    if moment > timezone.now():
        raise ValueError(f"The clock cannot be moved ahead: {moment} is to come.")
    token = _moved.set(moment.astimezone(datetime.UTC))
    try:
        yield moment
    finally:
        _moved.reset(token)
