"""A letter is read by programs of their own with limited time, memory and output: DOCX and ODT by pandoc, PDF by pypdf.

Whatever is wrong with the file is a problem that people can understand."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

import pypandoc
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from decrees.documents.letters.blocks import pieces_of
from decrees.documents.letters.kinds import kind_of
from decrees.documents.letters.mails import of_mail
from decrees.drafting.letters import Piece, from_text
from forum.documents import sandbox
from forum.documents.sandbox import Limits, Reason, RenderError

log = logging.getLogger(__name__)
PAGES = Path(__file__).with_name("pages.py")
MOST_PAGES, MOST_CHARACTERS, SECONDS = 100, 400_000, 20
LIMITS = Limits(seconds=2.0 * SECONDS, cpu_seconds=2 * SECONDS, memory_mb=512, output_mb=8.0)


class Problem(models.TextChoices):
    EMPTY = "empty", _("There are no words in it, probably it is a scan. Type them in here; the file stays with them.")
    LOCKED = "locked", _("It is locked by a password. Ask for it without one, or type the words in here.")
    BROKEN = "broken", _("It is damaged, or not what its name says. Ask for another, or type the words in here.")
    TOO_LARGE = "too_large", _("Reading it takes too much memory or space. Type the words in here.")
    TOO_SLOW = "too_slow", _("Reading it takes too long. Type the words in here.")


_PROBLEMS = {
    Reason.TOO_LONG: Problem.TOO_LARGE,
    Reason.TOO_LARGE: Problem.TOO_LARGE,
    Reason.TOO_SLOW: Problem.TOO_SLOW,
    Reason.FAILED: Problem.BROKEN,
}


@dataclass(frozen=True, slots=True)
class Read:
    pieces: tuple[Piece, ...] = ()
    problem: Problem | None = None


def read(content: bytes, *, limits: Limits = LIMITS) -> Read:
    """Never raises for what is in the file."""
    try:
        kind = kind_of(content)
        pieces = _READERS[kind](content, limits)
    except RenderError as error:
        log.info("A letter of %s bytes was not read (%s): %s", len(content), error.reason, error.detail[-200:])
        return Read(problem=_PROBLEMS[error.reason])
    except (ValidationError, ValueError, KeyError, TypeError, IndexError):
        return Read(problem=Problem.BROKEN)
    except PermissionError:
        return Read(problem=Problem.LOCKED)
    if sum(len(piece.text) for piece in pieces) > MOST_CHARACTERS:
        return Read(problem=Problem.TOO_LARGE)
    found = tuple(piece for piece in pieces if piece.text.strip())
    return Read(found) if found else Read(problem=Problem.EMPTY)


def _office(kind: str, content: bytes, limits: Limits) -> list[Piece]:
    options = (f"--from={kind}", "--to=json", "--output=letter.json", "letter")
    command = (pypandoc.get_pandoc_path(), *options)
    tree = sandbox.run("pandoc", command, {"letter": content}, output="letter.json", limits=limits)
    return pieces_of(json.loads(tree))


def _pdf(content: bytes, limits: Limits) -> list[Piece]:
    arguments = (str(PAGES), "letter", "words.json", str(MOST_PAGES), str(MOST_CHARACTERS), str(SECONDS))
    told = json.loads(sandbox.run("script", arguments, {"letter": content}, output="words.json", limits=limits))
    if told["locked"]:
        raise PermissionError
    if told["cut"]:
        raise RenderError(Reason.TOO_LONG, "more pages than are read")
    return from_text(told["text"])


def _mail(content: bytes, limits: Limits) -> list[Piece]:
    """What is attached and cannot be read is left: the words of the mail are there."""
    words, attached = of_mail(content)
    pieces = from_text(words)
    for each in attached:
        pieces += read(each, limits=limits).pieces
    return pieces


def _plain(content: bytes, limits: Limits) -> list[Piece]:
    return from_text(content.decode("utf-8-sig", "replace"))


_READERS = {
    "docx": lambda content, limits: _office("docx", content, limits),
    "odt": lambda content, limits: _office("odt", content, limits),
    "pdf": _pdf,
    "eml": _mail,
    "txt": _plain,
}
