"""A version as a file: made once, then the same bytes for ever."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.crypto import salted_hmac

from decrees.export.layout import build_decree
from decrees.models import Version
from forum.documents.render import render

KEEP_UNDER = "rancangan"


def name_of(version: Version, file_format: str) -> str:
    return f"{version.decree.slug}-versi-{version.number}.{file_format}"


def label_of(version: Version) -> str:
    # Indonesian whoever downloads it: the label is printed in the document.
    return f"RANCANGAN — Versi {version.number}"


def file_of(version: Version, file_format: str) -> bytes:
    """Raises RenderError when it cannot be made within the limits."""
    path = _path(version, file_format)
    if not default_storage.exists(path):
        dated = timezone.localdate(version.circulated_at)
        document = build_decree(version.document, draft_label=label_of(version), dated=dated)
        default_storage.save(path, ContentFile(render(document, file_format)))
    with default_storage.open(path) as file:
        return file.read()  # type: ignore[no-any-return]


def _path(version: Version, file_format: str) -> str:
    """Not to be guessed from the fingerprint, which is public: the storage may be served to everybody."""
    key = f"{version.digest}.{version.number}.{version.circulated_at.isoformat()}"
    return f"{KEEP_UNDER}/{salted_hmac('decrees.downloads', key, algorithm='sha256').hexdigest()}.{file_format}"
