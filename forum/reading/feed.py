"""What is told of the public record outside of its pages, by feeds and mails: in one line an entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from forum.events import EVENTS
from forum.models import LedgerEntry

LENGTH = 50


@dataclass
class Item:
    """An entry with its page; of what comes by the dozen the day's newest, which stands for `times` of them."""

    entry: LedgerEntry
    page: Any
    times: int = 1


def title_of(item: Item) -> str:
    told = f"{item.page.title}: {item.entry.actor_label or _('The system')} {item.entry.sentence}"
    return f"{told} ({item.times}×)" if item.times > 1 else told


def fold(items: Iterable[Item]) -> list[Item]:
    """Newest first; a page's daily entries of one kind and day are one item."""
    found: dict[Any, Item] = {}
    for item in items:
        entry, day = item.entry, timezone.localdate(item.entry.at)
        key = (entry.verb, item.page.pk, day) if EVENTS[entry.verb].daily else entry.seq
        if key in found:
            found[key].times += 1
        else:
            found[key] = item
    return list(found.values())[:LENGTH]
