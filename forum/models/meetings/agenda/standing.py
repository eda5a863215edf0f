"""The items that every meeting begins with, as the forum's settings name them."""

from forum.models.meetings.agenda.items import AgendaItem
from forum.models.meetings.agenda.typed import read_lines
from forum.models.settings import ForumSettings


def standing_items() -> list[AgendaItem]:
    local = ForumSettings.objects.first() or ForumSettings()
    return [AgendaItem(sort_order=order, **one._asdict()) for order, one in enumerate(read_lines(local.standing_items))]
