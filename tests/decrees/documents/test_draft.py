"""The order and the fixed words of a Keputusan Bupati."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from decrees import text
from decrees.documents.draft import BLANK, build_decree
from forum.documents import model, render


def item(id, value):
    return {"type": "item", "id": id, "value": value}


def roster(id, *rows):
    items = [item(f"{id}{n}", {"position": p, "office": o, "note": note}) for n, (p, o, note) in enumerate(rows)]
    return {"type": "roster", "id": id, "value": {"caption": "", "rows": items}}


BLOCKS = [
    {"type": "recital", "id": "r1", "value": "bahwa satu;"},
    {"type": "recital", "id": "r2", "value": "bahwa dua;"},
    {"type": "citation", "id": "c1", "value": "Undang-Undang Nomor 14 Tahun 2008;"},
    {"type": "diktum", "id": "d1", "value": {"text": "Membentuk Tim.", "points": [], "closing": ""}},
    {
        "type": "diktum",
        "id": "d2",
        "value": {"text": "Tugas:", "points": [item("p1", "satu; dan"), item("p2", "dua.")], "closing": "Penutup."},
    },
    {
        "type": "annex",
        "id": "a1",
        "value": {
            "title": "Susunan Tim Pengarah",
            "body": [
                roster("o1", ("Ketua", "Sekretaris Daerah", ""), ("Anggota", "Akademisi", "")),
                {"type": "heading", "id": "h1", "value": "Uraian tugas"},
                {"type": "list", "id": "l1", "value": [item("l2", "mengarahkan; dan"), item("l3", "menilai.")]},
            ],
        },
    },
    {
        "type": "annex",
        "id": "a2",
        "value": {
            "title": "Susunan Tim Pelaksana",
            "body": [
                {"type": "paragraph", "id": "g1", "value": "Tim terdiri atas:"},
                roster("o2", ("Ketua", "Asisten", "merangkap")),
            ],
        },
    },
]
FACTS = {
    "title": "Tim Pemerintahan Terbuka",
    "office": "BUPATI CONTOH",
    "province": "PROVINSI JAWA TIMUR",
    "number": "188/1/2017",
    "place": "Contoh",
    "date": "1 Juni 2017",
    "signatory": "Nama Bupati",
    "copies": ("Gubernur Jawa Timur;",),
}


def decree(**changes):
    return text.build(BLOCKS, **{**FACTS, **changes})


def of(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def test_parts_stand_in_the_prescribed_order():
    labels = [
        b.label if isinstance(b, model.Labelled) else b.text
        for b in of(build_decree(decree()), model.Labelled | model.Centered)
    ]
    assert labels == ["BUPATI CONTOH,", "Menimbang", "Mengingat", "MEMUTUSKAN:", "Menetapkan", "KESATU", "KEDUA"]


def test_title_says_type_number_and_name_in_capitals():
    title = of(build_decree(decree()), model.Title)[0]
    assert title.lines == ("KEPUTUSAN BUPATI CONTOH", "NOMOR : 188/1/2017", "TENTANG", "TIM PEMERINTAHAN TERBUKA")


def test_recitals_are_lettered_and_closing_stands_unnumbered_below_the_points():
    labelled = {block.label: block.items for block in of(build_decree(decree()), model.Labelled)}
    assert [i.number for i in labelled["Menimbang"]] == ["a.", "b."]
    assert [(i.number, i.text) for i in labelled["KEDUA"]] == [
        ("", "Tugas:"),
        ("a.", "satu; dan"),
        ("b.", "dua."),
        ("", "Penutup."),
    ]


@pytest.mark.parametrize(
    ("states_title", "expected"), [(True, "KEPUTUSAN BUPATI TENTANG TIM PEMERINTAHAN TERBUKA."), (False, "")]
)
def test_menetapkan_repeats_the_title_only_if_wanted(states_title, expected):
    built = build_decree(decree(), states_title=states_title)
    (menetapkan,) = (block for block in of(built, model.Labelled) if block.label == "Menetapkan")
    assert menetapkan.items == (model.Item("", expected),)


@pytest.mark.parametrize(("office", "rank"), [("WALI KOTA CONTOH", "WALI KOTA"), ("GUBERNUR CONTOH", "GUBERNUR")])
def test_rank_of_another_office(office, rank):
    menetapkan = next(b for b in of(build_decree(decree(office=office)), model.Labelled) if b.label == "Menetapkan")
    assert menetapkan.items[0].text.startswith(f"KEPUTUSAN {rank} TENTANG")


def test_each_annex_starts_a_page_under_its_header_and_ends_signed():
    blocks = build_decree(decree()).blocks
    starts = [n for n, block in enumerate(blocks) if isinstance(block, model.PageBreak)]
    assert [blocks[n + 1].lines[0] for n in starts] == ["LAMPIRAN I", "LAMPIRAN II"]
    assert blocks[starts[0] + 1].fields == (("NOMOR", "188/1/2017"), ("TANGGAL", "1 Juni 2017"))
    for end in (starts[1] - 1, len(blocks) - 1):
        assert blocks[end] == model.Signatures(model.SignatureBlock("BUPATI CONTOH,", "NAMA BUPATI"))


def test_roster_has_a_remarks_column_only_where_there_are_remarks():
    first, second = of(build_decree(decree()), model.Table)
    assert [c.title for c in first.columns] == ["NO.", "KEDUDUKAN DALAM TIM", "JABATAN/INSTANSI"]
    assert first.rows == (("1.", "Ketua", "Sekretaris Daerah"), ("2.", "Anggota", "Akademisi"))
    assert [c.title for c in second.columns][3:] == ["KETERANGAN"]
    assert second.rows == (("1.", "Ketua", "Asisten", "merangkap"),)


def test_draft_without_number_date_or_signatory_has_blanks_to_fill():
    built = build_decree(decree(number="", date="", signatory=""), draft_label="RANCANGAN — Versi 1")
    assert of(built, model.Title)[0].lines[1] == f"NOMOR : {BLANK}"
    assert of(built, model.Signatures)[0].right.before == ("Ditetapkan di Contoh", f"pada tanggal {BLANK}")
    assert of(built, model.Signatures)[0].right.name == BLANK
    assert built.running_head == "RANCANGAN — Versi 1"


def test_properties_of_a_drafts_file_say_which_draft_it_is():
    metadata = build_decree(decree(), draft_label="RANCANGAN — Versi 3", digest="ab12").metadata
    assert metadata.title == "RANCANGAN — Versi 3: KEPUTUSAN BUPATI CONTOH tentang Tim Pemerintahan Terbuka"
    assert metadata.keywords == ("RANCANGAN — Versi 3", "sha256:ab12")
    assert build_decree(decree()).metadata.keywords == ()


def test_copies_and_optional_parts_are_absent_without_content():
    built = build_decree(decree(copies=(), province=""))
    assert of(built, model.KeyValues) == []
    assert "Memperhatikan" not in [block.label for block in of(built, model.Labelled)]
    assert of(built, model.Letterhead)[0].lines == ("BUPATI CONTOH",)


def test_decree_pdf_has_its_annexes_on_pages_of_their_own():
    pdf = PdfReader(io.BytesIO(render(build_decree(decree(), dated=date(2017, 6, 1)), "pdf")))
    first, *annexes = [page.extract_text().replace("\u00a0", " ") for page in pdf.pages]
    assert "MEMUTUSKAN:" in first
    assert ["LAMPIRAN I\n" in annexes[0], "LAMPIRAN II\n" in annexes[1]] == [True, True]
    assert pdf.metadata.creation_date.date() == date(2017, 6, 1)
