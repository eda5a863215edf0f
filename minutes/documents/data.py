"""Published minutes as JSON that anybody can check against the record: `docs/ledger.md`."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from wagtail.utils.file import hash_filelike

from forum import ledger
from forum.ledger.contents import content_check
from forum.ledger.proofs import proof_of
from forum.models import LedgerEntry
from forum.models.pages import absolute_url
from minutes import events
from minutes.models import Attachment, KeptFile, MinutesPage, content

SCHEMA = "mufakat.minutes/1"


def build_data(minutes: MinutesPage) -> dict[str, Any]:
    """The edition that is public, with the newest entry that published one."""
    return {
        "schema": SCHEMA,
        "site": settings.BASE_URL,
        "page": minutes.pk,
        "url": absolute_url(minutes),
        "edition": minutes.edition,
        "content": json.loads(ledger.canonical(content.content_of(minutes))),
        "sha256": content.digest_of(minutes),
        "proof": proof_of(_publications().filter(target=ledger.target_of(minutes)).latest("seq"), is_open=True),
    }


def _publications() -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(verb__in=[events.MINUTES_PUBLISHED, events.MINUTES_CHANGED])


@content_check
def changed_minutes() -> Iterator[str]:
    """Minutes that are public and not as they were published last."""
    recorded = dict(_publications().order_by("seq").values_list("target", "content"))
    for minutes in MinutesPage.objects.live().order_by("pk"):
        if content.digest_of(minutes) != recorded.get(ledger.target_of(minutes)):
            yield f"minutes {minutes.pk} are not as they were published"


@content_check
def changed_files() -> Iterator[str]:
    """Files that were circulated with minutes, by their sha256."""
    for kept in KeptFile.objects.select_related("document").order_by("pk"):
        if _digest(kept.document.file, ledger.digest_of_file) != kept.sha256:
            yield f"file {kept.name} (document {kept.document_id}) is not the one that was circulated"


@content_check
def changed_attachments() -> Iterator[str]:
    """Files of minutes published before digests of files were noted: gone, or not those that were uploaded."""
    earlier = Attachment.objects.filter(minutes__live=True, document__kept=None)
    for attachment in earlier.select_related("document").order_by("pk"):
        document = attachment.document
        found = _digest(document.file, hash_filelike)
        if not found or document.file_hash not in ("", found):
            yield f"file {document.filename} of minutes {attachment.minutes_id} is not the one that was uploaded"


def _digest(file: Any, digest: Callable[[Any], str]) -> str:
    """Empty for a file that is gone."""
    try:
        with file.open("rb") as opened:
            return digest(opened)
    except OSError:
        return ""
