"""The comparison of two versions as a page shows it: in the paper's parts, every change named in words."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.places import places
from decrees.redline import Change, Detail, Redline, State, Summary, compare
from decrees.text import Document, Kind

STATES: dict[State, str | Promise] = {
    State.CHANGED: _("changed"),
    State.ADDED: _("added"),
    State.REMOVED: _("removed"),
    State.MOVED: _("moved"),
    State.MOVED_CHANGED: _("moved and changed"),
}
DETAILS: dict[str, str | Promise] = {
    "title": _("title"),
    "office": _("office"),
    "province": _("province"),
    "number": _("number"),
    "place": _("place of signing"),
    "date": _("date"),
    "signatory": _("name of the signatory"),
    "copies": _("copies to"),
}


PARTS = {Kind.RECITAL: "Menimbang", Kind.CITATION: "Mengingat", Kind.REGARD: "Memperhatikan"}
OPERATIVE = {Kind.DIKTUM, Kind.POINT, Kind.CLOSING}


@dataclass(frozen=True, slots=True)
class Line:
    """One clause of the comparison. `number` counts the changes, 0 where nothing changed; `part` heads those below."""

    change: Change
    part: str
    place: str
    number: int
    state: str | Promise


class Comparison:
    def __init__(self, old: Document, new: Document, *, brief: bool) -> None:
        self.old, self.new, self.brief = old, new, brief

    @cached_property
    def redline(self) -> Redline:
        return compare(self.old, self.new)

    @property
    def summary(self) -> Summary:
        return self.redline.summary

    @property
    def details(self) -> list[tuple[str | Promise, Detail]]:
        return [(DETAILS[detail.name], detail) for detail in self.redline.details]

    @cached_property
    def count(self) -> int:
        return sum(1 for line in self.all_lines if line.number)

    @cached_property
    def all_lines(self) -> list[Line]:
        before, after = places(self.old), places(self.new)
        lines: list[Line] = []
        number = 0
        for change in self.redline.changes:
            changed = change.state is not State.SAME and bool(change.segments)
            number += changed
            place = before.get(change.clause_id, "") if change.state is State.REMOVED else after[change.clause_id]
            part = _part_of(change, place)
            lines.append(Line(change, part, place, number if changed else 0, STATES.get(change.state, "")))
        return lines

    @cached_property
    def lines(self) -> list[Line]:
        return [line for line in self.all_lines if line.change.segments and (line.number or not self.brief)]


def _part_of(change: Change, place: str) -> str:
    """The decree's own word for the part that a clause stands in."""
    if change.kind in OPERATIVE:
        return "MEMUTUSKAN"
    return PARTS.get(change.kind) or place.split(" huruf ")[0].split(" nomor ")[0].upper()
