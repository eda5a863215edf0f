"""Push after commit: a ledger entry becomes one frame per audience, and every socket of that audience gets it.

A frame is JSON: {"channel", "seq", "prev", "verb", ...what the verb's renderer adds}. `prev` is the number of the entry
before it on the same channel of the same page, so a reader notices a gap and fetches what it missed by HTTP.
"""

import json
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from forum.ledger import MEMBERS, PUBLIC, SECRETARIAT
from forum.models.ledger import LedgerEntry
from forum.models.people import User

log = logging.getLogger(__name__)

Renderer = Callable[[LedgerEntry, str], dict[str, Any]]
RENDERERS: dict[str, Renderer] = {}

# Who reads what: each reader is in exactly one of the first three, and besides in those of their organisations.
READERS = {
    PUBLIC: (PUBLIC, MEMBERS, SECRETARIAT),
    MEMBERS: (MEMBERS, SECRETARIAT),
    SECRETARIAT: (SECRETARIAT,),
}
READS = {
    PUBLIC: (PUBLIC,),
    MEMBERS: (PUBLIC, MEMBERS),
    SECRETARIAT: (PUBLIC, MEMBERS, SECRETARIAT),
}
CONTROL_GROUP = "live.control"


def renders(*verbs: str) -> Callable[[Renderer], Renderer]:
    """Register the function that turns an entry into a frame's content for one channel (audience)."""

    def register(renderer: Renderer) -> Renderer:
        RENDERERS.update(dict.fromkeys(verbs, renderer))
        return renderer

    return register


def group_of(page_id: int, channel: str) -> str:
    return f"page.{page_id}.{channel.replace(':', '-')}"


def publish(entry: LedgerEntry) -> None:
    """Push an entry to the readers of its page once the change is committed."""
    if entry.verb in RENDERERS and entry.page_id:
        transaction.on_commit(partial(_announce, entry), robust=True)


def revoke(user: User) -> None:
    """Close the open sockets of somebody whose rights changed; they come back with what they may see now."""
    transaction.on_commit(partial(_send, CONTROL_GROUP, {"type": "revoke", "user": user.pk}), robust=True)


def _announce(entry: LedgerEntry) -> None:
    for channel in READERS.get(entry.audience, (entry.audience,)):
        _send(group_of(entry.page_id, channel), {"type": "frame", "text": json.dumps(frame(entry, channel))})


def frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    """One entry as one audience may see it. The same for push and for replay."""
    before = LedgerEntry.objects.filter(
        page_id=entry.page_id, audience__in=READS.get(channel, (channel,)), verb__in=RENDERERS, seq__lt=entry.seq
    )
    prev = before.order_by("-seq").values_list("seq", flat=True).first() or 0
    content = RENDERERS[entry.verb](entry, channel)
    return {"channel": channel, "seq": entry.seq, "prev": prev, "verb": entry.verb, **content}


def _send(group: str, message: dict[str, Any]) -> None:
    """A lost push loses nothing: readers fetch by number. So a broken layer never breaks the change itself."""
    try:
        async_to_sync(get_channel_layer().group_send)(group, message)
    except Exception:
        log.warning("Could not push to %s", group, exc_info=True)
