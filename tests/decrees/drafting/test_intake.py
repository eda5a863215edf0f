"""A whole decree as people write it becomes the blocks of a draft, and no word of it is lost."""

import re
from collections import Counter

import pytest

from decrees.documents.draft import build_decree
from decrees.drafting.intake import read_decree, typed_lines
from decrees.text import build, walk
from forum.documents import render
from forum.documents.office.intake import read_office_text
from tests.factories.decrees import body
from tests.forum.documents.office.brought import BEGINS, MERGED, docx, p, table

TYPED = """\
KEPUTUSAN BUPATI BOJONEGORO
NOMOR : 188/37/KEP/2017
TENTANG
FORUM PEMERINTAHAN TERBUKA
BUPATI BOJONEGORO,
Menimbang : a. bahwa keterbukaan perlu dijaga;
b. bahwa untuk maksud huruf a perlu ditetapkan Keputusan;
Mengingat : 1. Undang-Undang Nomor 14 Tahun 2008;
2. Peraturan Pemerintah Nomor 61 Tahun 2010;
Memperhatikan: Hasil rapat 9 Mei 2017.
M E M U T U S K A N :
Menetapkan : KEPUTUSAN BUPATI TENTANG FORUM.
KESATU : Membentuk Forum.
KEDUA : Forum bertugas:
a. menyusun rencana:
  1) tahunan; dan
  2) lima tahunan;
b. melapor.
Tugas dijalankan bersama.
KETIGA : Keputusan ini mulai berlaku pada tanggal ditetapkan.
Ditetapkan di Bojonegoro
pada tanggal 28 Juni 2017
BUPATI BOJONEGORO,
SUYOTO
Tembusan:
1. Gubernur Jawa Timur;
2. Inspektur.
LAMPIRAN KEPUTUSAN BUPATI BOJONEGORO
NOMOR : 188/37/KEP/2017
TENTANG
FORUM PEMERINTAHAN TERBUKA
SUSUNAN KEANGGOTAAN
A. PENGARAH
| NO | KEDUDUKAN DALAM TIM | JABATAN/INSTANSI |
| 1. | Ketua | Kepala Dinas Kominfo |
| 2. | Anggota | Bappeda |
| 3. |  | BI |
Forum dibantu sekretariat.
1. menyiapkan rapat;
2. membuat notula.
BUPATI BOJONEGORO,
SUYOTO
"""


def words(text):
    return Counter(re.findall(r"\w+", text.casefold()))


def document_of(taken):
    names = {"title": "", "office": "", "province": "", "place": "", "signatory": ""}
    return build(taken.blocks, copies=taken.copies, **names)


def outline(taken):
    return [f"{clause.label} {clause.text}".strip() for clause in walk(document_of(taken))]


def read(text, **how):
    return read_decree(text.splitlines(), office="Bupati Bojonegoro", **how)


EXPECTED = [
    "a. bahwa keterbukaan perlu dijaga;",
    "b. bahwa untuk maksud huruf a perlu ditetapkan Keputusan;",
    "1. Undang-Undang Nomor 14 Tahun 2008;",
    "2. Peraturan Pemerintah Nomor 61 Tahun 2010;",
    "1. Hasil rapat 9 Mei 2017.",
    "KESATU Membentuk Forum.",
    "KEDUA Forum bertugas:",
    "a. menyusun rencana: 1) tahunan; dan 2) lima tahunan;",
    "b. melapor.",
    "Tugas dijalankan bersama.",
    "KETIGA Keputusan ini mulai berlaku pada tanggal ditetapkan.",
    "LAMPIRAN SUSUNAN KEANGGOTAAN",
    "A. PENGARAH",
    "",
    "1. Ketua\tKepala Dinas Kominfo",
    "2. Anggota\tBappeda",
    "3. Anggota\tBI",
    "Forum dibantu sekretariat.",
    "",
    "a. menyiapkan rapat;",
    "b. membuat notula.",
]


def test_each_part_of_a_decree_becomes_its_blocks():
    taken = read(TYPED)
    assert outline(taken) == EXPECTED
    assert taken.copies == ["Gubernur Jawa Timur;", "Inspektur."]


def test_what_belongs_to_other_fields_is_listed_not_lost():
    unused = read(TYPED).unused
    assert "FORUM PEMERINTAHAN TERBUKA" in unused
    assert "Menetapkan : KEPUTUSAN BUPATI TENTANG FORUM." in unused
    assert unused[-2:] == ["BUPATI BOJONEGORO,", "SUYOTO"]


def test_points_below_points_are_told():
    assert read(TYPED).joined == ["1) tahunan; dan", "2) lima tahunan;"]


def test_a_number_that_becomes_another_one_is_told():
    told = [(one.typed, one.label, one.words) for one in read(TYPED).relabelled]
    assert told == [("1.", "a", "menyiapkan rapat;"), ("2.", "b", "membuat notula.")]
    gap = read("MEMUTUSKAN:\nKESATU : satu\nKETIGA : dua")
    assert [(one.typed, one.label) for one in gap.relabelled] == [("KETIGA", "KEDUA")]


def kept(taken):
    document = document_of(taken)
    return words(" ".join([*(clause.text for clause in walk(document)), *taken.copies, *taken.unused]))


