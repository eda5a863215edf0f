"""All notes of a meeting, item by item, with what each line means."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.models import AgendaItem, MeetingPage
from forum.models.meetings.agenda import points_of
from minutes.models import NoteWords
from minutes.reading.notes.names import Directory, directory
from minutes.text.notes import Kind, Line, Row, Words, read_line, standing
from minutes.text.tables import read_table

LABELS = {
    Kind.HEADING: gettext_lazy("heading"),
    Kind.TALK: gettext_lazy("discussion"),
    Kind.STATEMENT: gettext_lazy("statement"),
    Kind.INPUT: gettext_lazy("input"),
    Kind.DECISION: gettext_lazy("decision"),
    Kind.POINT: gettext_lazy("point"),
    Kind.ROW: gettext_lazy("row of a table"),
    Kind.ATTENDANCE: gettext_lazy("attendance"),
    Kind.ACTION: gettext_lazy("follow-up"),
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    token: str
    typed: str
    line: Line
    who: str
    owners: str

    @property
    def label(self) -> str:
        return str(capfirst(LABELS[self.line.kind]))

    @property
    def text(self) -> str:
        return self.line.text or self.typed

    @property
    def cells(self) -> list[str]:
        """Of a row of a table."""
        rows = read_table(self.typed) if self.line.kind == Kind.ROW else []
        return rows[0] if rows else []


@dataclass(frozen=True, slots=True)
class ShownRow:
    """`tokens`: what somebody who has seen the row has seen."""

    key: str
    item: str
    seq: int
    tokens: str
    is_open: bool
    lines: list[ShownLine]


@dataclass
class Section:
    """`key` is empty for what belongs to no item of the agenda."""

    key: str
    number: str
    text: str
    rows: list[ShownRow]


@dataclass
class Board:
    meeting: MeetingPage
    words: list[Words]

    @cached_property
    def directory(self) -> Directory:
        return directory()

    @cached_property
    def day(self) -> datetime.date:
        return timezone.localdate(self.meeting.starts_at)

    @property
    def seq(self) -> int:
        return max((one.seq for one in self.words), default=0)

    @cached_property
    def rows(self) -> list[Row]:
        return standing(self.words)

    @cached_property
    def items(self) -> list[AgendaItem]:
        return list(AgendaItem.objects.filter(meeting=self.meeting))

    @property
    def sections(self) -> list[Section]:
        points = points_of(self.items, self.meeting.starts_at)
        sections = [
            Section(item.key, point.number, item.text, []) for item, point in zip(self.items, points, strict=True)
        ]
        by_key = {one.key: one for one in [*sections, Section("", "", _("Beside the agenda"), [])]}
        for row in self.shown(self.rows):
            by_key[row.item].rows.append(row)
        return list(by_key.values())

    def shown(self, rows: Iterable[Row]) -> list[ShownRow]:
        known = {item.key for item in self.items}
        return [self._shown(row, row.item if row.item in known else "") for row in rows]

    def read(self, typed: str) -> Line:
        return read_line(typed, self.directory.names, self.day)

    def _shown(self, row: Row, item: str) -> ShownRow:
        lines = [self._line(words) for words in row.said]
        return ShownRow(row.key, item, row.seq, " ".join(row.tokens), row.is_open, lines)

    def _line(self, words: Words) -> ShownLine:
        line, labels = self.read(words.text), self.directory.labels
        who = ", ".join(filter(None, [line.office, labels.get(line.organisation or 0, "")]))
        return ShownLine(words.token, words.text, line, who, ", ".join(labels[key] for key in line.owners))


def board_of(meeting: MeetingPage) -> Board:
    stored = NoteWords.objects.filter(notes__meeting=meeting).order_by("seq")
    values = stored.values_list("seq", "token", "row", "item", "text", "replaces")
    return Board(
        meeting,
        [Words(seq, str(token), str(row), item, text, tuple(over)) for seq, token, row, item, text, over in values],
    )
