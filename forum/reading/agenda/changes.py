"""What changed in an agenda since it was announced, in words."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from forum.models import AgendaChange, AgendaPaper, MeetingPage
from forum.models.access import Anyone
from forum.models.invitations.taking_part import takes_part
from forum.models.meetings.agenda.differences import PUBLIC, Difference
from forum.models.memory import Prepared


@dataclass(frozen=True, slots=True)
class ShownChange:
    """`late` says how short before the meeting; empty if it was early enough."""

    at: datetime.datetime
    late: str
    sentences: list[str]


def changes_of(meeting: MeetingPage, user: Anyone) -> list[ShownChange]:
    """The latest first. Of papers that this reader may not have nothing is said."""
    shown = ((change, readable_sentences(change, meeting, user)) for change in AGENDA_CHANGES(meeting.pk))
    return [ShownChange(change.at, _late(change), told) for change, told in shown if told]


AGENDA_CHANGES: Prepared[AgendaChange] = Prepared(lambda meeting: AgendaChange.objects.filter(meeting=meeting))


def readable_sentences(change: AgendaChange, meeting: MeetingPage, user: Anyone) -> list[str]:
    told = [Difference(**one) for one in change.changes]
    return sentences(one for one in told if _is_open(one, meeting) or takes_part(user, meeting))


def _is_open(one: Difference, meeting: MeetingPage) -> bool:
    return one.audience == PUBLIC or (one.audience == AgendaPaper.Audience.UNTIL_OVER and meeting.is_over)


def _late(change: AgendaChange) -> str:
    if not change.is_late:
        return ""
    if not change.days_left:
        return _("late: on the day of the meeting")
    text = ngettext("late: %d day before the meeting", "late: %d days before the meeting", change.days_left)
    return text % change.days_left


def sentences(changes: Iterable[Difference]) -> list[str]:
    return [SENTENCES[one.kind](one) for one in changes]


def _with(text: str) -> Callable[[Difference], str]:
    return lambda one: _(text) % {name: getattr(one, name) for name in ("number", "text", "before", "after")}


def _timed(one: Difference) -> str:
    if not one.after:
        return _("“%(text)s”: how long it takes is open") % {"text": one.text}
    told = {"text": one.text, "after": one.after, "before": one.before}
    if not one.before:
        return _("“%(text)s”: %(after)s minutes") % told
    return _("“%(text)s”: %(after)s minutes instead of %(before)s") % told


def _presented(one: Difference) -> str:
    told = {"text": one.text, "after": one.after or "–", "before": one.before or "–"}
    return _("“%(text)s”: presented by %(after)s, formerly %(before)s") % told


def _linked(one: Difference) -> str:
    told = {"text": one.text, "after": one.after or "–", "before": one.before or "–"}
    return _("“%(text)s”: treated elsewhere under %(after)s, formerly %(before)s") % told


def _paper(text: str) -> Callable[[Difference], str]:
    def told(one: Difference) -> str:
        of = _(" (for %(number)s)") % {"number": one.number} if one.number else ""
        return f"{_(text)}: “{one.text}”{of}"

    return told


SENTENCES: dict[str, Callable[[Difference], str]] = {
    "added": _with(gettext_noop("added: %(number)s “%(text)s”")),
    "dropped": _with(gettext_noop("dropped: “%(text)s”, formerly %(number)s")),
    "renamed": _with(gettext_noop("%(number)s: “%(after)s”, formerly “%(before)s”")),
    "moved": _with(gettext_noop("“%(text)s” is now %(after)s, formerly %(before)s")),
    "timed": _timed,
    "presented": _presented,
    "linked": _linked,
    "paper_added": _paper(gettext_noop("paper added")),
    "paper_dropped": _paper(gettext_noop("paper taken off")),
    "paper_replaced": _paper(gettext_noop("paper replaced")),
}
