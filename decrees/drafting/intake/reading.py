"""Typed lines of a decree become blocks."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from decrees.drafting.intake import marks
from decrees.drafting.intake.annexes import AnnexReader, Block, block
from decrees.drafting.intake.marks import Mark, read_mark
from decrees.text import letter, ordinal
from minutes.text.tables import read_table

_BESIDE_COPY = re.compile(r"yth\.?|:|\d{1,2}[.)]?", re.IGNORECASE)
_DEEPER = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class Relabelled:
    """Something whose number follows from its place, and is another one than what was typed."""

    typed: str
    label: str
    words: str


@dataclass
class Taken:
    """`unused`: lines that belong to other fields of the draft (title, number, signature), or to nothing that is known.
    `odd`: tables that are none of members, and stand there as words. `joined`: points below points, which a draft has
    not; they stand in the words of the one above."""

    blocks: list[Block] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    relabelled: list[Relabelled] = field(default_factory=list)


def read_decree(lines: Iterable[str], *, office: str = "") -> Taken:
    """`office` is who decrees: the line with it alone ends an annex."""
    reader = _Reader(office)
    for line in lines:
        if line.strip():
            reader.read(line)
    reader.finish()
    return reader.taken


class _Reader:
    """One line after the other; `part` is where the next one belongs."""

    def __init__(self, office: str) -> None:
        self.taken = Taken()
        self.part = "head"
        self.office = " ".join(office.casefold().split())
        self.annex: AnnexReader | None = None
        self.style = ""  # of the marks that begin a clause in this part, or a point in this diktum
        self.after_points = False

    def read(self, line: str) -> None:
        text = " ".join(line.split())
        if begun := marks.part_begun(text) if self.annex is None else None:
            self._begin(begun[0])
            self._continue(line, begun[1])
        elif marks.enacts(text) or (self.annex is None and marks.names_the_decree(text)):
            self._begin("enacting")
            self.taken.unused += [] if marks.enacts(text) else [text]
        elif self.annex is None and (named := marks.diktum_begun(text)):
            self._begin_diktum(*named)
        elif marks.begins_annex(text):
            self._begin_annex(text)
        elif marks.is_signed(text) or (self.annex and self.annex.title and self._is_office(text)):
            self._begin("signed")
            self.taken.unused.append(text)
        elif marks.begins_copies(text) and self.part in ("signed", "copies"):
            self._begin("copies")
        else:
            self._continue(line, text)

    def finish(self) -> None:
        self._end_annex()
        self._compare_labels()

    def _begin(self, part: str) -> None:
        self._end_annex()
        self.part, self.style, self.after_points = part, "", False

    def _begin_diktum(self, name: str, rest: str) -> None:
        self._begin("diktum")
        self.taken.blocks.append(block("diktum", {"text": rest, "points": [], "closing": ""}, mark=name))

    def _begin_annex(self, text: str) -> None:
        self._begin("annex")
        self.annex = AnnexReader(self.taken.unused, self.taken.odd, self.taken.joined)
        self.taken.unused.append(text)

    def _end_annex(self) -> None:
        if self.annex:
            self.taken.blocks += self.annex.finished()
        self.annex = None

    def _is_office(self, text: str) -> bool:
        return bool(self.office) and text.casefold().rstrip(" ,") == self.office

    def _continue(self, line: str, text: str) -> None:
        is_deeper = bool(_DEEPER.match(line))
        if not text.strip(" :"):
            return
        if self.annex:
            self.annex.read(text, is_deeper=is_deeper)
        elif text.startswith("|"):
            self._table(text)
        elif self.part in marks.PARTS.values():
            self._clause(text, read_mark(text), is_deeper)
        elif self.part == "diktum":
            self._within_diktum(text, read_mark(text), is_deeper)
        elif self.part == "copies":
            self.taken.copies.append(found.rest if (found := read_mark(text)) else text)
        else:
            self.taken.unused.append(text)

    def _table(self, text: str) -> None:
        cells = [cell for row in read_table(text) for cell in row if cell]
        if self.part == "copies":
            self.taken.copies.append(" ".join(cell for cell in cells if not _BESIDE_COPY.fullmatch(cell)))
            return
        words = " ".join(cells)
        self.taken.odd.append(words)
        self._continue(words, words)

    def _clause(self, text: str, mark: Mark | None, is_deeper: bool) -> None:
        """A line with the marks of this part begins a clause; any other belongs to the one before it. Where nothing has
        marks, each line is a clause."""
        is_first = self.taken.blocks == [] or self.taken.blocks[-1]["type"] != self.part
        if mark and not self.style and not is_deeper:
            self.style = mark.style
        begins = mark.style == self.style and not is_deeper if mark else not self.style
        if begins or is_first:
            self.taken.blocks.append(block(self.part, mark.rest if mark else text, mark=mark.label if mark else ""))
        else:
            self.taken.blocks[-1]["value"] += f" {text}"
            self.taken.joined += [text] if mark else []

    def _within_diktum(self, text: str, mark: Mark | None, is_deeper: bool) -> None:
        value = self.taken.blocks[-1]["value"]
        points = value["points"]
        if mark and not self.style:
            self.style = mark.style
        is_deeper = is_deeper and bool(points)
        if mark and mark.style == self.style and not is_deeper and not self.after_points:
            points.append(block("item", mark.rest, mark=mark.label))
        elif points and not self.after_points and (mark or is_deeper):
            points[-1]["value"] += f" {text}"
            self.taken.joined += [text] if mark else []
        elif points:
            self.after_points = True
            value["closing"] = f"{value['closing']} {text}".strip()
        else:
            value["text"] = f"{value['text']} {text}".strip()

    def _compare_labels(self) -> None:
        counts: dict[str, int] = {}
        names: dict[str, Callable[[int], str]] = {"recital": letter, "citation": str, "regard": str, "diktum": ordinal}
        for one in self.taken.blocks:
            kind = one["type"]
            counts[kind] = counts.get(kind, 0) + 1
            if kind in names:
                self._compare(one, names[kind](counts[kind]))
            for points in _points_of(one):
                for number, point in enumerate(points, 1):
                    self._compare(point, letter(number))

    def _compare(self, one: Block, label: str) -> None:
        typed = one.pop("mark")
        if typed and typed.strip("().").upper() not in (label.upper(), "PERTAMA" if label == "KESATU" else ""):
            words = one["value"] if isinstance(one["value"], str) else one["value"]["text"]
            self.taken.relabelled.append(Relabelled(typed, label, words))


def _points_of(one: Block) -> Iterator[list[Any]]:
    if one["type"] == "diktum":
        yield one["value"]["points"]
    if one["type"] == "annex":
        one.pop("mark")
        yield from (inner["value"] for inner in one["value"]["body"] if inner["type"] == "list")
