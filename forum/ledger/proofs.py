"""The record for those who check it: entries with their proofs, as `docs/ledger.md` specifies them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models

from forum.audiences import PUBLIC
from forum.events import EVENTS
from forum.ledger.chain import target_of
from forum.ledger.contents import withheld_among
from forum.ledger.seal import content_key, digest_of, told
from forum.models import LedgerEntry, LedgerHead, SignedHead, Witness
from forum.models.pages import absolute_reverse, visible_page_ids

CHAIN, ENTRY = "mufakat.chain/1", "mufakat.entry/1"
PER_PAGE = 500
SHOWN = 10  # signed heads on the page


def proof_of(entry: LedgerEntry, *, is_open: bool, withheld: bool = False) -> dict[str, Any]:
    """What makes the entry's digest; the entry itself where it is open to the reader. Of entries sealed in the earlier
    way, which nobody outside can compute, hardly more than the number: without a salt they could be guessed. What the
    content of an entry is, is not told where it is `withheld`."""
    if entry.salt is None:
        return {"seq": entry.seq, **({"digest": entry.digest} if is_open else {})}
    covered = told(entry)
    proof = {"seq": entry.seq, "previous": entry.previous, "leaf": digest_of(covered), "digest": entry.digest}
    if not is_open:
        return proof
    return {**proof, "entry": covered, **({"withheld": True} if withheld else _content(entry))}


def _content(entry: LedgerEntry) -> dict[str, Any]:
    event = EVENTS.get(entry.verb)
    if not entry.content or event is None or not event.open_content:
        return {}
    return {"content": {"sha256": entry.content, "key": content_key(entry), "covers": event.content}}


def proofs(entries: Iterable[LedgerEntry]) -> list[dict[str, Any]]:
    """Of entries as anybody may know them: open is what is public, under a page that everybody may read today, but for
    those whose data tells the digest of what is `withheld`."""
    entries = list(entries)
    pages = visible_page_ids(AnonymousUser(), {entry.page_id for entry in entries if entry.page_id})
    withheld = withheld_among(entries)
    return [
        proof_of(
            entry,
            is_open=entry.audience == PUBLIC
            and (entry.page_id is None or entry.page_id in pages)
            and not (entry.seq in withheld and "text" in entry.data),
            withheld=entry.seq in withheld,
        )
        for entry in entries
    ]


def entry_file(seq: int) -> dict[str, Any] | None:
    entries = LedgerEntry.objects.filter(seq=seq)
    return next(({"schema": ENTRY, "site": settings.BASE_URL, **proof} for proof in proofs(entries)), None)


def chain_file(start: int) -> dict[str, Any]:
    """A range of the chain; `next` is the address of the one that follows, null when this is the last."""
    last = LedgerHead.objects.get().seq
    entries = proofs(LedgerEntry.objects.filter(seq__gte=start, seq__lte=last).order_by("seq")[:PER_PAGE])
    following = start + PER_PAGE
    return {
        "schema": CHAIN,
        "site": settings.BASE_URL,
        "last": last,
        "next": f"{absolute_reverse('forum:chain')}?dari={following}" if following <= last else None,
        "entries": entries,
    }


def mark_of(target: models.Model, *verbs: str) -> str:
    """What a paper tells of the entry that recorded it, the same on any day. Empty before there is one."""
    entry = LedgerEntry.objects.filter(target=target_of(target), verb__in=verbs).order_by("-seq").first()
    return f"catatan {entry.seq}, sidik {entry.digest}" if entry else ""


def overview() -> dict[str, Any]:
    signed = SignedHead.objects.prefetch_related("countersignatures")[:SHOWN]
    return {"head": LedgerHead.objects.get(), "signed": signed, "witnesses": Witness.objects.all()}
