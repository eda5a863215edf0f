"""What the editor of minutes writes, as parts of a paper: paragraphs, line breaks, lists in lists, bold and italic."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from forum.documents.model import Item, Numbered, Paragraph, Run
from forum.models.typed.bullets import BULLET

LISTS = {"ol", "ul"}
# The editor offers paragraphs only; the others come with copied or older texts.
BLOCKS = {"p", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "tr", "td", "th"}
BOLD, ITALIC = ("b", "strong"), ("i", "em")
# What a page shows as one space. A no-break space is none of these.
_SPACE = re.compile("[ \t\n\r\f]+")


def read_rich_text(html: str) -> list[Paragraph | Numbered]:
    """In the order of the page; paragraphs and lists without words are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [made for block in reader.blocks if (made := block.finished())]


@dataclass
class _Words:
    """The words of one paragraph or list item, with white space as a page shows it."""

    runs: list[Run] = field(default_factory=list)

    def add(self, text: str, *, bold: bool, italic: bool) -> None:
        text = _SPACE.sub(" ", text)
        if not self.runs or self.runs[-1].text.endswith((" ", "\n")):
            text = text.removeprefix(" ")
        if text:
            self.runs.append(Run(text, bold=bold, italic=italic))

    def break_line(self) -> None:
        if self.runs:
            self.runs.append(Run("\n"))

    def end_line(self) -> None:
        if self.runs and not self.runs[-1].text.endswith("\n"):
            self.break_line()

    def text(self) -> tuple[Run, ...]:
        kept = list(self.runs)
        while kept and not kept[-1].text.strip(" \n"):
            kept.pop()
        return tuple(kept)

    def finished(self) -> Paragraph | None:
        text = self.text()
        return Paragraph(text) if text else None

    def items(self) -> tuple[Item, ...]:
        """As what follows a list inside an item: it has no number of its own."""
        text = self.text()
        return (Item("", text),) if text else ()


@dataclass
class _List:
    ordered: bool
    entries: list[_Entry] = field(default_factory=list)

    def items(self) -> tuple[Item, ...]:
        return tuple(entry.finished(f"{n}." if self.ordered else BULLET) for n, entry in enumerate(self.entries, 1))

    def finished(self) -> Numbered | None:
        items = self.items()
        return Numbered(items) if any(item.text or item.items for item in items) else None

    def entry(self) -> _Entry:
        return self.entries[-1] if self.entries else self.begin_entry()

    def begin_entry(self) -> _Entry:
        self.entries.append(_Entry())
        return self.entries[-1]


@dataclass
class _Entry:
    words: _Words = field(default_factory=_Words)
    below: list[_List | _Words] = field(default_factory=list)

    def finished(self, number: str) -> Item:
        return Item(number, self.words.text(), tuple(item for part in self.below for item in part.items()))


class _Reader(HTMLParser):
    """`words` is where words belong now; `parts` where the next paragraph or list goes."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[_Words | _List] = []
        self.lists: list[_List] = []
        self.marks: Counter[str] = Counter()
        self._begin_words()

    @property
    def parts(self) -> list[_Words | _List]:
        return self.lists[-1].entry().below if self.lists else self.blocks

    def _begin_words(self) -> None:
        self.words = _Words()
        self.parts.append(self.words)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in LISTS:
            made = _List(ordered=tag == "ol")
            self.parts.append(made)
            self.lists.append(made)
        elif tag == "li" and self.lists:
            self.words = self.lists[-1].begin_entry().words
        elif tag == "br":
            self.words.break_line()
        elif tag in BLOCKS or tag == "li":
            self._end_words()
        self.marks[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        self.marks[tag] -= self.marks[tag] > 0
        if tag in LISTS and self.lists:
            self.lists.pop()
            self._begin_words()
        elif tag in BLOCKS:
            self._end_words()

    def _end_words(self) -> None:
        if self.lists:
            self.words.end_line()
        else:
            self._begin_words()

    def handle_data(self, data: str) -> None:
        bold, italic = (any(self.marks[tag] for tag in tags) for tags in (BOLD, ITALIC))
        self.words.add(data, bold=bold, italic=italic)
