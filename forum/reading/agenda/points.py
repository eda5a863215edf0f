"""Numbers, times and the length of an agenda."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import MeetingPage, Point
from forum.models.meetings.agenda import points_of, total


def agenda_of(meeting: MeetingPage) -> list[Point]:
    """The items in their order, each with its number ('1', '1.1') and, where lengths were given, its times."""
    return points_of(list(meeting.agenda_items.all()), meeting.starts_at)


def length_of(meeting: MeetingPage) -> str:
    """'2 hours 20 minutes, 20 minutes longer than planned'; empty if no item has a length."""
    minutes = total(item.line for item in meeting.agenda_items.all())
    if not minutes:
        return ""
    over = minutes - (meeting.ends_at - meeting.starts_at).total_seconds() // 60 if meeting.ends_at else 0
    if over <= 0:
        return in_words(minutes)
    return _("%(length)s, %(over)s longer than planned") % {"length": in_words(minutes), "over": in_words(int(over))}


def in_words(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%d hour", "%d hours", hours) % hours if hours else ""]
    parts.append(ngettext("%d minute", "%d minutes", rest) % rest if rest else "")
    return " ".join(filter(None, parts))
