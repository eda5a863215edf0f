"""A store that is away is left alone for a while, and its absence is told once."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Gauge
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PAUSE_SECONDS = 5.0
REDIS, FILES, SEARCH = "Redis", "The store of files", "The search server"
FAULTS = (RedisError, OSError, asyncio.TimeoutError)
OUTAGES = Counter("mufakat_redis_outages", "How often a process lost Redis (cache and live channel).")
AWAY = Gauge("mufakat_redis_away", "Processes that do without Redis now.", multiprocess_mode="livesum")


class AwayError(ConnectionError):
    """The store does not answer, or did not a moment ago."""

    def __init__(self, store: str) -> None:
        super().__init__(store)
        self.store = store


def _is_fault_of_redis(error: Exception) -> bool:
    return isinstance(error, FAULTS)


class Outage:
    """Whether a store answers. While it does not, one caller in `PAUSE_SECONDS` tries; the others go on without it."""

    def __init__(self, name: str, is_fault: Callable[[Exception], bool]) -> None:
        self.name = name
        self._is_fault = is_fault
        self._lock = threading.Lock()
        self._is_away = False
        self._next_try = 0.0

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """Around each use of the store. Raises AwayError in place of its errors, and at once while it is left alone."""
        if not self._may_try():
            raise AwayError(self.name)
        try:
            yield
        except Exception as error:
            if not self._is_fault(error):
                raise
            self._failed(error)
            raise AwayError(self.name) from error
        self._worked()

    def _may_try(self) -> bool:
        if not self._is_away:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._next_try:
                return False
            self._next_try = now + PAUSE_SECONDS
            return True

    def _failed(self, error: BaseException) -> None:
        with self._lock:
            was_away, self._is_away = self._is_away, True
            self._next_try = time.monotonic() + PAUSE_SECONDS
        if not was_away:
            OUTAGES.inc()
            AWAY.inc()
            log.warning("%s is away, the site goes on without it: %s", self.name, str(error) or type(error).__name__)

    def _worked(self) -> None:
        if not self._is_away:
            return
        with self._lock:
            was_away, self._is_away = self._is_away, False
        if was_away:
            AWAY.dec()
            log.warning("%s is back.", self.name)


_outages: dict[str, Outage] = {}


def outage_of(address: str, *, name: str = REDIS, is_fault: Callable[[Exception], bool] = _is_fault_of_redis) -> Outage:
    """One for all threads of the process. The address may hold a password, so it is not what is told."""
    return _outages.setdefault(address, Outage(name, is_fault))
