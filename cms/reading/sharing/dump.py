"""Everything that is public, for whoever wants all of it: what goes into the archive, and which archive is there."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import storages
from django.db.models import QuerySet
from wagtail.documents import get_document_model

from decrees.documents import data as versions
from decrees.models import DecreePage, Version
from decrees.register import Register
from decrees.register.files import annotations
from decrees.register.files.extract import extract
from forum import ledger
from forum.ledger.proofs import chain_file
from forum.models import LedgerEntry, instant
from minutes import permissions
from minutes.documents import data as minutes_data
from minutes.models import MinutesPage
from search.models import Document
from search.reading.handed_out import address_of

FOLDER = "dump"
SCHEMA = "mufakat.dump/1"
# When it was made, the last entry of the ledger that it knows, the digest of its bytes: all there is to know of it.
NAME = re.compile(r"mufakat-(?P<at>\d{8}T\d{6}Z)-(?P<seq>\d+)-(?P<sha256>[0-9a-f]{64})\.zip")
# What such an entry takes away may be in an archive that was made before: it is handed out no more. A new edition of
# minutes brings what was blacked out in it into force; a draft or an invitation that is changed may be for fewer.
TAKES_AWAY = re.compile(
    r"^(?!login|duty|registration|attendance|.*hidden_?\.?read)"
    r".*(hid|conceal|withdraw|restrict|redact|eras|delet|remov|forgotten|moved|classed|merged|recalled"
    r"|(minutes|decree|invitation|meeting|page|file)\.changed|replaced)"
)
EVERYBODY = AnonymousUser()
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dump:
    name: str
    made_at: datetime.datetime
    seq: int
    sha256: str

    @classmethod
    def named(cls, name: str) -> "Dump | None":
        found = NAME.fullmatch(name)
        if found is None:
            return None
        at = datetime.datetime.strptime(found["at"], "%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC)
        return cls(name, at, int(found["seq"]), found["sha256"])

    @property
    def size(self) -> int:
        return int(storages["private"].size(f"{FOLDER}/{self.name}"))

    @property
    def is_valid(self) -> bool:
        """Nothing was taken away since it was made."""
        since = LedgerEntry.objects.filter(seq__gt=self.seq).values_list("verb", flat=True).distinct()
        return not any(TAKES_AWAY.search(verb) for verb in since)

    def open(self) -> IO[bytes]:
        """Raises FileNotFoundError where a newer one has come in its place."""
        file: IO[bytes] = storages["private"].open(f"{FOLDER}/{self.name}")
        return file


def all_dumps() -> list[Dump]:
    """The newest first."""
    try:
        names = storages["private"].listdir(FOLDER)[1]
    except FileNotFoundError:
        return []
    return sorted(filter(None, map(Dump.named, names)), key=lambda one: one.name, reverse=True)


def newest() -> Dump | None:
    return next(iter(all_dumps()), None)


def parts() -> Iterator[tuple[str, Data]]:
    """Name and content of each file in the archive, as somebody without a login gets them at their own addresses."""
    yield from _minutes()
    yield from _drafts()
    yield from _chain()
    for kind in Document.Kind.values:
        if found := [*_listed(kind)]:
            yield f"daftar/{kind}.json", {**_head(), "records": found}
    yield "berkas.json", {**_head(), "files": [*_files()]}


def _head() -> Data:
    return {"schema": SCHEMA, "site": settings.BASE_URL, "license": settings.DATA_LICENSE}


def _public_minutes() -> QuerySet[MinutesPage]:
    return MinutesPage.objects.visible_to(EVERYBODY).order_by("pk")


def _minutes() -> Iterator[tuple[str, Data]]:
    for minutes in _public_minutes().iterator(chunk_size=50):
        yield f"notula/{minutes.pk}.json", minutes_data.build_data(minutes)


def _drafts() -> Iterator[tuple[str, Data]]:
    for draft in DecreePage.objects.visible_to(EVERYBODY).order_by("pk"):
        for version in Version.objects.filter(decree=draft).order_by("number"):
            version.decree = draft
            data = versions.build_data(version)
            yield f"rancangan/{draft.pk}/versi-{version.number}.json", {**data, "license": settings.DATA_LICENSE}
        register = annotations.data(extract(Register(draft, EVERYBODY)))
        yield f"rancangan/{draft.pk}/tanggapan.json", {**register, "license": settings.DATA_LICENSE}


def _chain() -> Iterator[tuple[str, Data]]:
    start: int | None = 1
    while start is not None:
        part = chain_file(start)
        yield f"catatan/{start}.json", {**part, "license": settings.DATA_LICENSE}
        following = part["next"]
        start = int(following.rpartition("=")[2]) if following else None


def _listed(kind: str) -> Iterator[Data]:
    """Meetings, invitations, organisations and all else that anybody finds, with the words by which it is found."""
    found = Document.objects.visible_to(EVERYBODY).filter(kind=kind).select_related("page").order_by("pk")
    for one in found.iterator(chunk_size=200):
        yield {
            "url": address_of(one),
            "title": one.title,
            "day": one.day.isoformat() if one.day else None,
            "text": one.text,
        }


def _files() -> Iterator[Data]:
    """Those that anybody may take, with the digest of what they get."""
    for document in get_document_model().objects.order_by("pk").iterator(chunk_size=100):
        if permissions.can_read_file(EVERYBODY, document) and (sha256 := _digest(document)):
            told = {"name": document.filename, "title": document.title, "size": document.file.size, "sha256": sha256}
            yield {"url": f"{settings.BASE_URL}{document.url}", **told}


def _digest(document: Any) -> str:
    """Empty for a file that is gone."""
    try:
        with document.file.open("rb") as opened:
            return ledger.digest_of_file(opened)
    except ConnectionError:
        raise  # the store is away, the file is not
    except OSError:
        return ""


def contents(made_at: datetime.datetime, seq: int, listed: list[Data]) -> Data:
    """What is in the archive, each file with its digest."""
    return {**_head(), "made_at": instant(made_at), "last_entry": seq, "files": listed}
