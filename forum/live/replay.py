"""The frames that somebody missed: drawn together, and kept for the others who missed them too.

After an outage everybody asks for the same ones. A frame shows how things are now: it is kept for the state of the
record at which it was drawn, so whatever is hidden or changed afterwards is not in what is given out. The minute is
part of that state, because rounds close by themselves.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.cache import caches
from django.utils import translation

from forum import clock
from forum.audiences import Audience
from forum.live.frames import frame, seq_before
from forum.models.ledger import LedgerEntry, head_digest

KEPT_SECONDS = 60
Wanted = tuple[LedgerEntry, str, int]


def replay(entries: list[LedgerEntry], channel_of: Callable[[LedgerEntry], str]) -> list[dict[str, Any]]:
    """One frame for each entry, in order. The entries are all that came on a reader's channels since the first."""
    if not entries:
        return []
    state = f"{head_digest()}:{clock.now():%Y%m%d%H%M}:{translation.get_language()}"
    wanted = {f"frame:{entry.seq}:{channel_of(entry)}:{state}": entry for entry in entries}
    frames: dict[str, dict[str, Any]] = caches["drawn"].get_many(wanted)
    missing = {key: entry for key, entry in wanted.items() if key not in frames}
    if missing:
        before = dict(_numbers_before(entries, channel_of))
        for entry in missing.values():
            entry.drawn_with = list(missing.values())
        drawn = {key: frame(entry, channel_of(entry), before[entry.seq]) for key, entry in missing.items()}
        caches["drawn"].set_many(drawn, KEPT_SECONDS)
        frames |= drawn
    return [frames[key] for key in wanted]


def _numbers_before(entries: list[LedgerEntry], channel_of: Callable[[LedgerEntry], str]) -> Iterator[tuple[int, int]]:
    """Of each entry the number of the one before it on its channel; the database is asked only about the first of
    each."""
    for number, entry in enumerate(entries):
        channel = channel_of(entry)
        audiences = Audience(channel).reads
        earlier = (one.seq for one in reversed(entries[:number]) if one.audience in audiences)
        yield entry.seq, next(earlier, None) or seq_before(entries[0], channel)
