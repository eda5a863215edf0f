"""Links typed line by line: a system by its name, the tracking id or the address, and what it is about if somebody
wants to say that. 'LAPOR! 1234567 – jalan rusak di Kapas'; a pasted address tells its system by itself."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum.models.directory.outside.links import HTTPS, LONGEST_LABEL, MOST, Link
from forum.models.directory.outside.systems import OutsideSystem
from forum.models.memory import Prepared, remembered

_SYSTEMS: Prepared[OutsideSystem] = Prepared(lambda: OutsideSystem.objects.all())
_BEFORE_LABEL = " \t–—-|:;,("


def systems_by_code() -> dict[str, OutsideSystem]:
    """All of them, by code; asked for once in a request that reads."""
    return remembered(("systems of others",), lambda: {one.code: one for one in _SYSTEMS()})


def read_links(text: str, held: Iterable[Link] = ()) -> list[Link]:
    """`held` are those that stood there before: their systems may be out of use by now. Raises ValidationError, a
    sentence for each line that cannot be read."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    systems = list(systems_by_code().values()) if lines else []
    known = {link.key for link in held}
    found: dict[tuple[str, str], Link] = {}
    wrong: list[str] = []
    for line in lines:
        try:
            link = _read(line, systems, known)
            found.setdefault(link.key, link)
        except ValueError as refused:
            wrong.append(str(refused))
    if len(found) > MOST:
        wrong.append(_("At most %(n)s of them.") % {"n": MOST})
    if wrong:
        raise ValidationError(wrong)
    return list(found.values())


def standing_links(links: Iterable[Link]) -> list[Link]:
    """With the names that their systems have today, so that what is shown in a form can be read again."""
    stored = list(links)
    systems = systems_by_code() if stored else {}
    return [_renamed(one, systems[one.system].short_name) if one.system in systems else one for one in stored]


def links_in(text: str) -> list[Link]:
    """Tracking ids of systems in use that a sentence names: "… menurut LAPOR! 1234567"."""
    found: list[Link] = []
    for system in (one for one in systems_by_code().values() if one.in_use and one.has_numbers):
        for match in _pattern(system.short_name, anywhere=True).finditer(text):
            number = text[match.end() :].partition(" ")[0].rstrip(".,;:)")
            if system.fits(number):
                found.append(Link(system.code, system.short_name, number))
    return list(dict.fromkeys(found))


def _read(line: str, systems: Sequence[OutsideSystem], known: set[tuple[str, str]]) -> Link:
    link = _pasted(line, systems) if line.startswith(HTTPS) else _named(line, systems)
    system = next(one for one in systems if one.code == link.system)
    if not system.in_use and link.key not in known:
        raise ValueError(_("“%(line)s”: %(name)s is not in use any more.") % {"line": line, "name": system})
    if len(link.label) > LONGEST_LABEL:
        raise ValueError(_("“%(line)s”: say in %(n)s signs what it is about.") % {"line": line, "n": LONGEST_LABEL})
    return link


def _pasted(line: str, systems: Sequence[OutsideSystem]) -> Link:
    address, label = _cut(line)
    for system in systems:
        if system.has_numbers and (number := system.number_in(address)):
            return Link(system.code, system.short_name, number, label=label)
    taking = [one for one in systems if not one.has_numbers and one.takes(address)]
    if len(taking) == 1:
        return Link(taking[0].code, taking[0].short_name, address=address, label=label)
    if taking:
        words = _("“%(line)s”: begin with the name, it may be %(names)s.")
        raise ValueError(words % {"line": line, "names": ", ".join(one.short_name for one in taking)})
    told = {"line": line, "names": _names(systems)}
    raise ValueError(_("“%(line)s”: this address belongs to none of %(names)s.") % told)


def _named(line: str, systems: Sequence[OutsideSystem]) -> Link:
    names = sorted(((name, one) for one in systems for name in {one.short_name, one.name, one.code}), key=_by_length)
    for name, system in names:
        if match := _pattern(name).match(line):
            return _of(system, line, line[match.end() :])
    told = {"line": line, "names": _names(systems)}
    raise ValueError(_("“%(line)s”: it begins with none of %(names)s.") % told)


def _of(system: OutsideSystem, line: str, rest: str) -> Link:
    said, label = _cut(rest)
    if system.has_numbers and (number := said if system.fits(said) else system.number_in(said)):
        return Link(system.code, system.short_name, number, label=label)
    if not system.has_numbers and system.takes(said):
        return Link(system.code, system.short_name, address=said, label=label)
    told = {"line": line, "name": system, "rule": system.rule}
    raise ValueError(_("“%(line)s”: after %(name)s comes %(rule)s.") % told)


def _cut(rest: str) -> tuple[str, str]:
    """What names the matter, and what it is about."""
    said, _space, label = rest.strip().partition(" ")
    label = label.strip().lstrip(_BEFORE_LABEL)
    return said.rstrip(",;:"), label.removesuffix(")") if "(" not in label else label


def _names(systems: Sequence[OutsideSystem]) -> str:
    return ", ".join(one.short_name for one in systems if one.in_use) or "–"


def _by_length(named: tuple[str, OutsideSystem]) -> int:
    return -len(named[0])


def _renamed(link: Link, name: str) -> Link:
    return Link(link.system, name, link.number, link.address, link.label)


@lru_cache(maxsize=256)
def _pattern(name: str, *, anywhere: bool = False) -> re.Pattern[str]:
    """In capitals or not, with or without the mark at its end: LAPOR!, Lapor."""
    words = r"\s+".join(map(re.escape, name.rstrip("!?.:").split()))
    before = r"(?<!\w)" if anywhere else ""
    return re.compile(rf"{before}{words}[!?.]*[:#\s]\s*", re.IGNORECASE)
