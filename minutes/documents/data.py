"""Published minutes as JSON that anybody can check against the record: `docs/ledger.md`."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from wagtail.utils.file import hash_filelike

from forum import ledger
from forum.ledger.contents import content_check, withholds
from forum.ledger.proofs import proof_of
from forum.models import LedgerEntry, instant
from forum.models.ledger.hiding import Gap
from forum.models.pages import absolute_reverse, absolute_url
from minutes import events
from minutes.models import ActionReport, Attachment, Correction, Edition, Evidence, KeptFile, MinutesPage, content
from minutes.models.hiding import all_gaps
from minutes.reading.corrections import annex_of
from minutes.reading.pages import approval_of

SCHEMA = "mufakat.minutes/1"
PUBLISHING = {events.MINUTES_PUBLISHED, events.MINUTES_CHANGED}
COVERING = PUBLISHING | {
    events.MINUTES_CIRCULATED,
    events.MINUTES_APPROVED,
    events.MINUTES_REOPENED,
    events.MINUTES_MENDED,
}


def build_data(minutes: MinutesPage) -> dict[str, Any]:
    """The edition that is public, with the newest entry that published one. While parts are hidden their gaps stand in
    the content, and its digest is not told: from that and the rest a number could be guessed."""
    hidden = hidden_in(minutes) + redacted_in(minutes)
    publication = _publications().filter(target=ledger.target_of(minutes)).latest("seq")
    return {
        "schema": SCHEMA,
        "site": settings.BASE_URL,
        "license": settings.DATA_LICENSE,
        "page": minutes.pk,
        "url": absolute_url(minutes),
        "edition": minutes.edition,
        "content": json.loads(ledger.canonical(content.content_of(minutes, as_shown=True))),
        **({"hidden": hidden} if hidden else {"sha256": content.digest_of(minutes)}),
        "objections": [asdict(one) for one in annex_of(minutes, approval_of(minutes, minutes.edition))],
        "proof": proof_of(publication, is_open=True, withheld=bool(hidden)),
    }


def build_edition_data(edition: Edition, text: MinutesPage) -> dict[str, Any]:
    """An earlier edition in the same form, with the entry that published it and the number of what is public now."""
    hidden = hidden_in(text) + redacted_in(text)
    published = _publications().filter(target=ledger.target_of(text), content=edition.digest).order_by("seq").last()
    return {
        "schema": SCHEMA,
        "site": settings.BASE_URL,
        "license": settings.DATA_LICENSE,
        "page": text.pk,
        "url": absolute_reverse("minutes:edition", text.pk, edition.number),
        "edition": edition.number,
        "superseded_by": text.superseded,
        "content": json.loads(ledger.canonical(content.content_of(text, as_shown=True))),
        **({"hidden": hidden} if hidden else {"sha256": edition.digest}),
        "proof": proof_of(published, is_open=True, withheld=bool(hidden)) if published else {},
    }


def hidden_in(minutes: MinutesPage) -> list[dict[str, Any]]:
    """The gaps of this edition, each with the entry that told it."""
    there = content.parts_of(minutes) if minutes.gaps else {}
    gaps = {part: gap for part, gap in sorted(minutes.gaps.items()) if part in there}
    entries = LedgerEntry.objects.in_bulk([gap.entry for gap in gaps.values()], field_name="seq") if gaps else {}
    return [
        {
            "part": part,
            "reason": gap.reason,
            "office": gap.office,
            "at": instant(gap.at),
            "entry": gap.entry,
            "proof": proof_of(entries[gap.entry], is_open=True),
        }
        for part, gap in gaps.items()
    ]


def redacted_in(minutes: MinutesPage) -> list[dict[str, Any]]:
    """What is blacked out in this edition, in the same way; the reason is the legal ground."""
    force = minutes.blackouts or []
    entries = LedgerEntry.objects.in_bulk([one["entry"] for one in force], field_name="seq") if force else {}
    return [
        {
            **{name: one[name] for name in ("part", "office", "at", "entry")},
            "reason": one["ground"],
            "proof": proof_of(entries[one["entry"]], is_open=True),
        }
        for one in force
    ]


@withholds
def covering_hidden_parts(entries: Iterable[LedgerEntry]) -> set[int]:
    """What tells the digest of minutes of which words are hidden or blacked out, of any edition, or of a remark that is
    hidden."""
    entries, gaps = list(entries), all_gaps()
    pages = {pk for pk, parts in gaps.items() if not _are_remarks(parts)} | _redacted(entries)
    remarks = _hidden_remarks(gaps)
    covering = (entry for entry in entries if entry.page_id in pages and entry.verb in COVERING)
    return {entry.seq for entry in (*covering, *(entry for entry in entries if entry.target in remarks))}


def _redacted(entries: Iterable[LedgerEntry]) -> set[int]:
    pages = {entry.page_id for entry in entries if entry.verb in COVERING}
    if not pages:
        return set()
    return set(MinutesPage.objects.filter(pk__in=pages, blackouts__isnull=False).values_list("pk", flat=True))


def _are_remarks(parts: Iterable[str]) -> bool:
    return all(part.startswith(content.REMARKS) for part in parts)


def _hidden_remarks(gaps: dict[int, dict[str, Gap]]) -> set[str]:
    """As the ledger names them."""
    hidden = {(pk, part) for pk, parts in gaps.items() for part in parts if part.startswith(content.REMARKS)}
    if not hidden:
        return set()
    kinds: tuple[type[Correction | ActionReport | Evidence], ...] = (Correction, ActionReport, Evidence)
    rows = (row for kind in kinds for row in kind._default_manager.filter(minutes__in={pk for pk, _part in hidden}))
    return {_told_as(row) for row in rows if (row.minutes_id, content.part_of_remark(row)) in hidden}


def _told_as(row: Any) -> str:
    return ledger.target_of(getattr(row, "completion", None) or row)


def _publications() -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(verb__in=PUBLISHING)


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
        if not is_whole(document):
            yield f"file {document.filename} of minutes {attachment.minutes_id} is not the one that was uploaded"


def is_whole(document: Any) -> bool:
    """Whether its file is there and is the one that was uploaded."""
    found = _digest(document.file, hash_filelike)
    return bool(found) and document.file_hash in ("", found)


def _digest(file: Any, digest: Callable[[Any], str]) -> str:
    """Empty for a file that is gone."""
    try:
        with file.open("rb") as opened:
            return digest(opened)
    except ConnectionError:
        raise  # the store is away, the file is not
    except OSError:
        return ""
