"""Whether an uploaded file is what its name says, and small enough once it is unpacked."""

import zipfile
from collections.abc import Collection
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NOT_WHAT_IT_SAYS = _("The content of this file is not what its name says. Save it anew in its program and upload that.")
TOO_LARGE = _("This file is too large once it is unpacked.")
# What each kind of packed file holds (OOXML, OpenDocument).
PACKED = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "ods": "content.xml",
}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # spreadsheets write text so
UNPACKED_MB, ENTRIES = 300, 5_000


def require_honest(file: Any) -> None:
    """Raises ValidationError. Nothing is unpacked: the sizes stand in the list of contents."""
    kind = PurePath(file.name).suffix.lower().removeprefix(".")
    file.seek(0)
    if kind in PACKED:
        _require_package(file, PACKED[kind])
    elif not _fits(kind, file.read(65_536)):
        raise ValidationError(NOT_WHAT_IT_SAYS, code="content")
    file.seek(0)


MANDATE_MB = 5
NOT_TAKEN = _("Only these: %(kinds)s.")
TOO_HEAVY = _("This file has more than %(mb)d MB.")
STARTS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}


def kind_of(file: Any, *, packages: Collection[str] = ("docx",)) -> str:
    """Of a letter or its photograph: pdf, png, jpg or docx, by its content; what it is called does not count. Of the
    packed kinds those in `packages` are taken.

    Raises ValidationError for anything else and for what is too large.
    """
    if file.size > MANDATE_MB * 1024 * 1024:
        raise ValidationError(TOO_HEAVY % {"mb": MANDATE_MB}, code="size")
    file.seek(0)
    beginning = file.read(1024)
    kind = next((name for name, start in STARTS.items() if beginning.startswith(start)), "")
    if not kind and beginning.startswith(b"PK"):
        kind = _package_kind(file, packages)
    elif not kind and _fits("pdf", beginning):
        kind = "pdf"
    file.seek(0)
    if not kind:
        taken = ", ".join(["PDF", "JPEG", "PNG", *(package.upper() for package in packages)])
        raise ValidationError(NOT_TAKEN % {"kinds": taken}, code="content")
    return kind


def _fits(kind: str, beginning: bytes) -> bool:
    if kind == "pdf":
        return b"%PDF-" in beginning[:1024]
    if kind in ("txt", "csv"):
        return b"\0" not in beginning or beginning.startswith(UTF_16)
    return True


def _require_package(file: Any, needed: str) -> None:
    if needed not in _names_in(file):
        raise ValidationError(NOT_WHAT_IT_SAYS, code="content")


def _package_kind(file: Any, kinds: Collection[str]) -> str:
    names = _names_in(file)
    kind = next((kind for kind in kinds if PACKED[kind] in names), "")
    if not kind:
        raise ValidationError(NOT_WHAT_IT_SAYS, code="content")
    return kind


def _names_in(file: Any) -> set[str]:
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ValidationError(NOT_WHAT_IT_SAYS, code="content") from error
    if len(entries) > ENTRIES or sum(one.file_size for one in entries) > UNPACKED_MB * 1024 * 1024:
        raise ValidationError(TOO_LARGE, code="unpacked")
    return {one.filename for one in entries}
