"""What is pushed: one frame per entry and audience, the same for push and for replay.

A frame is JSON: {"channel", "seq", "prev", "verb", ...what the verb's renderer adds}. `prev` is the number of the entry
before it on the same channel of the same page, so a reader notices a gap and fetches what it missed by HTTP.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from functools import cache, wraps
from typing import Any, TypeVar

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from forum.audiences import Audience
from forum.live.layer import listening, sending
from forum.models.directory.people import User
from forum.models.ledger import LedgerEntry
from forum.models.memory import Prepared

log = logging.getLogger(__name__)

Renderer = Callable[[LedgerEntry, str], dict[str, Any]]
RENDERERS: dict[str, Renderer] = {}
Message = tuple[str, dict[str, Any]]
Part = TypeVar("Part")

CONTROL_GROUP = "live.control"
PUSH_SECONDS = 2.0
LOOK_BACK = 10


def renders(*verbs: str) -> Callable[[Renderer], Renderer]:
    """Register the function that turns an entry into a frame's content for one channel (audience)."""

    def register(renderer: Renderer) -> Renderer:
        RENDERERS.update(dict.fromkeys(verbs, renderer))
        return renderer

    return register


def found_together(find: Callable[[list[LedgerEntry]], Mapping[int, Part]]) -> Callable[[LedgerEntry], Part]:
    """Find something for all entries that are drawn together, and keep it for the frames of the other channels.

    `find` answers by the number of the entry, for those of the entries that it is about."""

    @wraps(find)
    def found(entry: LedgerEntry) -> Part:
        if find not in entry.frame_parts:
            parts = find(entry.drawn_with)
            for one in entry.drawn_with:
                one.frame_parts[find] = parts.get(one.seq)
        part: Part = entry.frame_parts[find]
        return part

    return found


def group_of(page_id: int, channel: str, language: str = "") -> str:
    """The name of the group on the channel layer. The site's own language is not part of the name."""
    spoken = "" if language in ("", settings.LANGUAGE_CODE) else f".{language}"
    return f"page.{page_id}.{channel.replace(':', '-')}{spoken}"


def groups_of(page_id: int, audience: str) -> Iterator[str]:
    """All groups that get an entry for this audience, in every language that may be read."""
    for channel in Audience(audience).readers:
        for language, _ in settings.LANGUAGES:
            yield group_of(page_id, channel, language)


def entries_for(page_id: int, channel: str) -> QuerySet[LedgerEntry]:
    """The entries that make up one channel of a page, in order."""
    audiences = Audience(channel).reads
    return LedgerEntry.objects.filter(page_id=page_id, audience__in=audiences, verb__in=RENDERERS).order_by("seq")


def last_seq(page_id: int, channel: str) -> int:
    return next(iter(last_of(channel)(page_id)), 0)


@cache
def last_of(channel: str) -> Prepared[int]:
    """The number of the last entry of a channel of a page, as a question."""

    def ask(page_id: Any) -> QuerySet[LedgerEntry, int]:
        return entries_for(page_id, channel).order_by("-seq").values_list("seq", flat=True)[:1]

    return Prepared(ask)


def frame(entry: LedgerEntry, channel: str, prev: int | None = None) -> dict[str, Any]:
    """One entry as one audience may see it. The same for push and for replay; who knows `prev` may say so.

    Whoever wrote it is answered with the frame that was drawn for all."""
    key = (frame, channel, translation.get_language())
    if key not in entry.frame_parts:
        content = RENDERERS[entry.verb](entry, channel)
        if prev is None:
            prev = seq_before(entry, channel)
        entry.frame_parts[key] = {"channel": channel, "seq": entry.seq, "prev": prev, "verb": entry.verb, **content}
    drawn: dict[str, Any] = entry.frame_parts[key]
    return drawn