def test_every_word_stands_somewhere():
    """But labels, numbers and marks, which follow from the order."""
    labels = "Menimbang Mengingat Memperhatikan MEMUTUSKAN KESATU KEDUA KETIGA Tembusan a b a b 1 2 1 2 1 2 1 2 3"
    missing = words(TYPED.replace("M E M U T U S K A N", "MEMUTUSKAN")) - kept(read(TYPED)) - words(labels)
    assert not missing


@pytest.mark.parametrize("line", ["| a | b | c | d |", "KEEMPAT", "a. titik", "Catatan kaki", "| x |", "LAMPIRAN II"])
@pytest.mark.parametrize("place", range(len(TYPED.splitlines()) + 1))
def test_a_line_out_of_place_is_not_lost_either(place, line):
    lines = TYPED.splitlines()
    lines.insert(place, line)
    missing = words(line) - kept(read("\n".join(lines)))
    assert not missing - words("KEEMPAT a")


def test_parts_without_numbers_are_a_clause_for_each_paragraph():
    taken = read("Menimbang :\nbahwa satu;\nbahwa dua;\nMEMUTUSKAN:\nKESATU\nMembentuk.")
    assert outline(taken) == ["a. bahwa satu;", "b. bahwa dua;", "KESATU Membentuk."]


def test_nothing_is_taken_where_no_part_is_known():
    taken = read("Yth. Bapak Bupati\nmohon dibahas")
    assert taken.blocks == []
    assert taken.unused == ["Yth. Bapak Bupati", "mohon dibahas"]


def test_a_table_of_another_kind_stands_as_words():
    taken = read("LAMPIRAN\nRENCANA\n| Program | Target | 2017 | 2018 |\n| Air bersih | desa | 3 | 5 |")
    assert outline(taken)[-2:] == ["Program – Target – 2017 – 2018", "Air bersih – desa – 3 – 5"]
    assert taken.odd == ["Program – Target – 2017 – 2018"]


def test_a_word_file_laid_out_in_tables_with_automatic_numbers():
    """As offices write it: Menimbang in a table without lines, KESATU counted by the program, members below."""
    recitals = p("bahwa keterbukaan perlu dijaga;", num=1) + p("bahwa perlu ditetapkan Keputusan;", num=1)
    body = [
        p("KEPUTUSAN BUPATI BOJONEGORO"),
        table(("Menimbang", ":", recitals), ("Mengingat", ":", p("Undang-Undang Nomor 14 Tahun 2008;", num=2))),
        p("MEMUTUSKAN:"),
        table(("Menetapkan", ":", "KEPUTUSAN TENTANG FORUM."), ("KESATU", ":", "Membentuk Forum."),
              ("KEDUA", ":", p("Forum bertugas:") + p("menyusun rencana;", num=4) + p("melapor.", num=4))),
        p("Ditetapkan di Bojonegoro"),
        p("LAMPIRAN KEPUTUSAN BUPATI"),
        p("SUSUNAN"),
        table(("NO", "KEDUDUKAN", "INSTANSI"), ("1", f"{BEGINS}Anggota", "BI"), ("2", MERGED, "KPI")),
    ]  # fmt: skip
    brought = read_office_text(docx("".join(body)))
    taken = read_decree(typed_lines(brought.lines))
    assert outline(taken) == [
        "a. bahwa keterbukaan perlu dijaga;", "b. bahwa perlu ditetapkan Keputusan;",
        "1. Undang-Undang Nomor 14 Tahun 2008;", "KESATU Membentuk Forum.", "KEDUA Forum bertugas:",
        "a. menyusun rencana;", "b. melapor.", "LAMPIRAN SUSUNAN", "", "1. Anggota\tBI", "2. Anggota\tKPI",
    ]  # fmt: skip
    assert brought.left == ()
    assert taken.relabelled == []


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_file_that_the_site_hands_out_comes_back_as_the_same_text(format):
    """Taken away, worked on in Word, brought again."""
    given = build(body(), title="TIM OPEN GOVERNMENT", office="BUPATI BOJONEGORO", province="PROVINSI JAWA TIMUR",
                  place="Bojonegoro", signatory="BUDI", copies=["Gubernur"])  # fmt: skip
    content = render(build_decree(given), format)
    taken = read_decree(typed_lines(read_office_text(content).lines), office=given.office)
    assert outline(taken) == [f"{clause.label} {clause.text}".strip() for clause in walk(given)]
    assert taken.copies == ["Gubernur"]
    assert (taken.relabelled, taken.joined, taken.odd) == ([], [], [])


def test_diktums_numbered_by_the_program_alone():
    body = p("MEMUTUSKAN:") + p("Membentuk Forum.", num=3) + p("Forum bertugas.", num=3)
    taken = read_decree(typed_lines(read_office_text(docx(body)).lines))
    assert outline(taken) == ["KESATU Membentuk Forum.", "KEDUA Forum bertugas."]


def test_points_that_are_not_members_keep_no_identity_of_others():
    taken = read(TYPED)
    ids = [block["id"] for block in taken.blocks]
    assert len(set(ids)) == len(ids)
    assert all(set(block) == {"type", "value", "id"} for block in taken.blocks)
