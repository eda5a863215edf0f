"""One annex: its title, headings, paragraphs, lists and tables of members."""

import re
import uuid
from typing import Any

from decrees.drafting.intake.marks import heads_annex, read_mark
from minutes.text.tables import read_table

Block = dict[str, Any]
_HEAD = re.compile(r"no\b\.?|nomor|nama|kedudukan|jabatan|instansi|keterangan|unsur|peran|posisi", re.IGNORECASE)
_POSITION = re.compile(r"kedudukan|peran|posisi", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\d{0,3}[.)]?")
LONGEST_HEADING = 150


def block(kind: str, value: Any, **more: Any) -> Block:
    return {"type": kind, "value": value, "id": str(uuid.uuid4()), **more}


class AnnexReader:
    def __init__(self, unused: list[str], odd: list[str], joined: list[str]) -> None:
        self.unused, self.odd, self.joined = unused, odd, joined
        self.title = ""
        self.body: list[Block] = []
        self.rows: list[str] = []
        self.style = ""
        self.names_decree = False

    def read(self, text: str, *, is_deeper: bool) -> None:
        if text.startswith("|"):
            self.rows.append(text)
            return
        self._end_table()
        if not self.title and not self.body and self._is_head(text):
            self.unused.append(text)
        elif not self.title and not self.body:
            self.title = text
        else:
            self._add(text, is_deeper=is_deeper)

    def finished(self) -> list[Block]:
        self._end_table()
        is_empty = not self.title and not self.body
        return [] if is_empty else [block("annex", {"title": self.title, "body": self.body}, mark="")]

    def _is_head(self, text: str) -> bool:
        """Decree, number, day, and behind TENTANG what the decree is about."""
        names_decree, self.names_decree = self.names_decree, text.casefold() == "tentang"
        return names_decree or heads_annex(text)

    def _add(self, text: str, *, is_deeper: bool) -> None:
        mark, last = read_mark(text), self.body[-1] if self.body else None
        is_in_list = last is not None and last["type"] == "list"
        if mark is None and not (is_in_list and is_deeper):
            self.body.append(block("heading" if _is_heading(text) else "paragraph", text))
        elif not is_in_list and mark:
            self.style = mark.style
            self.body.append(block("list", [block("item", mark.rest, mark=mark.label)]))
        elif last and mark and mark.style == self.style and not is_deeper:
            last["value"].append(block("item", mark.rest, mark=mark.label))
        elif last:
            last["value"][-1]["value"] += f" {text}"
            self.joined += [text] if mark else []

    def _end_table(self) -> None:
        rows, self.rows = read_table("\n".join(self.rows)), []
        if not rows:
            return
        head = rows.pop(0) if sum(bool(_HEAD.match(cell)) for cell in rows[0]) > 1 else [""] * len(rows[0])
        while rows and all(_NUMBER.fullmatch(cell) for cell in rows[0]):
            self.unused.append(" ".join(rows.pop(0)))  # the numbers of the columns
        self.unused += [" ".join(filter(None, head))] if any(head) else []
        columns = [place for place in range(len(head)) if any(row[place] for row in rows)]
        if columns and all(_NUMBER.fullmatch(row[columns[0]]) for row in rows):
            columns = columns[1:]
        if len(columns) in (2, 3):
            self.body.append(_roster(rows, _in_order(columns, head)))
        else:
            self._as_words(rows)

    def _as_words(self, rows: list[list[str]]) -> None:
        lines = [" – ".join(filter(None, row)) for row in rows]
        self.odd += lines[:1]
        self.body += [block("paragraph", line) for line in lines if line]


def _is_heading(text: str) -> bool:
    return text.isupper() and len(text) <= LONGEST_HEADING and not text.endswith((";", ","))


def _in_order(columns: list[int], head: list[str]) -> list[int]:
    """Position, office, note."""
    first = next((place for place in columns if _POSITION.match(head[place])), columns[0])
    return [first, *(place for place in columns if place != first)]


def _roster(rows: list[list[str]], columns: list[int]) -> Block:
    """A position stands for all rows below it that have none: its cell reached over them."""
    made: list[Block] = []
    position = ""
    for row in rows:
        cells = [row[place] for place in columns]
        position = cells[0] or position
        value = {"position": position, "office": cells[1], "note": cells[2] if len(cells) > 2 else ""}
        made.append(block("item", {**value, "organisation": None, "post": None}))
    return block("roster", {"caption": "", "rows": made})
