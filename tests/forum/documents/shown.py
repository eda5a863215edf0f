"""Papers that show what is hard to lay out; `python -m tests.e2e.screenshots` draws them into docs/papers."""

from decrees.documents.draft import build_decree
from decrees.text import Clause, Document, Kind
from forum.documents.model import Document as Paper
from forum.documents.model import Heading, Item, Metadata, Numbered, Paragraph, SignatureBlock, Signatures, Title
from minutes.documents.rich_text import read_rich_text
from minutes.documents.signing import in_pairs
from minutes.text.agreed import AGREED, CLOSING, opening
from tests.forum.documents.samples import META

MARKS = (
    "<p><b>Bupati</b> <i>membuka</i> rapat dan <b><i>menegaskan</i></b> keterbukaan<br/>di baris berikutnya.</p>"
    "<ol><li>data terbuka:<ol><li>portal data;</li><li>kanal aduan:<ul><li>SMS;</li><li>laman.</li></ul></li></ol></li>"
    "<li>pengadaan terbuka.</li></ol><ul><li>butir</li><li>aksara ꦗꦮ, ᮞᮥᮔ᮪ᮓ, 漢</li></ul>"
)
LONG = f"https://data.contoh.id/{'pertanggungjawaban' * 4}"


def rows(number):
    named = ["Badan Perencanaan Pembangunan Daerah", "Dinas Komunikasi dan Informatika", LONG, "Paguyuban ꦲꦏ꧀ꦱꦫꦗꦮ"]
    cells = [("Ketua" if n == 0 else "Anggota", named[n % 17 % 4], "") for n in range(number)]
    return tuple(Clause(f"row{n}", Kind.ROW, f"{n}.", "", cell) for n, cell in enumerate(cells, 1))


def decree():
    members = Clause("roster", Kind.ROSTER, "", "", children=rows(74))
    told = f"Membentuk Tim Aksara ꦗꦮ dengan pagu Rp 10.000.000,00 dan data pada {LONG}."
    document = Document(
        "Tim Pemerintahan Terbuka", "BUPATI CONTOH", "", "", "Contoh", "", "Budi Santosa", (),
        (Clause("r", Kind.RECITAL, "a.", "bahwa keterbukaan perlu didukung (Pasal 3 ayat (2) huruf a);"),), (), (),
        (Clause("d", Kind.DIKTUM, "KEDUA PULUH TUJUH", told),),
        (Clause("a", Kind.ANNEX, "LAMPIRAN III", "Susunan Tim", children=(members,)),),
    )  # fmt: skip
    return build_decree(document, draft_label="RANCANGAN — Versi 3", digest="0" * 64)


def marks():
    signed = Signatures(
        SignatureBlock("Pimpinan Rapat,\nAsisten", "BUDI SANTOSO", ("Contoh, 12 Mei 2017",)),
        SignatureBlock("Notulis,", "SRI WULANDARI"),
    )
    blocks = (Title(("NOTULA",), bold=True), Heading("Pembahasan"), *read_rich_text(MARKS), signed)
    return Paper(Metadata("Notula", META.date), blocks)


def agreement():
    """With signatories of every length, one more than pairs."""
    parties = [
        ("PIHAK PERTAMA,\nPlt. KEPALA DINAS KOMUNIKASI DAN INFORMATIKA,", "BUDI SANTOSO, S.Sos., M.A.P.", "Pembina"),
        ("PIHAK KEDUA,\na.n. BUPATI CONTOH\nSEKRETARIS DAERAH\nu.b.\nASISTEN PEMERINTAHAN,", "SRI WULANDARI", ""),
        ("SAKSI,\nKETUA\nLEMBAGA CONTOH,", "Ani Lestari", ""),
    ]
    blocks = [SignatureBlock(office, name, after=(rank,) if rank else ()) for office, name, rank in parties]
    about = {"meeting": "Rapat Kerja Sama Data", "place": "Pendopo", "chair": "Asisten Pemerintahan"}
    told = opening(META.date, **about, hours="13.00–15.00 WIB", met=True)
    return Paper(
        Metadata("Berita acara", META.date),
        (
            Title(("BERITA ACARA", "RAPAT KERJA SAMA DATA", "NOMOR: 027/5"), bold=True),
            Paragraph(told, indent=True),
            Numbered(
                (Item("1.", "Dinas Komunikasi dan Informatika (4 orang)"), Item("2.", "Lembaga Contoh (2 orang)"))
            ),
            Paragraph(AGREED, indent=True),
            Numbered(
                (Item("1.", "Data desa dibagi setiap triwulan."), Item("2.", "Berita acara ini ditinjau tiap tahun."))
            ),
            Paragraph(CLOSING, indent=True),
            *in_pairs(blocks, "Contoh, 9 Mei 2017"),
        ),
    )


PAPERS = {"annex": decree, "marks": marks, "agreement": agreement}
