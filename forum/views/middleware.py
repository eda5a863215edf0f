"""Rights end with the day: the first request of a day brings every login's groups in step with its memberships.

What a request has asked about rights it remembers, and forgets when it changes something.
"""

import datetime
import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from forum import clock, services
from forum.models.memory import remembering


class MembershipMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.synced_on: datetime.date | None = None
        self.lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.synced_on != clock.today():
            self._sync()
        return self.get_response(request)

    def _sync(self) -> None:
        """One does it; those who come meanwhile wait, so that nobody reads by the rights of yesterday."""
        with self.lock:
            today = clock.today()
            if self.synced_on != today:
                services.sync_memberships()
                self.synced_on = today


class MemoryMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with remembering():
            return self.get_response(request)
