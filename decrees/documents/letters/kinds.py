"""What a letter is by its content; what it is called does not count."""

import io
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decrees.models.participation.letters import MOST_BYTES, MOST_MB
from forum.forms.uploads import ENTRIES, NOT_WHAT_IT_SAYS, TOO_HEAVY, TOO_LARGE, UNPACKED_MB

KINDS = ("docx", "odt", "pdf", "eml", "txt")
_NOT_TAKEN = _("DOCX, ODT, PDF, a saved mail (.eml) or plain text only.")
_MACROS = _("This file holds programs (macros). Save it without them, as DOCX or PDF, and bring that.")
_PACKED = {"docx": "word/document.xml", "odt": "content.xml"}
_PROGRAMS = ("vbaproject.bin", "basic/script-lc.xml", "scripts/")
_OF_A_MAIL = (b"from:", b"to:", b"subject:", b"date:", b"received:", b"return-path:", b"message-id:", b"mime-version:")


def kind_of(content: bytes) -> str:
    """Raises ValidationError for anything else, for what holds macros and for what is too large. Nothing is unpacked:
    the sizes stand in the list of contents."""
    if len(content) > MOST_BYTES:
        raise ValidationError(TOO_HEAVY % {"mb": MOST_MB}, code="size")
    if content.startswith(b"PK"):
        return _package(content)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if b"\0" in content or not content.strip():
        raise ValidationError(_NOT_TAKEN, code="content")
    return "eml" if content.lstrip().lower().startswith(_OF_A_MAIL) else "txt"


def _package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ValidationError(NOT_WHAT_IT_SAYS, code="content") from error
    if len(entries) > ENTRIES or sum(one.file_size for one in entries) > UNPACKED_MB * 1024 * 1024:
        raise ValidationError(TOO_LARGE, code="unpacked")
    names = {one.filename for one in entries}
    if any(name.lower().endswith(_PROGRAMS[:2]) or name.lower().startswith(_PROGRAMS[2]) for name in names):
        raise ValidationError(_MACROS, code="macros")
    kind = next((kind for kind, needed in _PACKED.items() if needed in names), "")
    if not kind:
        raise ValidationError(_NOT_TAKEN, code="content")
    return kind
