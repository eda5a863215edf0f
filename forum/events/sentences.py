"""What an entry's data says beyond the sentence of its verb: an empty text where the data does not hold it."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

Data: TypeAlias = Mapping[str, Any]


def changes(data: Data) -> str:
    """'moved the meeting from 12 to 14 January 2026; …': what was changed on a published page."""
    changed = data.get("changed", {})
    return "; ".join(filter(None, (tell(*changed[field]) for field, tell in FIELDS.items() if field in changed)))


def _status(before: str, after: str) -> str:
    return {
        "cancelled": _("cancelled the meeting"),
        "postponed": _("postponed the meeting"),
        "tentative": _("marked the date of the meeting as not yet certain"),
        "scheduled": _("confirmed that the meeting is held"),
    }.get(after, "")


def _start(before: str, after: str) -> str:
    """A day that is not known to the hour stands in words: "minggu kedua Juni 2027"."""
    old, new = _local(before), _local(after)
    if old is None or new is None:
        told = {"before": _in_words(before, old), "after": _in_words(after, new)}
        return _("moved the meeting from %(before)s to %(after)s") % told if all(told.values()) else ""
    told = {"before": date_format(old, "H.i"), "after": date_format(new, "H.i"), "day": date_format(new, "j F Y")}
    if old.date() == new.date():
        return _("moved the meeting of %(day)s from %(before)s to %(after)s") % told
    short = "j" if (old.year, old.month) == (new.year, new.month) else "j F Y"
    told = {"before": date_format(old, short), "after": told["day"]}
    return _("moved the meeting from %(before)s to %(after)s") % told


def _in_words(written: str, moment: datetime.datetime | None) -> str:
    return date_format(moment, "j F Y, H.i") if moment else written


def _room(before: str, after: str) -> str:
    return _("moved the meeting from “%(before)s” to “%(after)s”") % {"before": before, "after": after}


def _address(before: str, after: str) -> str:
    told = {"before": _in_one_line(before), "after": _in_one_line(after)}
    return _("changed the address from “%(before)s” to “%(after)s”") % told


def _summary(before: str, after: str) -> str:
    """What it is about now stands on the page."""
    if not before:
        return _("said what the meeting is about")
    return _("changed what the meeting is about; before: “%(before)s”") % {"before": _in_one_line(before)}


def _in_one_line(words: str) -> str:
    return " ".join(words.split())


def _title(before: str, after: str) -> str:
    return _("changed the title from “%(before)s” to “%(after)s”") % {"before": before, "after": after}


def _team(before: str | None, after: str | None) -> str:
    if not after:
        return _("made the meeting one of the whole forum, no longer of %(before)s") % {"before": before}
    return _("made the meeting one of %(after)s") % {"after": after}


def _openness(before: bool, after: bool) -> str:
    return _("opened the invitation to the public") if after else _("closed the invitation to the public")


def _registration(before: str | None, after: str | None) -> str:
    until = _local(after)
    if until is None:
        return _("lifted the day until which one may register")
    return _("let people register until %(day)s") % {"day": date_format(until, "j F Y, H.i")}


def _local(moment: str | None) -> datetime.datetime | None:
    parsed = parse_datetime(moment) if moment else None
    return timezone.localtime(parsed) if parsed else None


# In the order in which they are told.
FIELDS: dict[str, Callable[[Any, Any], str]] = {
    "status": _status,
    "starts_at": _start,
    "room": _room,
    "address": _address,
    "team": _team,
    "is_open": _openness,
    "registration_until": _registration,
    "title": _title,
    "summary": _summary,
}


def told_file(data: Data) -> str:
    """Which one, where it stands on a page for everybody."""
    return _("replaced the file “%(title)s” with another") % data if "title" in data else ""


def named_secretariat(data: Data) -> str:
    """Which organisation is the secretariat now, and which was before."""
    if "secretariat" not in data:
        return ""
    before, after = data["secretariat"]
    if not after:
        return _("named no secretariat any more")
    if not before:
        return _("named %(after)s the secretariat") % {"after": after}
    return _("named %(after)s the secretariat in place of %(before)s") % {"before": before, "after": after}


def told_answer(data: Data) -> str:
    """An answer that came past the site, and who is said to have given it."""
    ways = {
        "phone": _("recorded the answer that %(organisation)s gave by phone"),
        "letter": _("recorded the answer that %(organisation)s gave by letter"),
        "message": _("recorded the answer that %(organisation)s gave by message"),
        "link": _("answered by the link that was mailed to %(organisation)s"),
        "handed": _("answered by the link that the secretariat handed over to %(organisation)s"),
        "spoken": _("recorded the answer that %(organisation)s gave in person"),
        "calendar": _("answered the invitation by a calendar program"),
    }
    sentence = ways.get(data.get("way", ""))
    return sentence % data if sentence else ""


def told_link(data: Data) -> str:
    """To whom the secretariat gives a link."""
    return _("took the link by which %(organisation)s answers without signing in, to hand it over") % data
