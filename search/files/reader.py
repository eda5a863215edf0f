"""The words of a PDF, DOCX or ODT, as a program of its own: sandbox.py gives it a folder, a time and a memory.

Arguments: kind, file, output, most pages, most characters, seconds. Writes {"text", "pages", "cut", "locked"} as JSON;
with a file that is none of its kind it fails. Imports nothing of ours.
"""

from __future__ import annotations

import json
import re
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

from defusedxml.ElementTree import DefusedXMLParser

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODF = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
COMMENT = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MOST_UNPACKED, AT_ONCE = 100 * 2**20, 2**16


class EnoughError(Exception):
    """A limit is reached: what was read until here counts."""


class Words:
    """What is read, up to a limit."""

    def __init__(self, most: int, seconds: float) -> None:
        self.parts: list[str] = []
        self.room, self.until = most, time.monotonic() + seconds

    def add(self, text: str) -> None:
        self.parts.append(text[: self.room])
        self.room -= len(text)
        self.look()

    def look(self) -> None:
        if self.room <= 0 or time.monotonic() > self.until:
            raise EnoughError

    def text(self) -> str:
        """PostgreSQL keeps no zero byte, and nobody half of a character."""
        whole = "".join(self.parts).replace("\0", " ").encode(errors="ignore").decode()
        lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in whole.splitlines())
        return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()


class Paragraphs:
    """A target of the XML parser: what stands in paragraphs, without what was deleted or noted at the edge."""

    ENDS = frozenset({f"{WORD}p", f"{ODF}p", f"{ODF}h"})
    GAPS = frozenset({f"{WORD}tab", f"{WORD}br", f"{WORD}cr", f"{ODF}s", f"{ODF}tab", f"{ODF}line-break"})
    LEFT_OUT = frozenset({f"{ODF}tracked-changes", COMMENT, FALLBACK})

    def __init__(self, words: Words, holds_text: frozenset[str]) -> None:
        self.words, self.holds_text = words, holds_text
        self.within = self.left_out = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.within += tag in self.holds_text
        self.left_out += tag in self.LEFT_OUT
        if tag in self.GAPS and not self.left_out:
            self.words.add(" ")

    def data(self, text: str) -> None:
        if self.within and not self.left_out:
            self.words.add(text)

    def end(self, tag: str) -> None:
        if tag in self.ENDS and not self.left_out:
            self.words.add("\n")
        self.within -= tag in self.holds_text
        self.left_out -= tag in self.LEFT_OUT

    def close(self) -> None:
        return


def read_pdf(source: str, words: Words, most_pages: int) -> dict[str, Any]:
    from pypdf import PdfReader

    file = PdfReader(source)
    if file.is_encrypted and not file.decrypt(""):
        return {"pages": 0, "locked": True}
    count, failed = len(file.pages), 0
    for page in file.pages[:most_pages]:
        words.look()
        try:
            text = page.extract_text()
        except Exception:  # one page that is broken, in one of the many ways in which a page can be
            failed += 1
            continue
        words.add(f"{text}\n")
    if failed and failed == min(count, most_pages):
        raise ValueError("no page can be read")
    return {"pages": count, "cut": count > most_pages or failed > 0}


def read_docx(source: str, words: Words, most_pages: int) -> dict[str, Any]:
    with zipfile.ZipFile(source) as package:
        _parse(package, "word/document.xml", Paragraphs(words, frozenset({f"{WORD}t"})))
        for name in ("word/footnotes.xml", "word/endnotes.xml"):
            if name in package.namelist():
                _parse(package, name, Paragraphs(words, frozenset({f"{WORD}t"})))
    return {}


def read_odt(source: str, words: Words, most_pages: int) -> dict[str, Any]:
    with zipfile.ZipFile(source) as package:
        _parse(package, "content.xml", Paragraphs(words, frozenset({f"{ODF}p", f"{ODF}h"})))
    return {}


def _parse(package: zipfile.ZipFile, name: str, target: Paragraphs) -> None:
    """Piece by piece: what is packed small may be large, and is never held as a whole."""
    parser, unpacked = DefusedXMLParser(target=target, forbid_dtd=True), 0
    with package.open(name) as part:
        while chunk := part.read(AT_ONCE):
            parser.feed(chunk)
            target.words.look()
            unpacked += len(chunk)
            if unpacked > MOST_UNPACKED:
                raise EnoughError
    parser.close()


READERS = {"pdf": read_pdf, "docx": read_docx, "odt": read_odt}


def main(kind: str, source: str, output: str, most_pages: str, most_characters: str, seconds: str) -> None:
    words = Words(int(most_characters), float(seconds))
    try:
        told = READERS[kind](source, words, int(most_pages))
    except EnoughError:
        told = {"cut": True}
    told = {"pages": None, "cut": False, "locked": False, **told, "text": words.text()}
    Path(output).write_text(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
