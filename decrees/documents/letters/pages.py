"""The lines of a PDF as they are laid out, as a program of its own: sandbox.py gives it a folder, a time and a memory.

Arguments: file, output, most pages, most characters, seconds. Writes {"text", "locked", "cut"} as JSON. Columns of a
table stay apart by white space, which the plain words of a PDF do not tell. Imports nothing of ours.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any


def lines_of(page: Any) -> str:
    try:
        return str(page.extract_text(extraction_mode="layout", layout_mode_space_vertically=True))
    except Exception:  # of the many ways in which a page can be laid out, not all are understood
        return str(page.extract_text())


def read(source: str, most_pages: int, most_characters: int, seconds: float) -> dict[str, Any]:
    from pypdf import PdfReader

    file, until = PdfReader(source), time.monotonic() + seconds
    if file.is_encrypted and not file.decrypt(""):
        return {"text": "", "locked": True, "cut": False}
    parts: list[str] = []
    room, cut = most_characters, len(file.pages) > most_pages
    for page in file.pages[:most_pages]:
        if room <= 0 or time.monotonic() > until:
            cut = True
            break
        parts.append(lines_of(page)[:room])
        room -= len(parts[-1])
    text = "\n\n".join(parts).replace("\0", " ").encode(errors="ignore").decode()
    return {"text": text, "locked": False, "cut": cut}


def main(source: str, output: str, most_pages: str, most_characters: str, seconds: str) -> None:
    told = read(source, int(most_pages), int(most_characters), float(seconds))
    Path(output).write_text(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
