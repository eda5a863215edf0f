"""Model to typst: the data as JSON beside our own fixed template, so that no text can ever become markup."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from forum.documents import fonts, model, widths
from forum.documents.model import Document, Text

TEMPLATE = Path(__file__).with_name("template.typ")
UNTITLED = "Dokumen"  # PDF/UA asks for a title
MOST_NAMED = 12
# Indonesian, as all that is printed.
LOST = (
    "Catatan: {mark} menggantikan aksara yang tidak ada dalam huruf cetak ({codes}). Naskah yang lengkap dapat dibaca"
    " pada laman dan dalam berkas DOCX dan ODT."
)


def inputs(document: Document) -> dict[str, bytes]:
    """The compiler's whole input: template, data, pictures, fonts."""
    blocks = [_value(block) for block in document.blocks]
    for block, following in zip(blocks, document.blocks[1:], strict=False):
        if isinstance(following, model.Signatures):
            block.update(keep=True, next=_value(following))
    for made, block in zip(blocks, document.blocks, strict=True):
        if isinstance(block, model.Table):
            made.update(_table_cells(block, landscape=document.landscape))
    data: dict[str, Any] = {
        "fonts": fonts.FAMILIES,
        "meta": _meta(document),
        "running_head": _text(document.running_head),
        "blocks": blocks,
        "landscape": document.landscape,
        "paper": document.paper,
        "label_mm": widths.label_mm(document),
        "lost": _lost(fonts.without_form(model.all_text(document))),
    }
    return {
        "document.typ": TEMPLATE.read_bytes(),
        "document.json": json.dumps(data, ensure_ascii=False, sort_keys=True).encode(),
        **_pictures(document),
        **fonts.files(),
    }


def _lost(characters: list[str]) -> str:
    """A sentence about the characters that are printed as a mark; empty if there are none."""
    if not characters:
        return ""
    codes = [f"U+{ord(character):04X}" for character in characters]
    more = f", dan {len(codes) - MOST_NAMED} lainnya" if len(codes) > MOST_NAMED else ""
    return LOST.format(mark=fonts.MISSING, codes=", ".join(codes[:MOST_NAMED]) + more)


def _meta(document: Document) -> dict[str, Any]:
    meta = document.metadata
    when = [meta.date.year, meta.date.month, meta.date.day]
    names = ("title", "author", "language")
    strings = {name: model.clean(getattr(meta, name)) for name in names}
    keywords = [model.clean(word) for word in (meta.identifier, *meta.keywords) if word]
    return {"date": when, **strings, "title": strings["title"] or UNTITLED, "keywords": keywords}


def _text(text: Text, room_mm: float = widths.NARROW, *, is_head: bool = False) -> list[list[str]]:
    return [
        [
            widths.breakable(fonts.as_printed(run.text), room_mm, bold=run.bold or is_head),
            "b" * run.bold + "i" * run.italic + "u" * run.underline + "s" * run.strike,
        ]
        for run in model.runs(text)
    ]


def _table_cells(table: model.Table, *, landscape: bool) -> dict[str, Any]:
    """Texts of a table, which break where their column ends."""
    rooms = widths.rooms_mm(table, landscape=landscape)
    columns_mm = widths.columns_mm(table, landscape=landscape)
    titles = zip(table.columns, rooms, columns_mm, strict=True)
    return {
        "points": widths.points_of(table, landscape=landscape),
        "rows": [[_text(cell, room) for cell, room in zip(row, rooms, strict=False)] for row in table.rows],
        "columns": [
            {**_fields(one), "title": _text(one.title, room, is_head=True), "width": width}
            for one, room, width in titles
        ],
    }


def _value(value: Any) -> Any:
    """The model's own shape, field by field; every string becomes a list of runs."""
    if isinstance(value, str) or (isinstance(value, tuple) and value and isinstance(value[0], model.Run)):
        return _text(value)
    if isinstance(value, model.Image):
        return {"path": _picture_name(value), "alt": model.clean(value.alt), "height": value.height_mm}
    if isinstance(value, tuple):
        return [_value(part) for part in value]
    return _fields(value) if is_dataclass(value) else value


def _fields(value: Any) -> dict[str, Any]:
    data = {field.name: _value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, model.Labelled | model.KeyValue):
        data["rows"] = _value(model.label_rows(value.items))
    if isinstance(value, model.KeyValues):
        data["key_mm"] = widths.key_mm(value)
    return {"kind": type(value).__name__.lower(), **data}


def _pictures(document: Document) -> dict[str, bytes]:
    heads = [block for block in document.blocks if isinstance(block, model.Letterhead)]
    return {_picture_name(head.emblem): head.emblem.data for head in heads if head.emblem}


def _picture_name(image: model.Image) -> str:
    return "emblem.png" if image.media_type == "image/png" else "emblem.jpg"
