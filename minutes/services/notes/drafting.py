"""A draft of minutes as notes are put into it: parts are added, found again by their words, changed and removed."""

import datetime
import re
import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.html import escape

from forum.models import Organisation
from forum.models.directory.outside import links_in
from minutes.models import ActionItem, Attendance, Decision, Input, MinutesPage, content
from minutes.text.notes import Kind

Stored = dict[str, Any]  # a part as `TakenPart` keeps it

DISCUSSED = frozenset({Kind.HEADING, Kind.TALK, Kind.STATEMENT, Kind.POINT, Kind.ROW})
_EDITORS_MARKS = re.compile(r' data-block-key="[^"]*"')


class Draft:
    RELATIONS: ClassVar = {
        Kind.INPUT: "inputs",
        Kind.DECISION: "decisions",
        Kind.ACTION: "action_items",
        Kind.ATTENDANCE: "attendance",
    }

    def __init__(self, page: MinutesPage) -> None:
        self.page = page
        self.blocks: list[dict[str, Any]] = list(page.discussion.get_prep_value())
        self.rows = {relation: content.stored_items(page, relation) for relation in self.RELATIONS.values()}

    def finished(self) -> MinutesPage:
        self.page.discussion = self.page.discussion.stream_block.to_python(self.blocks)
        for relation, rows in self.rows.items():
            for place, row in enumerate(rows):
                row.sort_order = place
            getattr(self.page, relation).set(rows)
        return self.page

    def add(self, part: Stored, behind: Sequence[Stored] = ()) -> None:
        """In the discussion behind the last of these that stands there, else at the end."""
        if part["kind"] == Kind.ATTENDANCE and self._is_there(part["organisation"]):
            return
        if part["kind"] not in DISCUSSED:
            row = ROWS[part["kind"]]()
            _write(row, part)
            _link(row, part)
            self._rows_for(part).append(row)
            return
        places = (self._place(one) for one in reversed(behind))
        place = next((place for place in places if place is not None), len(self.blocks) - 1)
        self.blocks.insert(place + 1, {**_block(part), "id": str(uuid.uuid4())})

    def replace(self, before: Stored, after: Stored, behind: Sequence[Stored] = ()) -> bool:
        """False where the words do not stand there as they were taken."""
        if _home(before) != _home(after):
            is_there = self.remove(before)
            if is_there:
                self.add(after, behind)
            return is_there
        place = self._place(before)
        if place is None:
            return False
        if before["kind"] in DISCUSSED:
            self.blocks[place] = {**_block(after), "id": self.blocks[place]["id"]}
            return True
        row = self._rows_for(before)[place]
        _write(row, after)
        _link(row, after, before)
        return True

    def remove(self, part: Stored) -> bool:
        place = self._place(part)
        if place is not None:
            del (self.blocks if part["kind"] in DISCUSSED else self._rows_for(part))[place]
        return place is not None

    def _place(self, part: Stored) -> int | None:
        if part["kind"] in DISCUSSED:
            sought = _block(part)
            same = (place for place, one in enumerate(self.blocks) if _as_taken(one) == sought)
        else:
            same = (place for place, row in enumerate(self._rows_for(part)) if _is(row, part))
        return next(same, None)

    def _is_there(self, organisation: int) -> bool:
        """An organisation has one row: what the door or the editor says of it stays."""
        return any(row.organisation_id == organisation for row in self.rows["attendance"])

    def _rows_for(self, part: Stored) -> list[Any]:
        return self.rows[self.RELATIONS[Kind(part["kind"])]]


def _home(part: Stored) -> str:
    return "discussion" if part["kind"] in DISCUSSED else part["kind"]


def _block(part: Stored) -> dict[str, Any]:
    kind, text = part["kind"], part["text"]
    if kind == Kind.HEADING:
        return {"type": "heading", "value": text[:200]}
    if kind == Kind.STATEMENT:
        value = {"office": part["office"], "organisation": part["organisation"], "text": text}
        return {"type": "statement", "value": value}
    if kind == Kind.ROW:
        return {"type": "table", "value": text}
    return {"type": "paragraph", "value": _points(text) if kind == Kind.POINT else f"<p>{escape(text)}</p>"}


def _points(text: str) -> str:
    """Lists in lists; none begins deeper than one below the point before it. Points that are numbered 1., 2., 3. are
    numbered by the list; other numbers stay words."""
    top: list[_Point] = []
    path: list[list[_Point]] = [top]
    for line in text.split("\n"):
        words = line.lstrip("\t")
        level = min(len(line) - len(words), len(path) - 1)
        path = path[: level + 1]
        path[level].append((words, []))
        path.append(path[level][-1][1])
    return _list(top)


_Point = tuple[str, list[Any]]


def _list(points: list[_Point]) -> str:
    marks = [f"{number}. " for number in range(1, len(points) + 1)]
    numbered = all(words.startswith(mark) for (words, _below), mark in zip(points, marks, strict=True))
    tag = "ol" if numbered else "ul"
    items = (
        f"<li>{escape(words.removeprefix(mark) if numbered else words)}{_list(below) if below else ''}</li>"
        for (words, below), mark in zip(points, marks, strict=True)
    )
    return f"<{tag}>{''.join(items)}</{tag}>"


def _as_taken(block: dict[str, Any]) -> dict[str, Any]:
    """Without what the editor adds to each paragraph that passes through it."""
    value = block["value"]
    return {"type": block["type"], "value": _EDITORS_MARKS.sub("", value) if isinstance(value, str) else value}


ROWS: dict[str, type[Any]] = {
    Kind.INPUT: Input,
    Kind.DECISION: Decision,
    Kind.ACTION: ActionItem,
    Kind.ATTENDANCE: Attendance,
}


def _values(part: Stored) -> dict[str, Any]:
    if part["kind"] == Kind.ATTENDANCE:
        came = {name: part[name] for name in ("status", "people")}
        return {"organisation_id": part["organisation"], "capacity": part["office"][:200], **came}
    values: dict[str, Any] = {"text": part["text"]}
    if part["kind"] == Kind.INPUT:
        values["organisation_id"] = part["organisation"]
    if part["kind"] == Kind.ACTION:
        due = part["due"]
        values |= {"owner_id": part["owners"][0], "due_date": datetime.date.fromisoformat(due) if due else None}
    return values


def _write(row: Any, part: Stored) -> None:
    for name, value in _values(part).items():
        setattr(row, name, value)
    if part["kind"] == Kind.ACTION:
        row.co_owners.set(Organisation.objects.filter(pk__in=part["owners"][1:]))


def _link(row: Any, part: Stored, before: Stored | None = None) -> None:
    """Tracking ids of other systems that the words of a follow-up name, unless somebody edited the links since."""
    if part["kind"] == Kind.ACTION and row.links == (_named_in(before["text"]) if before else None):
        row.links = _named_in(part["text"])


def _named_in(text: str) -> list[dict[str, str]] | None:
    return [link.as_json() for link in links_in(text)] or None


def _is(row: Any, part: Stored) -> bool:
    if part["kind"] == Kind.ACTION and {one.pk for one in row.co_owners.all()} != set(part["owners"][1:]):
        return False
    return all(getattr(row, name) == value for name, value in _values(part).items())
