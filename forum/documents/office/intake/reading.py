"""A file that is brought as text is read by programs of their own with limited time, memory and output."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypandoc
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forum.documents import sandbox
from forum.documents.office.intake.kinds import kind_of
from forum.documents.office.intake.lines import Line, lines_of
from forum.documents.office.intake.missed import missed_in
from forum.documents.sandbox import Limits, Reason, RenderError

log = logging.getLogger(__name__)
SCAN = Path(__file__).with_name("scan.py")
LIMITS = Limits(seconds=40.0, cpu_seconds=30, memory_mb=512, output_mb=20.0)
_PROBLEMS = {
    Reason.TOO_SLOW: gettext_lazy("Reading this file takes too long. Copy its words into the field below."),
    Reason.TOO_LARGE: gettext_lazy("Reading this file takes too much memory. Copy its words into the field below."),
    Reason.FAILED: gettext_lazy("This file is damaged. Open it in its program, save it anew, and bring that."),
}
EMPTY = gettext_lazy("There are no words in this file, probably it holds pictures of pages.")


@dataclass(frozen=True, slots=True)
class Brought:
    """`left`: sentences that say what else is in the file, and what became of it."""

    lines: tuple[Line, ...]
    left: tuple[str, ...]


def read_office_text(content: bytes, *, limits: Limits = LIMITS) -> Brought:
    """Raises ValidationError, in words for whoever brought it, for whatever is wrong with the file."""
    kind = kind_of(content)
    try:
        found = _lines(kind, content, limits)
        beside = _beside(kind, content, limits)
    except RenderError as error:
        log.info("A text of %s bytes was not read (%s): %s", len(content), error.reason, error.detail[-200:])
        raise ValidationError(_PROBLEMS.get(error.reason, _PROBLEMS[Reason.FAILED]), code=error.reason) from error
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise ValidationError(_PROBLEMS[Reason.FAILED], code="failed") from error
    missed = missed_in(found, beside["said"])
    if not found:
        raise ValidationError(EMPTY, code="empty")
    return Brought(tuple(found), (*_missed(missed), *_told(beside)))


def _lines(kind: str, content: bytes, limits: Limits) -> list[Line]:
    options = (f"--from={kind}", "--track-changes=accept", "--to=json")
    command = (pypandoc.get_pandoc_path(), *options, "--output=text.json", "text")
    return lines_of(json.loads(sandbox.run("pandoc", command, {"text": content}, output="text.json", limits=limits)))


def _beside(kind: str, content: bytes, limits: Limits) -> dict[str, Any]:
    arguments = (str(SCAN), kind, "text", "beside.json")
    told: dict[str, Any] = json.loads(
        sandbox.run("script", arguments, {"text": content}, output="beside.json", limits=limits)
    )
    return told


def _missed(missed: list[str]) -> list[str]:
    return [_("These words of the file could not be read: type them in. %s") % _quoted(missed)] if missed else []


def _told(beside: dict[str, Any]) -> list[str]:
    told = []
    if words := beside["deleted"]:
        told.append(_("Words that were deleted with tracked changes are left out: %s") % _quoted(words))
    if beside["inserted"]:
        told.append(_("Words that were inserted with tracked changes are taken as they are."))
    if n := beside["comments"]:
        told.append(ngettext("%d comment at the edge is left out.", "%d comments at the edge are left out.", n) % n)
    if words := beside["edges"]:
        told.append(_("The head and the foot of the pages are left out: %s") % _quoted(words))
    if n := beside["notes"]:
        told.append(
            ngettext(
                "%d footnote stands in brackets behind its word.",
                "%d footnotes stand in brackets behind their words.",
                n,
            )
            % n
        )
    if n := beside["pictures"]:
        told.append(ngettext("%d picture is left out.", "%d pictures are left out.", n) % n)
    if words := beside["boxes"]:
        told.append(_("Look whether the words of text boxes stand where they belong: %s") % _quoted(words))
    return told


def _quoted(texts: list[str]) -> str:
    return "; ".join(f"“{text}”" for text in texts)
