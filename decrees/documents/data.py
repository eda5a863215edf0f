"""A version as JSON that anybody can check against the record: `docs/ledger.md`."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from decrees import events, text
from decrees.models import Version
from forum import ledger
from forum.ledger.contents import content_check
from forum.ledger.proofs import proof_of
from forum.models import LedgerEntry
from forum.models.pages import absolute_url

SCHEMA = "mufakat.version/1"


def build_data(version: Version) -> dict[str, Any]:
    """For somebody who may read the version, and therefore its entry."""
    entry = LedgerEntry.objects.get(target=ledger.target_of(version), verb=events.VERSION_CIRCULATED)
    return {
        "schema": SCHEMA,
        "site": settings.BASE_URL,
        "page": version.decree_id,
        "url": absolute_url(version.decree),
        "number": version.number,
        "text": text.to_json(version.document),
        "sha256": version.digest,
        "proof": proof_of(entry, is_open=True),
    }


@content_check
def changed_versions() -> Iterator[str]:
    """Versions whose text is not the one that was circulated."""
    entries = LedgerEntry.objects.filter(verb=events.VERSION_CIRCULATED)
    recorded = dict(entries.values_list("target", "content"))
    for version in Version.objects.order_by("pk").iterator(chunk_size=50):
        found = text.digest(version.document)
        if not found == version.digest == recorded.get(ledger.target_of(version)):
            yield f"version {version.number} of draft {version.decree_id} is not the one that was circulated"
