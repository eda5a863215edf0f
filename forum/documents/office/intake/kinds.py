"""What is brought as text, by its content; what the file is called does not count."""

import io
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_MB, UNPACKED_MB, ENTRIES = 10, 100, 5_000
TOO_HEAVY = _("This file has more than %(mb)d MB.")
TOO_LARGE = _("This file is too large once it is unpacked.")
NOT_WHAT_IT_SAYS = _("The content of this file is not what its name says. Save it anew in its program and upload that.")
LOCKED = _("This file is locked by a password. Save it without one, and bring that.")
OLD = _("This is a file of an old Word (.doc), whatever its name says. Open it, save it as DOCX, and bring that.")
MACROS = _("This file holds programs (macros). Save it without them, as DOCX or ODT, and bring that.")
NO_TEXT = _("This is a PDF. Bring the DOCX or ODT that it was made from, or copy its words into the field below.")
NOT_TAKEN = _("Only DOCX and ODT. Save it so in its program, and bring that.")
_OLD_STORAGE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, and DOCX behind a password
_BEHIND_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_MANIFEST = "META-INF/manifest.xml"
_ODT = b"opendocument.text"
_SMALL = 1_000_000


def kind_of(content: bytes) -> str:
    """docx or odt. Raises ValidationError with what can be done about anything else, and about what is too large.

    Nothing but the list of parts is unpacked: the sizes stand in the list of contents.
    """
    if len(content) > MOST_MB * 1024 * 1024:
        raise ValidationError(TOO_HEAVY % {"mb": MOST_MB}, code="size")
    if content.startswith(_OLD_STORAGE):
        is_locked = _BEHIND_PASSWORD in content
        raise ValidationError(LOCKED if is_locked else OLD, code="locked" if is_locked else "old")
    if b"%PDF-" in content[:1024]:
        raise ValidationError(NO_TEXT, code="pdf")
    if not content.startswith(b"PK"):
        raise ValidationError(NOT_TAKEN, code="content")
    return _package(content)


def _package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _require_small(entries)
            _require_open(package, entries)
            is_text = _ODT in _small(package, entries, "mimetype")
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise ValidationError(NOT_WHAT_IT_SAYS, code="content") from error
    names = {one.filename for one in entries}
    if any(_is_program(name.lower()) for name in names):
        raise ValidationError(MACROS, code="macros")
    kind = "docx" if "word/document.xml" in names else "odt" if "content.xml" in names else ""
    if not kind or (kind == "odt" and not is_text):
        raise ValidationError(NOT_TAKEN, code="content")
    return kind


def _require_small(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ENTRIES or sum(one.file_size for one in entries) > UNPACKED_MB * 1024 * 1024:
        raise ValidationError(TOO_LARGE, code="unpacked")


def _require_open(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    if any(one.flag_bits & 1 for one in entries) or b"encryption-data" in _small(package, entries, _MANIFEST):
        raise ValidationError(LOCKED, code="locked")


def _small(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> bytes:
    found = next((one for one in entries if one.filename == name and one.file_size <= _SMALL), None)
    return package.read(found) if found else b""


def _is_program(name: str) -> bool:
    return name.endswith(("vbaproject.bin", "basic/script-lc.xml")) or name.startswith("scripts/")
