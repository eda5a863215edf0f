"""The office's own template as papers of minutes take it, and a paper on which one sees how it looks."""

from dataclasses import replace
from datetime import date

from django.utils import translation

from forum.documents.invitations.letter import facts
from forum.documents.model import (
    Column,
    Document,
    Heading,
    Item,
    Letterhead,
    Metadata,
    Numbered,
    Paragraph,
    SignatureBlock,
    Signatures,
    Table,
    Title,
)
from forum.documents.office.template import OfficeTemplate
from minutes.models import PaperTemplate


def template_in_use() -> OfficeTemplate | None:
    row = PaperTemplate.objects.order_by("-pk").first()
    if row is None or not row.sha256:
        return None
    return OfficeTemplate(row.sha256, row.has_letterhead, bytes(row.content))


def sample(template: OfficeTemplate | None) -> Document:
    """All that a paper of minutes is made of, once."""
    with translation.override("id"):
        return replace(_SAMPLE, template=template)


_BLOCKS = (
    Letterhead(("PEMERINTAH KABUPATEN CONTOH", "DINAS CONTOH"), ("Jalan Contoh Nomor 1",), rule=True),
    Title(("NOTULA", "NOMOR: 005/1"), bold=True),
    facts([("Rapat", "Rapat contoh"), ("Hari/Tanggal", "Selasa, 9 Mei 2017"), ("Tempat", "Ruang rapat")]),
    Heading("Peserta Rapat"),
    Table((Column("NO", 1, centered=True), Column("INSTANSI/ORGANISASI", 6)), (("1", "Dinas Contoh"),)),
    Heading("Pembahasan"),
    Paragraph("Naskah contoh untuk melihat tampilan templat."),
    Heading("Keputusan"),
    Numbered((Item("1.", "Keputusan pertama."), Item("2.", "Keputusan kedua.", (Item("a.", "Butirnya."),)))),
    Signatures(SignatureBlock("Pimpinan Rapat,", "BUDI CONTOH"), SignatureBlock("Notulis,", "SRI CONTOH")),
)
_SAMPLE = Document(Metadata("Contoh naskah", date(2017, 5, 9)), _BLOCKS, running_head="CONTOH")
