"""Published minutes as JSON that anybody can check against the record: `docs/ledger.md`."""

import json
from typing import Any

from django.conf import settings

from forum import ledger
from forum.ledger.proofs import proof_of
from forum.models import LedgerEntry
from forum.models.pages import absolute_url
from minutes import events
from minutes.models import MinutesPage, content

SCHEMA = "mufakat.minutes/1"


def build_data(minutes: MinutesPage) -> dict[str, Any]:
    """The edition that is public, with the newest entry that published one."""
    published = LedgerEntry.objects.filter(
        target=ledger.target_of(minutes), verb__in=[events.MINUTES_PUBLISHED, events.MINUTES_CHANGED]
    )
    return {
        "schema": SCHEMA,
        "site": settings.BASE_URL,
        "page": minutes.pk,
        "url": absolute_url(minutes),
        "edition": minutes.edition,
        "content": json.loads(ledger.canonical(content.content_of(minutes))),
        "sha256": content.digest_of(minutes),
        "proof": proof_of(published.latest("seq"), is_open=True),
    }
