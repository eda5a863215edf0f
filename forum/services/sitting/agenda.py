"""The chair walks along the agenda."""

from django.db import transaction

from forum import clock
from forum.models import AgendaItem, MeetingPage, Sitting, User
from forum.reading.sitting.agenda import items_of
from forum.services.sitting.changing import led


@transaction.atomic
def go_to_item(meeting: MeetingPage, *, item: AgendaItem | None, by: User) -> Sitting:
    """The meeting takes up an item, or with None none any more. Time runs on if it is at that one already."""
    sitting = led(meeting, by)
    _take_up(sitting, item.pk if item else None)
    return sitting


@transaction.atomic
def step(meeting: MeetingPage, *, by: User, back: bool = False) -> Sitting:
    """The next item, or the one before; after the last there is none, before the first it stays."""
    sitting = led(meeting, by)
    keys = [pk for pk, *_ in items_of(meeting)]
    stages = list(sitting.stages.all())
    last = next((stage for stage in reversed(stages) if stage.item_id in keys), None)
    place = keys.index(last.item_id) if last and last.item_id else -1
    is_over = last is not None and last.ended_at is not None
    if back:
        # Back from the end is the last item once more.
        target = place if is_over else max(place - 1, 0)
        _take_up(sitting, keys[target] if keys else None)
    elif place + 1 < len(keys):
        _take_up(sitting, keys[place + 1])
    else:
        _take_up(sitting, None)
    return sitting


def _take_up(sitting: Sitting, item: int | None) -> None:
    now, open_stages = clock.now(), sitting.stages.filter(ended_at=None)
    if item is not None and open_stages.filter(item=item).exists():
        return
    open_stages.update(ended_at=now)
    if item is not None:
        sitting.stages.create(item_id=item, began_at=now)
