"""A file is read by a program of its own (`reader.py`) with limited time, memory and output.

Whatever is wrong with the file is a state that people can understand."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path, PurePath

from forum.documents import sandbox
from forum.documents.sandbox import Limits, Reason, RenderError
from search.models.files import State

log = logging.getLogger(__name__)
KINDS = ("pdf", "docx", "odt")
READER = Path(__file__).with_name("reader.py")
MOST_PAGES, MOST_CHARACTERS, SECONDS = 500, 400_000, 15
LIMITS = Limits(seconds=2.0 * SECONDS, cpu_seconds=2 * SECONDS, memory_mb=384, output_mb=4.0)


@dataclass(frozen=True, slots=True)
class Read:
    state: State
    text: str = ""
    pages: int | None = None


def kind_of(name: str) -> str:
    """pdf, docx, odt, or nothing."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    return suffix if suffix in KINDS else ""


def read(kind: str, content: bytes, *, limits: Limits = LIMITS, most_pages: int = MOST_PAGES) -> Read:
    """Never raises for what is in the file."""
    arguments = (str(READER), kind, "source", "words.json", str(most_pages), str(MOST_CHARACTERS), str(SECONDS))
    try:
        told = json.loads(sandbox.run("script", arguments, {"source": content}, output="words.json", limits=limits))
    except RenderError as error:
        why = error.detail.splitlines()[-1]
        log.info("A %s of %s bytes was not read (%s): %s", kind, len(content), error.reason, why)
        return Read(_STATES[error.reason])
    if told["locked"]:
        return Read(State.LOCKED)
    state = State.CUT if told["cut"] else State.READ
    return Read(state if told["text"] else State.EMPTY, told["text"], told["pages"])


_STATES = {
    Reason.TOO_LONG: State.TOO_LARGE,
    Reason.TOO_LARGE: State.TOO_LARGE,
    Reason.TOO_SLOW: State.TOO_SLOW,
    Reason.FAILED: State.BROKEN,
}
