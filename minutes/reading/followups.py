"""Follow-ups of published minutes, for the meetings that come after."""

import datetime
from collections.abc import Sequence

from forum.models.access import Anyone
from forum.reading.agenda.followups import FollowUp, register_followups
from minutes.models import ActionItem


@register_followups
def open_in(meetings: Sequence[int], user: Anyone) -> list[FollowUp]:
    """What is due first stands first; of what has no date, the older."""
    items = ActionItem.objects.visible_to(user).open().filter(minutes__meeting__in=meetings)
    found = list(items.select_related("owner", "minutes__meeting"))
    found.sort(key=lambda one: (one.due_date or datetime.date.max, one.minutes.meeting.starts_at, one.number))
    return [_shown(one) for one in found]


def _shown(item: ActionItem) -> FollowUp:
    return FollowUp(
        text=item.shown_text,
        owner=item.owner.label,
        due=item.due_date,
        is_overdue=item.is_overdue(),
        agreed_at=item.minutes.meeting.starts_at,
        url=f"{item.minutes.url}#tindak-lanjut-{item.number}",
    )
