"""The attendance sheet of a meeting (daftar hadir): those who are expected, then empty lines, to be signed."""

from collections.abc import Iterable

from django.utils import timezone, translation
from django.utils.formats import date_format

from forum import clock
from forum.documents import model
from forum.documents.invitations.letter import facts, letterhead, paper_of
from forum.documents.spelling import hours_of
from forum.models import ForumSettings, MeetingPage

COLUMNS = (
    model.Column("No.", 10, centered=True),
    model.Column("Nama", 42),
    model.Column("Instansi / Organisasi", 40),
    model.Column("Jabatan", 31),
    model.Column("Tanda Tangan", 42),
)
NOTICE = (
    "Data pada daftar ini disimpan oleh sekretariat sebagai bukti kehadiran, tidak diumumkan, dan dihapus satu tahun "
    "setelah rapat (Undang-Undang Nomor 27 Tahun 2022). Yang tidak berkenan difoto atau direkam agar memberi tahu "
    "petugas."
)


def build_sheet(meeting: MeetingPage, lines: Iterable[tuple[str, str, str]]) -> model.Document:
    """Always in Indonesian, on the paper of letters. Of each line the name, the organisation and the position."""
    with translation.override("id"):
        local = ForumSettings.objects.first() or ForumSettings()
        start = timezone.localtime(meeting.starts_at)
        when = [
            ("Acara", meeting.title),
            ("Hari/Tanggal", date_format(start, "l, j F Y")),
            ("Waktu", hours_of(meeting)),
            ("Tempat", ", ".join(filter(None, [meeting.room, meeting.address]))),
        ]
        blocks = (
            letterhead(local.letterhead, local.forum_name, emblem=local.emblem),
            model.Title(("DAFTAR HADIR",), bold=True),
            facts(when),
            model.Table(COLUMNS, tuple(_rows(lines))),
            model.Paragraph(NOTICE),
        )
        about = model.Metadata(title=f"Daftar hadir: {meeting.title}", date=clock.today(), author=local.forum_name)
        return model.Document(about, blocks, paper=paper_of(local))


def _rows(lines: Iterable[tuple[str, str, str]]) -> Iterable[tuple[str, ...]]:
    """A signature stands at the left and at the right in turn, so that there is room for it."""
    for number, (name, body, position) in enumerate(lines, 1):
        indent = "" if number % 2 else "\u2003\u2003\u2003"
        yield str(number), name, body, position, f"{indent}{number}.\n\u2003"
