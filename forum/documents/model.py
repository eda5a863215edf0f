"""A paper document as values: what a decree or a notula is made of, before any file format.

All classes are frozen and compare by content, so the same model always renders to the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from itertools import chain
from typing import Literal

from forum.documents.office.template import OfficeTemplate
from forum.models.typed import printable

# What turns the reading direction of a line around, and a mark without any shape: a decree must read on paper exactly
# as its characters are stored.
_MARKS = re.compile("[\u061c\u200e\u200f\ufeff]")
# The space inside a citation, an amount or a date.
_CITED = "Lampiran|Diktum|Bab|Bagian|Pasal|Ayat|Huruf|Angka|Butir|Nomor|Tahun"
_NUMBERS = r"\(?\d|[IVXLC]+\b|[a-z]\b|KE[A-Z]"
_MONTHS = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
_BOUND = re.compile(
    rf"(?<=\bRp) (?=\d)|(?<=\d) (?=(?:{_MONTHS}|orang)\b)"
    + "".join(
        rf"|(?<=\b{word}) (?={_NUMBERS})" for name in _CITED.split("|") for word in (name, name.lower(), name.upper())
    )
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. A line feed is a forced line break."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


Text = str | tuple[Run, ...]
Paper = Literal["f4", "a4"]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that the installation supplies (PNG or JPEG), such as its emblem."""

    data: bytes
    alt: str
    media_type: str = "image/png"
    height_mm: int = 22


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office's lines at the top of page 1; `rule` draws the line under the address of a letter or notula."""

    lines: tuple[str, ...]
    address: tuple[str, ...] = ()
    rule: bool = False
    emblem: Image | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """The centred name of the document or of an annex (a first-level heading)."""

    lines: tuple[str, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Centered:
    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    indent: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item; without a number its text takes the whole column and its own items follow below it."""

    number: str
    text: Text
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """The three-column layout of a decree: `Menimbang : a. bahwa …`, `KESATU : Membentuk …`."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list with the labels the caller gives: `1.`, `a.`."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class KeyValue:
    key: str
    items: tuple[Item, ...]

    @classmethod
    def of(cls, key: str, text: Text) -> KeyValue:
        return cls(key, (Item("", text),))


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Rows such as `Hari/Tanggal : Selasa, 9 Mei 2017`; `separator` is empty for `Yth. 1. …`.

    Without `key_mm` the column of keys is as wide as the longest.
    """

    rows: tuple[KeyValue, ...]
    key_mm: float = 0
    separator: str = ":"


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; widths are shares of the text width and need not add up to anything."""

    title: str
    width: int = 1
    centered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A bordered table. A row with fewer cells than columns ends in one cell across the rest."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """`before` holds place and date, `mark` what stands for the signature ("ttd."), `after` rank and number."""

    office: str
    name: str
    before: tuple[str, ...] = ()
    mark: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """One signature at the lower right, or two side by side; never split from the text before it."""

    right: SignatureBlock
    left: SignatureBlock | None = None


@dataclass(frozen=True, slots=True)
class AnnexHeader:
    """Upper right corner, text aligned left: lines, then `NOMOR : …` fields, then the subject."""

    lines: tuple[str, ...]
    fields: tuple[tuple[str, str], ...] = ()
    subject: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterTop:
    """Beside each other: `Nomor : …` and the other terms of a letter; place and date, to whom, and where they are."""

    terms: tuple[tuple[str, str], ...]
    place_and_date: str
    to: tuple[Item, ...]
    at: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = (
    Letterhead
    | Title
    | Heading
    | Centered
    | Paragraph
    | Labelled
    | Numbered
    | KeyValues
    | Table
    | Signatures
    | AnnexHeader
    | PageBreak
    | LetterTop
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """`date` is the only time a file carries: the same version gives the same bytes on any day.

    `keywords` say in which state the document is: draft, version, sha256.
    """

    title: str
    date: date
    identifier: str = ""
    author: str = ""
    language: str = "id"
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Upright on F4 or A4. `running_head` is printed small at the top of every page, e.g. "RANCANGAN — Versi 3".
    `landscape` turns the paper for wide tables, which then take its whole width in smaller letters."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    running_head: str = ""
    landscape: bool = False
    paper: Paper = "f4"
    template: OfficeTemplate | None = None


def clean(text: str) -> str:
    """Without what cannot be printed, line ends as line feeds, tabs as spaces, Word's bullets as characters; all else
    stays as it is."""
    return _MARKS.sub("", printable(text).replace("\t", " "))


def bound(text: str) -> str:
    """With no-break spaces where a line may not end: "Lampiran III", "Rp 10", "9 Mei". Only for paper."""
    return _BOUND.sub("\u00a0", text)


def runs(text: Text) -> tuple[Run, ...]:
    """Cleaned runs of `text` as they are printed, none of them empty."""
    parts = (Run(text),) if isinstance(text, str) else text
    cleaned = (replace(run, text=bound(clean(run.text))) for run in parts)
    return tuple(run for run in cleaned if run.text)


def rows(items: tuple[Item, ...]) -> Iterator[Item]:
    """Items as rows of one number column: what follows an unnumbered text stands under it, not inside it."""
    for item in items:
        if item.number:
            yield item
            continue
        yield Item("", item.text)
        yield from rows(item.items)


def label_rows(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Rows beside a label; a label with nothing to say keeps an empty one."""
    return tuple(rows(items)) or (Item("", ""),)


def all_text(value: object) -> str:
    """Every word of a document, cleaned, without the names of its properties."""
    return "\n".join(map(clean, _strings(value)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from chain.from_iterable(map(_strings, value))
    elif is_dataclass(value) and not isinstance(value, Metadata | Image | OfficeTemplate):
        yield from chain.from_iterable(_strings(getattr(value, field.name)) for field in fields(value))


def weight(value: object) -> int:
    """How much there is to set: characters, and something for every part, pictures not counted."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, tuple):
        return sum(map(weight, value))
    if is_dataclass(value) and not isinstance(value, Image):
        return 50 + sum(weight(getattr(value, field.name)) for field in fields(value))
    return 0
