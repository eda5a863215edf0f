"""Django's sessions in the database, read by SQL that is written once: each request of who is signed in begins so.

It is the `SESSION_ENGINE`. What is written, and when a session ends, is Django's.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.db.models import QuerySet

from forum import clock
from forum.models.memory.prepared import Prepared


def _session(key: Any, now: Any) -> QuerySet[Any]:
    sessions: QuerySet[Any] = SessionStore.get_model_class().objects.filter(session_key=key, expire_date__gt=now)
    return sessions


_SESSION: Prepared[Any] = Prepared(_session)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        found = next(iter(_SESSION(self.session_key, clock.now())), None)
        if found is None:
            self._session_key = None
        return found
