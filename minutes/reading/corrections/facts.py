"""What changed beside the words of minutes, in words."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import Organisation, Post
from minutes.models import Attendance, MinutesPage, content
from minutes.models.items.facts import ATTENDANCE, FACTS, Facts

Names = Mapping[str, Mapping[int, str]]
Content = Mapping[str, Any]


def changed_facts(text: MinutesPage, before: Content, now: Content) -> Iterator[tuple[str, str, str]]:
    """Place, words before, words now. What was circulated before facts were kept tells of none; what is hidden, or
    blacked out as a whole, keeps its facts to itself."""
    old, new = _facts(before), _facts(now)
    differing = [part for part in {**old, **new} if old.get(part) != new.get(part)] if old else []
    shown = [part for part in differing if part.startswith(ATTENDANCE) or not content.out_of_sight(text, part)]
    names = _names(shown, old, new) if shown else {}
    for part in shown:
        was, becomes = (text.blackout.words(_in_words(part, one.get(part), names)) for one in (old, new))
        yield _place(text, part), was, becomes


def _facts(told: Content) -> dict[str, Facts]:
    return {part.removeprefix(FACTS): facts for part, facts in told.items() if part.startswith(FACTS)}


def _place(text: MinutesPage, part: str) -> str:
    if part.startswith(ATTENDANCE):
        return str(capfirst(_("attendance")))
    return content.place_of(text, part)


def _in_words(part: str, facts: Facts | None, names: Names) -> str:
    if facts is None:  # the row is not there
        return ""
    relation, _colon, key = part.partition(":")
    return "; ".join(filter(None, _WORDS[relation](key, facts, names)))


def _attendance(key: str, facts: Facts, names: Names) -> Iterator[str]:
    status, people, capacity = facts
    counted = ngettext("%(n)d person", "%(n)d people", people) % {"n": people} if people else ""
    yield f"{names['organisations'].get(int(key), '–')}: {Attendance.Status(status).label}"
    yield counted
    yield capacity


def _input(key: str, facts: Facts, names: Names) -> Iterator[str]:
    (said_by,) = facts
    yield _("said by %(organisation)s") % {"organisation": names["organisations"].get(said_by, "–")} if said_by else ""


def _decision(key: str, facts: Facts, names: Names) -> Iterator[str]:
    dissent, review = facts
    yield _("did not agree: %(who)s") % {"who": dissent} if dissent else ""
    yield _("to be reviewed on %(day)s") % {"day": _day(review)} if review else ""


def _action(key: str, facts: Facts, names: Names) -> Iterator[str]:
    owners, posts, due, links = facts
    in_charge = [names["organisations"].get(pk, "–") for pk in owners] + [names["posts"].get(pk, "–") for pk in posts]
    yield _("in charge: %(who)s") % {"who": ", ".join(in_charge)} if in_charge else ""
    yield _("until %(date)s") % {"date": _day(due)} if due else ""
    yield from links


_WORDS: dict[str, Callable[[str, Facts, Names], Iterator[str]]] = {
    ATTENDANCE: _attendance,
    "inputs": _input,
    "decisions": _decision,
    "action_items": _action,
}


def _day(day: str) -> str:
    return date_format(datetime.date.fromisoformat(day), "j F Y")


def _names(parts: list[str], *told: Mapping[str, Facts]) -> Names:
    organisations, posts = set(), set()
    for part in parts:
        relation, _colon, key = part.partition(":")
        if relation == ATTENDANCE:
            organisations.add(int(key))
        for facts in filter(None, (one.get(part) for one in told)):
            if relation == "inputs":
                organisations.add(facts[0])
            if relation == "action_items":
                organisations.update(facts[0])
                posts.update(facts[1])
    return {
        "organisations": {pk: one.label for pk, one in Organisation.objects.in_bulk(organisations - {None}).items()},
        "posts": {pk: one.label for pk, one in Post.objects.in_bulk(posts).items()} if posts else {},
    }
