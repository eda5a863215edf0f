"""Who spoke, and how long: for the room, for the record, for the minutes."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from forum.models import MeetingPage, Speech


@dataclass(frozen=True, slots=True)
class GroupTime:
    """What the people of one sector have used; `group` is its slug, 'public' for citizens."""

    group: str
    label: str
    speeches: int
    seconds: float


def group_label(speech: Speech) -> str:
    return str(speech.sector) if speech.sector else gettext("the public")


def time_by_group(speeches: Iterable[Speech], now: datetime.datetime) -> list[GroupTime]:
    """Whoever used most comes first."""
    found: dict[str, GroupTime] = {}
    for speech in speeches:
        if speech.began_at is None:
            continue
        so_far = found.get(speech.group) or GroupTime(speech.group, group_label(speech), 0, 0.0)
        found[speech.group] = GroupTime(
            so_far.group, so_far.label, so_far.speeches + 1, so_far.seconds + speech.seconds(now)
        )
    return sorted(found.values(), key=lambda one: (-one.seconds, one.label))


@dataclass(frozen=True, slots=True)
class Spoken:
    """One speech, as minutes may take it over. `organisation` is None for a citizen, `item` for none of the agenda."""

    name: str
    organisation: int | None
    group: str
    item: int | None
    began_at: datetime.datetime
    seconds: int


def speakers_of(meeting: MeetingPage) -> list[Spoken]:
    """Who spoke in a meeting, in order. A speech that is not over is not among them."""
    over = Speech.objects.filter(sitting__meeting=meeting, ended_at__isnull=False).held()
    return [
        Spoken(
            name=speech.label,
            organisation=speech.organisation_id,
            group=speech.group,
            item=speech.item_id,
            began_at=speech.began_at,
            seconds=round((speech.ended_at - speech.began_at).total_seconds()),
        )
        for speech in over.select_related("organisation", "sector")
        if speech.began_at and speech.ended_at
    ]
