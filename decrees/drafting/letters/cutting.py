"""Cuts a letter into its parts. Nothing is left out: the parts, one after the other, are the letter."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from decrees.drafting.letters import marks, wording
from decrees.drafting.letters.columns import is_head, kinds
from decrees.drafting.letters.naming import is_only_place, names_place_first
from decrees.drafting.letters.pieces import Look, Part, Piece, Role

# Letters of a heading without a style that ends with a colon; of one that names a place; of one that does neither.
_SHORT, _LONG, _TITLE = 110, 200, 60


def cut(pieces: Sequence[Piece]) -> list[Part]:
    """A letter that greets nobody is taken as it comes: where nothing tells the opening from the points, they begin
    with the first number."""
    parts = _cut(pieces, begun=False)
    if not any(part.role is Role.POINT for part in parts):
        parts = _cut(pieces, begun=True)
    return [part if _is_told(part) else reread(part) for part in parts]


def reread(part: Part) -> Part:
    """What a point in prose quotes, proposes and says."""
    if part.role is not Role.POINT:
        return part
    words = wording.from_prose(marks.unmarked(part.text))
    return replace(part, passage=words.passage, wording=words.wording, said=words.said)


def _is_told(part: Part) -> bool:
    """By the columns of a table."""
    return bool(part.said or part.passage or part.wording is not None)


def _cut(pieces: Sequence[Piece], *, begun: bool) -> list[Part]:
    cutter = _Cutter(pieces, begun=begun)
    for at in range(len(pieces)):
        cutter.take(at)
    return cutter.parts


@dataclass
class _Cutter:
    pieces: Sequence[Piece]
    parts: list[Part] = field(default_factory=list)
    role: Role = Role.OPENING
    headings: list[tuple[str, str]] = field(default_factory=list)  # (style of its mark, words)
    columns: dict[str, int] = field(default_factory=dict)
    table: int = 0
    head: tuple[str, ...] = ()
    place: str = ""  # of the row above, for cells that are merged
    in_point: str = ""  # style of the mark of the point that goes on
    begun: bool = False  # the body: what stands before it is never a point

    def take(self, at: int) -> None:
        piece = self.pieces[at]
        if piece.look is Look.ROW and self._row(piece):
            return
        if self.role in (Role.POINT, Role.HEADING):
            self._in_body(at)
        elif self.role is Role.OPENING:
            self._in_opening(at)
        else:
            self._behind(at)

    # --- rows

    def _row(self, piece: Piece) -> bool:
        """Whether it is a row of a table of points."""
        if piece.table != self.table and is_head(piece.cells):
            self.table, self.columns, self.place, self.headings = piece.table, kinds(piece.cells), "", []
            self.head = piece.cells
            return self._open(Role.HEADING, piece.text)
        if piece.table != self.table or not self.columns:
            return False
        filled = [cell for cell in piece.cells if cell]
        if piece.cells == self.head or all(cell.strip("().").isdigit() for cell in filled):
            return self._open(Role.HEADING, piece.text)  # the head again, or the numbers of the columns
        if len(set(filled)) == 1:
            self.headings, self.place = [("row", filled[0])], ""
            return self._open(Role.HEADING, piece.text)
        self._row_point(piece)
        return True

    def _row_point(self, piece: Piece) -> None:
        cell = {kind: piece.cells[at] for kind, at in self.columns.items() if at < len(piece.cells)}
        left = [words for at, words in enumerate(piece.cells) if at not in self.columns.values()]
        reason = "\n".join([cell.get("reason", ""), *left])
        self.place = cell.get("place") or self.place
        words = wording.from_cells(cell.get("passage", ""), cell.get("wording", ""), cell.get("said", ""), reason)
        told = self.place, words.passage, words.wording, words.said
        self.parts.append(Part(Role.POINT, piece.text, self._under(), *told))
        self.role, self.in_point = Role.POINT, "row"

    # --- before, within and behind the points

    def _in_opening(self, at: int) -> None:
        text = self.pieces[at].text
        greets = marks.is_salutation(text)
        self.begun = self.begun or greets
        if self.begun and not greets and self._begins_body(at):
            self._in_body(at)
            return
        self._open(Role.OPENING, text)
        self.begun = self.begun or marks.leads_in(text)

    def _begins_body(self, at: int) -> bool:
        text = self.pieces[at].text
        if marks.mark_of(text):
            return True
        return (
            not marks.is_opening(text)
            and not marks.leads_in(text)
            and (self._is_heading(at) or names_place_first(text))
        )

    def _in_body(self, at: int) -> None:
        text = self.pieces[at].text
        mark = marks.mark_of(text)
        if not any(letter.isalnum() for letter in text):
            self._open(Role.HEADING, text)  # a line that was drawn
        elif mark is None and marks.is_closing(text):
            self._open(Role.CLOSING, text)
        elif mark is None and (marks.is_signature(text) or marks.is_copies(text)):
            self._behind(at)
        elif self._is_heading(at):
            self._heading(text)
        elif self._is_point(at):
            self._open(Role.POINT, text, under=self._under())
            self.in_point = mark.style if mark else ""
        else:
            self._add(text)

    def _behind(self, at: int) -> None:
        text = self.pieces[at].text
        if marks.is_annex(text):
            self.headings, self.begun = [], True
            self._open(Role.HEADING, text)
        elif marks.is_copies(text):
            self._open(Role.COPIES, text)
        elif self.role in (Role.COPIES, Role.SIGNATURE) or (self.role is Role.CLOSING and marks.is_closing(text)):
            self._add(text)
        else:
            self._open(Role.SIGNATURE, text)

    # --- what a piece of the body is

    def _is_heading(self, at: int) -> bool:
        piece = self.pieces[at]
        if piece.look is Look.HEADING:
            return True
        text, mark = marks.unmarked(piece.text), marks.mark_of(piece.text)
        follows = self._next_mark(at)
        if follows is None or self._goes_on(piece.text):
            # A place alone over a paragraph without a number is where that paragraph belongs; so is a section.
            is_section = mark is None or mark.style.startswith(("roman", "capital"))
            return is_section and is_only_place(text) and self._next_is_text(at)
        nested = (mark is None or follows != mark.style) and not self._next_is_label(at)
        short = len(text) <= (_LONG if names_place_first(text) else _SHORT) and not text.endswith((".", ";"))
        opens = is_only_place(text) or text.endswith(":") or text.isupper() or len(text) <= _TITLE
        return nested and short and opens

    def _next(self, at: int) -> Piece | None:
        return self.pieces[at + 1] if at + 1 < len(self.pieces) else None

    def _next_mark(self, at: int) -> str | None:
        following = self._next(at)
        mark = marks.mark_of(following.text) if following else None
        return mark.style if mark else None

    def _next_is_text(self, at: int) -> bool:
        following = self._next(at)
        return following is not None and following.look is Look.TEXT and not self._next_is_label(at)

    def _next_is_label(self, at: int) -> bool:
        following = self._next(at)
        return following is not None and wording.begins_with_label(marks.unmarked(following.text))

    def _is_point(self, at: int) -> bool:
        """A paragraph goes on with the point above it unless it has a number of the same style or names a place."""
        text = self.pieces[at].text
        mark = marks.mark_of(text)
        if self.role is not Role.POINT or self.in_point == "row":
            return True
        if self._goes_on(self.parts[-1].text):
            return bool(mark and mark.style == self.in_point)
        if mark is None:
            return names_place_first(text) and not wording.begins_with_label(text) and not self.in_point
        return mark.style == self.in_point or not self.in_point or self._is_above(mark.style)

    def _is_above(self, style: str) -> bool:
        """A number of a heading, or of points before these, comes again: these are over."""
        before = (marks.mark_of(part.text) for part in self.parts if part.role is Role.POINT)
        return any(above == style for above, _ in self.headings) or style in {mark.style for mark in before if mark}

    @staticmethod
    def _goes_on(text: str) -> bool:
        """'Menjadi:', and then the wording as a list of its own."""
        last = text.rsplit("\n", 1)[-1].strip()
        return last.endswith(":") and wording.begins_with_label(last[-60:].split(". ")[-1].strip())

    # --- writing

    def _heading(self, text: str) -> None:
        mark = marks.mark_of(text)
        style = mark.style if mark else "head"
        styles = [above for above, _ in self.headings]
        if style in styles:
            del self.headings[styles.index(style) :]
        elif style.startswith(("head", "capital", "roman")):
            self.headings = []
        self.headings.append((style, marks.unmarked(text)))
        self._open(Role.HEADING, text)
        self.in_point = ""

    def _under(self) -> tuple[str, ...]:
        return tuple(words for _, words in self.headings)

    def _open(self, role: Role, text: str, under: tuple[str, ...] = ()) -> bool:
        """A part of its own; paragraphs of the opening, and of what stands behind the points, are one."""
        if role not in (Role.POINT, Role.HEADING) and self.parts and self.parts[-1].role is role:
            self._add(text)
        else:
            self.parts.append(Part(role, text, under))
        self.role = role
        return True

    def _add(self, text: str) -> None:
        last = self.parts[-1]
        self.parts[-1] = replace(last, text=f"{last.text}\n{text}")
