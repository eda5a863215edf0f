"""A whole meeting in one file (ZIP), of what this reader may read: letters, agenda, minutes, papers, who came."""

import csv
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

from django.utils import translation

from forum.documents import RenderError, downloads
from forum.documents.invitations.letter import build_letter
from forum.documents.model import Document
from forum.models.pages import absolute_url
from forum.models.typed.spreadsheets import csv_text
from forum.permissions import Anyone, can_know_meeting, can_read_paper
from forum.reading.meetings.pages import invitations_to
from minutes import permissions
from minutes.documents import data, paper
from minutes.models import MinutesPage, content
from minutes.models.shown import Shown, shown_of
from minutes.reading import pages

MOST_BYTES = 100_000_000  # of files; what does not fit is named in the list, with its address
IN_MEMORY = 1_000_000
FIXED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """`mark` is another for other bytes. `read` gives them; what a server cannot draw or find now is named in the
    list."""

    name: str
    mark: str
    read: Callable[[], bytes]
    size: int = 0


@dataclass(frozen=True, slots=True)
class Bundle:
    """Of one reader: it has what this one may read, and nothing else."""

    title: str
    parts: tuple[Part, ...]
    address: str = ""

    @property
    def size(self) -> int:
        """Of the files that are brought into it."""
        return sum(part.size for part in self.parts)

    @property
    def key(self) -> str:
        """The same for those who may read the same."""
        marks = [self.title, self.address, str(MOST_BYTES), *(f"{part.name} {part.mark}" for part in self.parts)]
        return hashlib.sha256("\n".join(marks).encode()).hexdigest()

    def written(self, told: Callable[[int], None] = lambda done: None) -> IO[bytes]:
        """Opened at its beginning. `told`: how many parts are through."""
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever hands it out closes it
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            listed, sums, left = [], [], MOST_BYTES
            for number, part in enumerate(self.parts, 1):
                made = _content(part) if part.size <= left else None
                listed.append(part.name if made is not None else f"{part.name} (tidak disertakan; baca di situs)")
                if made is not None:
                    left -= part.size
                    _write(archive, part.name, made)
                    sums.append(f"{hashlib.sha256(made).hexdigest()} *{part.name}\n")
                told(number)
            _write(archive, "DAFTAR-ISI.txt", _text([self.title, self.address, "", *listed]))
            _write(archive, "SHA256SUMS", "".join(sums).encode())
        file.seek(0)
        return file


def bundle_of(minutes: MinutesPage, user: Anyone) -> Bundle:
    """Always in Indonesian, as its papers are."""
    with translation.override("id"):
        return Bundle(minutes.title, tuple(_parts(minutes, user)), absolute_url(minutes))


def _content(part: Part) -> bytes | None:
    try:
        return part.read()
    except (RenderError, OSError):
        return None


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """The same content gives the same bytes."""
    about = zipfile.ZipInfo(name, FIXED)
    about.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(about, content)


def _parts(minutes: MinutesPage, user: Anyone) -> Iterator[Part]:
    shown = shown_of(minutes)
    yield from _letters(minutes, user)
    yield _made("2-acara.txt", _agenda(shown))
    document = paper.build_minutes(minutes)
    for file_format in ("pdf", "docx"):
        yield _paper(f"3-notula/{minutes.kind}.{file_format}", document, file_format)
    yield _made("3-notula/notula.json", _json(minutes))
    if minutes.blackouts and permissions.can_read_internal(user, minutes):
        whole = copy(minutes)
        whole.blackouts = None
        yield _paper("3-notula/edisi-internal.pdf", paper.build_minutes(whole), "pdf")
    yield from _files(minutes, user)
    yield _made("5-hadir-menurut-organisasi.csv", _attendance(minutes, shown))


def _made(name: str, content: bytes) -> Part:
    return Part(name, hashlib.sha256(content).hexdigest(), lambda: content)


def _paper(name: str, document: Document, file_format: str) -> Part:
    return Part(name, downloads.fingerprint(document), partial(downloads.file_of, document, file_format))


def _letters(minutes: MinutesPage, user: Anyone) -> Iterator[Part]:
    for number, invitation in enumerate(invitations_to(minutes.held_meeting, user), 1):
        letter = build_letter(invitation, with_meeting=can_know_meeting(user, invitation))
        yield _paper(f"1-undangan/{number}-{invitation.slug}.pdf", letter, "pdf")


def _agenda(shown: Shown) -> bytes:
    lines = (" ".join(filter(None, [point.label, point.text, point.hours])) for point in shown.meeting.points)
    return _text([shown.meeting.title, "", *lines])


def _text(lines: Iterable[str]) -> bytes:
    """As the plainest editor of Windows shows it right."""
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _json(minutes: MinutesPage) -> bytes:
    return json.dumps(data.build_data(minutes), ensure_ascii=False, indent=1).encode()


def _files(minutes: MinutesPage, user: Anyone) -> Iterator[Part]:
    """Attachments of the minutes and papers of the agenda, each by its own right; one that is both comes once."""
    attached = [one.document for one in content.stored_items(minutes, "attachments")]
    brought = [one.document for one in minutes.held_meeting.papers.all() if can_read_paper(user, one)]
    for document in {one.pk: one for one in (*attached, *brought)}.values():
        if permissions.can_read_file(user, document):
            name = f"4-bahan/{document.pk}-{document.filename}"
            mark = f"{document.file.name} {document.file_hash}"
            yield Part(name, mark, partial(_bytes, document), _size(document))


def _size(document: Any) -> int:
    """What was uploaded past the forms has none on record."""
    try:
        return int(document.file_size or document.file.size)
    except OSError:
        return 0  # gone: reading it says so


def _bytes(document: Any) -> bytes:
    with document.file.open("rb") as file:
        read: bytes = file.read()
    return read


def _attendance(minutes: MinutesPage, shown: Shown) -> bytes:
    out = io.StringIO()
    rows = [("Organisasi", "Unsur", "Kehadiran", "Sebagai", "Jumlah orang")]
    for row in pages.rows_of(minutes, "attendance", shown):
        name, sector = (row.organisation.name, row.organisation.sector.name) if row.organisation else ("", "")
        came = str(row.item.get_status_display())
        rows.append((name, sector, came, row.item.capacity, str(row.item.people)))
    rows += [(guest, "", "hadir", "undangan", "1") for guest in content.guests_of(minutes)]
    if minutes.public_participants:
        rows.append(("Masyarakat umum", "", "hadir", "", str(minutes.public_participants)))
    # In offices with Indonesian settings a spreadsheet parts cells at semicolons.
    csv.writer(out, delimiter=";").writerows([csv_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
