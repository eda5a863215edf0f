"""Entries are put into the index in the transaction that makes them public, and leave it in the one that hides them."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef

from search.index.sources import SOURCES, Entry, owner_of
from search.index.synonyms import current_groups
from search.models import Document, Posting, Term
from search.text.kinship import Groups
from search.text.weighing import FULL, weigh

AT_ONCE = 500
LONGEST_TERM, LONGEST_TITLE = 100, 500


def refresh(owner: str) -> None:
    """What is found of this row is what is there to be read of it now."""
    model, _colon, pk = owner.partition(":")
    source = SOURCES[apps.get_model(model)]
    row = source.rows().filter(pk=pk).first()
    put(owner, list(source.entries(row)) if row else [])


def forget(owner: str) -> None:
    put(owner, [])


@transaction.atomic
def put(owner: str, entries: Sequence[Entry], groups: Groups | None = None) -> None:
    known = {one.key: one for one in Document.objects.filter(owner=owner)}
    for entry in entries:
        key = f"{owner}/{entry.part}"
        before = known.pop(key, None)
        digest = _digest_of(entry)
        if before is None or before.digest != digest or groups is not None:
            _write(_document(owner, key, entry, digest, before), entry, groups or current_groups())
    if known:
        _take_away([one.pk for one in known.values()])


def _document(owner: str, key: str, entry: Entry, digest: str, before: Document | None) -> Document:
    document = before or Document(key=key, owner=owner)
    document.kind, document.page_id, document.address = entry.kind, entry.page, entry.address
    document.for_everybody = entry.for_everybody
    document.title, document.text, document.day = entry.title[:LONGEST_TITLE], entry.text, entry.day
    document.facets, document.digest = facets_of(entry), digest
    document.save()
    return document


def facets_of(entry: Entry) -> list[str]:
    year = [f":year:{entry.day.year}"] if entry.day else []
    return [f":kind:{entry.kind}", *year, *entry.facets]


def _digest_of(entry: Entry) -> str:
    said = [entry.title, entry.heads, entry.text, entry.beside, entry.address, entry.page, str(entry.day), entry.kind]
    return hashlib.sha256(json.dumps([*said, facets_of(entry), entry.for_everybody]).encode()).hexdigest()


def _write(document: Document, entry: Entry, groups: Groups) -> None:
    weights = weigh(entry.fields(), groups) | dict.fromkeys(document.facets, 0)
    if entry.day:
        weights[f"@{entry.day}"] = FULL
    weights = {term[:LONGEST_TERM]: weight for term, weight in weights.items()}
    gone = _clear([document.pk])
    keys = _keys_of(weights)
    Posting.objects.bulk_create(
        [Posting(term_id=keys[term], document=document, weight=weight) for term, weight in weights.items()],
        batch_size=AT_ONCE,
    )
    _forget_terms(gone - set(keys.values()))


def _keys_of(texts: Iterable[str]) -> dict[str, int]:
    """In one order for all who write, so that no two wait for each other."""
    wanted = sorted(texts)
    keys = _known(wanted)
    new = [Term(text=text) for text in wanted if text not in keys]
    if new:
        Term.objects.bulk_create(new, batch_size=AT_ONCE, ignore_conflicts=True)
        keys |= _known([term.text for term in new])
    return keys


def _known(texts: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for start in range(0, len(texts), AT_ONCE):
        some = Term.objects.filter(text__in=texts[start : start + AT_ONCE])
        found.update(some.values_list("text", "pk"))
    return found


def _take_away(documents: list[int]) -> None:
    gone = _clear(documents)
    Document.objects.filter(pk__in=documents).delete()
    _forget_terms(gone)


def _clear(documents: list[int]) -> set[int]:
    """The postings go; returns their terms."""
    postings = Posting.objects.filter(document__in=documents)
    terms = set(postings.values_list("term", flat=True))
    if terms:
        postings.delete()
    return terms


def _forget_terms(keys: Iterable[int]) -> None:
    """Of those that stand nowhere any more no letter stays."""
    listed = sorted(keys)
    for start in range(0, len(listed), AT_ONCE):
        some = Term.objects.filter(pk__in=listed[start : start + AT_ONCE])
        some.exclude(Exists(Posting.objects.filter(term=OuterRef("pk")))).delete()


# --- all of it


def rebuild() -> int:
    """All is written anew, with the synonyms of today; what is no longer there goes. Returns how many things are
    found."""
    return _go_through(current_groups())


def catch_up() -> int:
    """All is read, and what differs written: what no entry of the ledger told, as that a day has passed."""
    return _go_through(None)


def _go_through(groups: Groups | None) -> int:
    owners = set()
    for source in SOURCES.values():
        for row in source.rows().iterator(chunk_size=AT_ONCE):
            put(owner_of(row), list(source.entries(row)), groups)
            owners.add(owner_of(row))
    for owner in set(Document.objects.values_list("owner", flat=True)) - owners:
        forget(owner)
    Term.objects.exclude(Exists(Posting.objects.filter(term=OuterRef("pk")))).delete()
    return Document.objects.count()
