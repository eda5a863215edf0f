"""What takes long to count, kept under the ledger's last entry: every change that anybody could see leaves one, so
there is no list of what to throw away (docs/decisions/0012)."""

import datetime
import hashlib
from collections.abc import Callable, Hashable
from typing import TypeVar

from django.core.cache import caches

from forum import clock
from forum.models.ledger.entries import head_digest
from forum.models.memory import remembered

Answer = TypeVar("Answer")
# Whoever writes an entry may have a little left to do: what is counted meanwhile holds no longer.
SETTLES = datetime.timedelta(seconds=3)
# For what is changed past the ledger: in a shell, by a command while the server works.
HOLDS = datetime.timedelta(hours=1)


def kept(name: str, decided_by: Hashable, count: Callable[[], Answer]) -> Answer:
    """What `count` gives, counted once under each head and on each day. `decided_by` is what else decides it, written
    out the same in every process: what was asked for, and the rights of the reader."""
    places, head, now = caches["parts"], remembered(("head",), head_digest), clock.now()
    said = hashlib.sha256(repr((name, decided_by, head, clock.today())).encode()).hexdigest()
    found: tuple[datetime.datetime, Answer] | None = places.get(f"kept:{said}")
    if found is None or found[0] <= now:
        seen: datetime.datetime = places.get_or_set(f"seen:{head}", now) or now
        is_settled = now - seen >= SETTLES
        found = now + (HOLDS if is_settled else SETTLES), count()
        places.set(f"kept:{said}", found)
    return found[1]