def seq_before(entry: LedgerEntry, channel: str) -> int:
    """The number of the entry before this one on a channel. The last few entries of the page answer this for most
    channels."""
    recent, audiences = _recent(entry), Audience(channel).reads
    found = next((seq for seq, audience, verb in recent if audience in audiences and verb in RENDERERS), 0)
    if not found and len(recent) == LOOK_BACK:
        earlier = entries_for(entry.page_id or 0, channel).filter(seq__lt=entry.seq)
        found = earlier.order_by("-seq").values_list("seq", flat=True).first() or 0
    return found


# The entries of a page before one of them, the newest first.
_BEFORE: Prepared[tuple[int, str, str]] = Prepared(
    lambda page, seq: (
        LedgerEntry.objects.filter(page_id=page, seq__lt=seq)
        .order_by("-seq")
        .values_list("seq", "audience", "verb")[:LOOK_BACK]
    )
)


def _recent(entry: LedgerEntry) -> list[tuple[int, str, str]]:
    if _recent not in entry.frame_parts:
        entry.frame_parts[_recent] = _BEFORE(entry.page_id, entry.seq)
    found: list[tuple[int, str, str]] = entry.frame_parts[_recent]
    return found


def publish(entry: LedgerEntry) -> None:
    """Push an entry to the readers of its page once the change is committed."""
    if entry.verb in RENDERERS and entry.page_id:
        # A lambda: Django names the callback when it reports an error, and a partial has no name.
        transaction.on_commit(lambda: _announce(entry), robust=True)


def revoke(user: User) -> None:
    """Close the open sockets of somebody whose rights changed; they come back with what they may see now."""
    message = (CONTROL_GROUP, {"type": "revoke", "user": user.pk})
    transaction.on_commit(lambda: _send([message]), robust=True)


def publish_state(page_id: int, channels: Iterable[str], draw: Callable[[str], dict[str, Any]]) -> None:
    """Push how something on a page stands now, once the change is committed: what moves too fast for the ledger.

    `draw` gives the frame for a channel; its `seq` is the number of the state, its `prev` 0. Each holds all of the
    state, so the newest is enough, and what was missed is the newest (docs/live.md)."""
    transaction.on_commit(lambda: _push(page_id, tuple(channels), draw), robust=True)


def _announce(entry: LedgerEntry) -> None:
    _push(entry.page_id or 0, Audience(entry.audience).readers, lambda channel: frame(entry, channel))


def _push(page_id: int, channels: Iterable[str], draw: Callable[[str], dict[str, Any]]) -> None:
    """A frame for each channel, in each language in which somebody reads the page now; in none where nobody does."""
    wanted = {
        group_of(page_id, channel, language): (channel, language)
        for language, _ in settings.LANGUAGES
        for channel in channels
    }
    messages = []
    for group in _heard(list(wanted)):
        channel, language = wanted[group]
        with translation.override(language):
            messages.append(_message(group, draw(channel)))
    if messages:
        _send(messages)


def _message(group: str, shown: dict[str, Any]) -> Message:
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    return group, {"type": "frame", "group": group, "seq": shown["seq"], "text": text}


def _heard(groups: list[str]) -> list[str]:
    heard = _run(listening.heard(groups), groups) or ()
    return [group for group in groups if group in heard]


def _send(messages: list[Message]) -> None:
    _run(_send_all(messages), [group for group, _ in messages])


def _run(work: Coroutine[Any, Any, Part], groups: list[str]) -> Part | None:
    """Ask or send the channel layer and ignore errors: readers fetch what they missed by number, and a broken or slow
    layer must not break the change itself."""
    try:
        return sending.run(_in_time(work))
    except ConnectionError:  # the layer is away, and has said so once for all
        return None
    except Exception:
        log.warning("Could not push to %s", groups, exc_info=True)
        return None


async def _in_time(work: Coroutine[Any, Any, Part]) -> Part:
    async with asyncio.timeout(PUSH_SECONDS):
        return await work


async def _send_all(messages: list[Message]) -> None:
    layer = get_channel_layer()
    for group, message in messages:
        await layer.group_send(group, message)
