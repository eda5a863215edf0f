"""Where things stand on the pages of a PDF."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from forum.documents import model, render, widths
from tests.forum.documents.readers import TABLE, W, body, pages, part
from tests.forum.documents.samples import Item, around

SIGNED = model.Signatures(model.SignatureBlock("BUPATI CONTOH,", "NAMA BUPATI"))
HEAD = (
    model.AnnexHeader(("LAMPIRAN I", "KEPUTUSAN BUPATI CONTOH"), (("NOMOR", "…"),), ("TENTANG", "TIM CONTOH")),
    model.Title(("SUSUNAN TIM",)),
)
OFFICE = "Badan Perencanaan Pembangunan Daerah Kabupaten Contoh"
ADDRESS = f"https://contoh.id/{'pertanggungjawaban' * 6}"


def roster(rows, office="Dinas"):
    columns = (model.Column("NO.", 14, centered=True), model.Column("KEDUDUKAN", 64), model.Column("INSTANSI", 87))
    return model.Table(columns, tuple((f"{n}.", "Anggota", f"PETUGAS{n} {office}") for n in range(1, rows + 1)))


def tasks(number):
    text = "mengoordinasikan penyelenggaraan pemerintahan terbuka di lingkungan pemerintah kabupaten dan melaporkannya"
    return model.Numbered(tuple(Item(f"{n}.", f"PETUGAS{n} {text};") for n in range(1, number + 1)))


def annex_pages(*blocks):
    """How many members or tasks stand on each page of the annex."""
    document = around(model.Title(("KEPUTUSAN",)), model.PageBreak(), *HEAD, *blocks, SIGNED)
    _decree, *annex = pages(render(document, "pdf"))
    assert "NAMA BUPATI" in annex[-1]
    return [text.count("PETUGAS") for text in annex]


@pytest.mark.parametrize("rows", [3, 8, 9, 24, 31, 35, 37, 38, 74])
@pytest.mark.parametrize("office", ["Dinas", OFFICE])
def test_no_page_of_an_annex_has_its_head_or_its_signature_alone(rows, office):
    counts = annex_pages(roster(rows, office))
    assert sum(counts) == rows
    assert all(counts)


@pytest.mark.parametrize("rows", [35, 74])
def test_long_roster_fills_its_first_page(rows):
    assert annex_pages(roster(rows))[0] > 28


@pytest.mark.parametrize("number", [1, 14, 20, 35, 42, 74])
def test_list_of_an_annex_is_not_moved_as_a_whole(number):
    counts = annex_pages(tasks(number))
    assert sum(counts) == number
    assert all(counts)
    assert counts[0] >= min(number, 19)


def test_roster_and_tasks_share_pages():
    counts = annex_pages(roster(18), model.Heading("Uraian tugas"), tasks(14))
    assert sum(counts) == 32
    assert counts[0] > 18
    assert all(counts)


@pytest.mark.parametrize("words", [40, 90, 200])
def test_row_that_is_not_long_stands_on_one_page(words):
    rows = tuple((f"AWAL{n}.", f"{'kata ' * words} AKHIR{n}.") for n in range(1, 31))
    table = model.Table((model.Column("NO."), model.Column("URAIAN", 4)), rows)
    found = pages(render(around(model.Title(("UJI",)), table), "pdf"))
    assert len(found) > 1
    for n in range(1, 31):
        [page] = [text for text in found if f"AWAL{n}." in text]
        assert f"AKHIR{n}." in page


def test_rows_longer_than_a_page_lose_nothing():
    columns = (model.Column("URAIAN"),)
    long = model.Table(columns, tuple((f"AWAL{n} {'kata ' * 900} AKHIR{n}",) for n in range(1, 4)))
    text = " ".join(pages(render(around(model.Title(("UJI",)), long, SIGNED), "pdf")))
    assert [text.count(word) for word in ("AWAL3", "AKHIR3", "NAMA BUPATI")] == [1, 1, 1]
    assert text.count("kata") == 2700


# --- words and columns


def lines_of(*blocks):
    return "\n".join(pages(render(around(model.Title(("UJI",)), *blocks), "pdf"))).splitlines()


def test_word_too_long_for_its_cell_breaks_there_and_is_copied_whole():
    lines = lines_of(model.Table((model.Column("A"), model.Column("B", 3)), ((ADDRESS, "pendek"),)))
    assert all(len(line) < 40 for line in lines)
    assert ADDRESS in "".join(lines)


def test_word_too_long_for_a_line_breaks_too():
    lines = lines_of(model.Paragraph(ADDRESS))
    assert all(len(line) < 90 for line in lines)
    assert ADDRESS in "".join(lines)


def test_words_that_fit_are_left_alone():
    text = "pertanggungjawabannya"
    assert widths.breakable(text, 60) == text
    assert widths.breakable(text, 20).replace(widths.BREAK, "") == text


def test_letters_that_are_written_as_one_are_never_parted():
    assert widths.breakable("ꦏ꧀ꦱꦴꦱ", 1) == f"ꦏ꧀ꦱꦴ{widths.BREAK}ꦱ"


def test_column_of_labels_is_as_wide_as_the_longest_in_every_format():
    labelled = [model.Labelled(label, (Item("", "isi"),)) for label in ("KESATU", "KEDUA PULUH TUJUH")]
    document = around(model.Title(("UJI",)), *labelled)
    width = round(widths.label_mm(document))
    assert width > 49
    assert "KEDUA PULUH TUJUH : isi" in pages(render(document, "pdf"))[0]
    columns = body(render(document, "docx"), "docx").iter(f"{W}gridCol")
    assert round(int(next(columns).get(f"{W}w")) * 25.4 / 1440) == width
    assert f"{widths.label_mm(document):.2f}mm" in part(render(document, "odt"), "content.xml").decode()


def test_keys_stand_no_wider_than_they_are():
    keys = model.KeyValues((model.KeyValue.of("Acara", "satu"), model.KeyValue.of("Pimpinan rapat", "dua")))
    assert 32 < widths.key_mm(keys) < 38
    assert widths.key_mm(model.KeyValues(keys.rows, key_mm=11)) == 11


NARROW = model.Table(
    (model.Column("No.", 10), model.Column("Nama", 82), model.Column("Jabatan", 31), model.Column("Tenggat", 42)),
    (("1", "Siti", "Kepala Subbagian Pengendalian", "31 Desember 2026"), ("2", "Agus", "Perencanaan", "–")),
)
WHOLE = ("No.", "Pengendalian", "Perencanaan", "31\u00a0Desember")


def test_columns_whose_words_would_break_take_room_from_the_others():
    asked = [column.width for column in NARROW.columns]
    rooms = widths.rooms_mm(NARROW, landscape=False)
    assert sum(widths.columns_mm(NARROW, landscape=False)) == pytest.approx(sum(asked))
    for words, room in zip((("No.",), ("Nama", "Siti"), WHOLE[1:3], WHOLE[3:]), rooms, strict=True):
        assert max(widths.width_mm(word) * (widths.BOLDER if word in ("No.", "Nama") else 1) for word in words) <= room
    (text,) = pages(render(around(model.Title(("UJI",)), NARROW), "pdf"))
    assert all(word.replace("\u00a0", " ") in text.replace("\u00a0", " ") for word in WHOLE)


@pytest.mark.parametrize("landscape", [False, True])
def test_all_columns_have_the_widths_of_the_pdf_in_office_files(landscape):
    document = replace(around(model.Title(("UJI",)), NARROW), landscape=landscape)
    expected = widths.columns_mm(NARROW, landscape=landscape)
    columns = body(render(document, "docx"), "docx").iter(f"{W}gridCol")
    assert [int(column.get(f"{W}w")) * 25.4 / 1440 for column in columns] == pytest.approx(expected, abs=0.1)


def test_columns_that_fit_keep_the_widths_that_were_asked_for():
    table = model.Table((model.Column("A", 1), model.Column("B", 3)), (("satu", "dua"),))
    assert widths.columns_mm(table, landscape=False) == [41.25, 123.75]


def test_where_not_all_words_have_room_narrow_columns_keep_theirs():
    long = "m" * 15
    table = model.Table((model.Column("Satuan"), *[model.Column("B")] * 5), (("Rp", *[long] * 5),))
    narrow, *wide = widths.rooms_mm(table, landscape=False)
    assert widths.width_mm("Satuan") * widths.BOLDER <= narrow
    assert all(room == pytest.approx(wide[0]) and room < widths.width_mm(long) for room in wide)


# --- signatures, bookmarks, properties


@pytest.mark.parametrize("lines", range(0, 48, 6))
def test_pairs_of_signatures_are_not_parted_from_each_other_nor_from_the_text(lines):
    names = [f"NAMA{n}" for n in range(4)]
    pairs = [
        model.Signatures(model.SignatureBlock("PIHAK,", a), model.SignatureBlock("PIHAK,", b))
        for a, b in (names[:2], names[2:])
    ]
    text = [model.Paragraph(f"baris {n}") for n in range(lines)]
    made = pages(render(around(*text, model.Paragraph("Demikian."), *pairs), "pdf"))
    (signed,) = [page for page in made if "NAMA" in page]
    assert all(word in signed for word in (*names, "Demikian."))


def test_many_pairs_of_signatures_fill_pages():
    pair = model.Signatures(model.SignatureBlock("PIHAK,", "NAMA"), model.SignatureBlock("PIHAK,", "NAMA"))
    made = pages(render(around(model.Paragraph("Demikian."), *[pair] * 12), "pdf"))
    assert sum(page.count("NAMA") for page in made) == 24
    assert len(made) <= 4


def heights(*blocks):
    """Height on the first page by text."""
    found = {}
    page = PdfReader(io.BytesIO(render(around(model.Title(("UJI",)), *blocks), "pdf"))).pages[0]
    page.extract_text(visitor_text=lambda text, cm, tm, *_: found.setdefault(text.strip(), round(cm[5] + tm[5])))
    return found


@pytest.mark.parametrize("mark", ["", "ttd."])
def test_lines_of_two_signatures_stand_side_by_side(mark):
    left = model.SignatureBlock("Notulis,", "SRI")
    right = model.SignatureBlock("Pimpinan Rapat,\nAsisten", "BUDI", ("Contoh, 12 Mei 2017",), mark, ("Pembina",))
    found = heights(model.Signatures(right, left))
    assert found["Notulis,"] == found["Pimpinan Rapat,"]
    assert found["SRI"] == found["BUDI"]


@pytest.mark.parametrize(("format", "row"), [("docx", f"{W}tr"), ("odt", f"{TABLE}table-row")])
def test_lines_of_two_signatures_are_rows_in_office_files(format, row):
    left = model.SignatureBlock("Notulis,", "SRI")
    right = model.SignatureBlock("Pimpinan,", "BUDI", ("Contoh, 12 Mei 2017",))
    content = body(render(around(model.Signatures(right, left)), format), format)
    rows = [[text for text in node.itertext() if text.strip()] for node in content.iter(row)]
    assert rows == [["Contoh, 12\u00a0Mei 2017"], ["Notulis,", "Pimpinan,"], ["SRI", "BUDI"]]


def test_bookmarks_keep_the_lines_of_a_title_apart():
    document = around(model.Title(("KEPUTUSAN BUPATI", "NOMOR : 1", "TENTANG", "TIM")), model.Paragraph("isi"))
    outline = PdfReader(io.BytesIO(render(document, "pdf"))).outline
    assert [entry.title for entry in outline] == ["KEPUTUSAN BUPATI NOMOR : 1 TENTANG TIM"]


def test_properties_of_a_file_carry_its_keywords():
    document = around(model.Title(("UJI",)), keywords=("RANCANGAN — Versi 3", "sha256:ab"))
    keywords = "RANCANGAN — Versi 3, sha256:ab"
    assert PdfReader(io.BytesIO(render(document, "pdf"))).metadata["/Keywords"] == keywords
    assert f"<cp:keywords>{keywords}</cp:keywords>" in part(render(document, "docx"), "docProps/core.xml").decode()
    assert "<meta:keyword>sha256:ab</meta:keyword>" in part(render(document, "odt"), "meta.xml").decode()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("pada Lampiran III dan Pasal 5 ayat (2) huruf a", "pada Lampiran_III dan Pasal_5 ayat_(2) huruf_a"),
        ("sebesar Rp 10.000,00 pada 9 Mei 2017", "sebesar Rp_10.000,00 pada 9_Mei 2017"),
        ("diktum KESATU; NOMOR 5 TAHUN 2018", "diktum_KESATU; NOMOR_5 TAHUN_2018"),
        ("lampiran ini, huruf besar, tahun depan, Rp saja", "lampiran ini, huruf besar, tahun depan, Rp saja"),
    ],
)
def test_citations_amounts_and_days_stay_on_one_line_on_paper(text, bound):
    assert model.bound(text).replace("\u00a0", "_") == bound
    assert model.runs(text)[0].text == model.bound(text)
