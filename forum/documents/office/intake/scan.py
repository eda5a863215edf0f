"""What a DOCX or ODT holds beside its text, as a program of its own: sandbox.py gives it a folder, a time and a memory.

Arguments: kind, file, output. Writes {"said", "deleted", "inserted", "comments", "notes", "pictures", "boxes", "edges"}
as JSON; "said" are the paragraphs of the text, so that what another program reads in it can be held against them.
Imports nothing of ours.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import DefusedXMLParser

MOST_UNPACKED, AT_ONCE, LONGEST, MOST = 60 * 2**20, 2**16, 200, 8
# Local names are enough: where two formats share one, it means the same.
DELETED = {"del", "moveFrom", "deletion"}
INSERTED = {"ins", "moveTo", "insertion"}
WORDS = {"t", "delText", "p", "h", "span", "a"}
GAPS = {"tab", "br", "cr", "s", "line-break", "noBreakHyphen"}
BESIDE = DELETED | {"tracked-changes", "annotation", "comment", "hdr", "ftr", "Fallback"}
PARAGRAPHS = {"p", "h"}
BOXES = {"txbxContent", "text-box"}
EDGES = {"header", "footer", "header-left", "footer-left", "header-first", "footer-first", "hdr", "ftr"}
PICTURES = {"blip", "imagedata", "image"}
NOTES = {"footnoteReference", "endnoteReference", "note"}
COMMENTS = {"comment", "annotation"}


class Beside:
    """A target of the XML parser."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.texts: dict[str, list[str]] = {"deleted": [], "boxes": [], "edges": []}
        self.path: list[str] = []
        self.open: list[tuple[int, str, list[str]]] = []
        self.said: list[str] = []
        self.words: list[list[str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self.path.append(name)
        if name in PARAGRAPHS:
            self.words.append([])
        elif name in GAPS and self.words:
            self.words[-1].append(" ")
        if "Fallback" in self.path:
            return
        for kind, names in (("deleted", DELETED), ("boxes", BOXES), ("edges", EDGES)):
            if name in names:
                self.open.append((len(self.path), kind, []))
        for kind, names in (("inserted", INSERTED), ("pictures", PICTURES), ("notes", NOTES), ("comments", COMMENTS)):
            self.counts[kind] += name in names and not self._is_format()

    def _is_format(self) -> bool:
        """A change of the look, or the mark of a paragraph."""
        return bool({"rPr", "pPr"} & set(self.path))

    def data(self, text: str) -> None:
        if self.path and self.path[-1] in WORDS:
            for _depth, _kind, words in self.open:
                words.append(text)
            if self.words and BESIDE.isdisjoint(self.path) and EDGES.isdisjoint(self.path):
                self.words[-1].append(text)

    def end(self, tag: str) -> None:
        while self.open and self.open[-1][0] == len(self.path):
            _depth, kind, words = self.open.pop()
            self._keep(kind, " ".join("".join(words).split()))
        if self.path[-1] in PARAGRAPHS:
            self._end_paragraph()
            for _depth, _kind, words in self.open:
                words.append(" ")
        self.path.pop()

    def _end_paragraph(self) -> None:
        if text := " ".join("".join(self.words.pop()).split()):
            self.said.append(text)

    def _keep(self, kind: str, text: str) -> None:
        known = self.texts[kind]
        self.counts[kind] += bool(text)
        if text and text not in known and len(known) < MOST:
            known.append(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")

    def close(self) -> None:
        return


def read(kind: str, source: str) -> dict[str, Any]:
    beside = Beside()
    with zipfile.ZipFile(source) as package:
        names = package.namelist()
        for name in _parts(kind, names):
            if name in names:
                _parse(package, name, beside)
    said = {"said": beside.said}
    return {
        **said,
        **beside.texts,
        **{name: beside.counts[name] for name in ("inserted", "comments", "notes", "pictures")},
    }


def _parts(kind: str, names: list[str]) -> list[str]:
    if kind == "odt":
        return ["content.xml", "styles.xml"]
    edges = [name for name in names if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
    return ["word/document.xml", "word/comments.xml", *sorted(edges)]


def _parse(package: zipfile.ZipFile, name: str, target: Beside) -> None:
    parser, unpacked = DefusedXMLParser(target=target, forbid_dtd=True), 0
    with package.open(name) as part:
        while chunk := part.read(AT_ONCE):
            unpacked += len(chunk)
            if unpacked > MOST_UNPACKED:
                raise MemoryError
            parser.feed(chunk)
    parser.close()


def main(kind: str, source: str, output: str) -> None:
    Path(output).write_text(json.dumps(read(kind, source)))


if __name__ == "__main__":
    main(*sys.argv[1:])
