"""Spellings of references that are met in decrees: each is understood, left to another law, or told to the editor."""

import pytest

from decrees.drafting.references import Guide
from decrees.drafting.references.mentions import Doubt
from decrees.drafting.references.renumbering import rewritings
from tests.factories.blocks import annex, block, citation, diktum, document, item, listing, recital, roster, row

OWNER, SPELLING = Doubt.OWNER, Doubt.SPELLING


def guide():
    """Three recitals, two citations, twelve diktum (the second has points) and three annexes."""
    plain = (diktum(f"Ketentuan {n}.", id=f"d{n}") for n in range(3, 13))
    return Guide(
        document(
            *(recital(f"bahwa {name};", id=f"m{name}") for name in "abc"),
            *(citation(f"Undang-Undang Nomor {n} Tahun 2008;", id=f"c{n}") for n in (1, 2)),
            diktum("Membentuk Tim.", id="d1"),
            diktum("Tim bertugas:", item("menyusun;", id="p1"), item("melapor.", id="p2"), id="d2"),
            *plain,
            *(annex(f"TIM {name}", listing(item("satu;", id=f"{name}1"), id=f"l{name}"), id=name) for name in "ABC"),
        )
    )


def understood(text, clause="d3"):
    return {text[r.start : r.end]: r.target_id for r in guide().references(clause, text)}


def hinted(text, clause="d3"):
    return [(text[one.start : one.end], one.doubt) for one in guide().unfollowed(clause, text)]


UNDERSTOOD = [
    ("sebagaimana dimaksud dalam diktum KEDUA", {"diktum KEDUA": "d2"}),
    ("sebagaimana dimaksud dalam Diktum kedua", {"Diktum kedua": "d2"}),
    ("sebagaimana dimaksud dalam DIKTUM KEDUA,", {"DIKTUM KEDUA": "d2"}),
    ("sebagaimana dimaksud dalam dictum KEDUA", {"dictum KEDUA": "d2"}),
    ("diktum ke dua", {"diktum ke dua": "d2"}),
    ("diktum KE-DUA", {"diktum KE-DUA": "d2"}),
    ("diktum KEDUABELAS", {"diktum KEDUABELAS": "d12"}),
    ("diktum KEDUA BELAS", {"diktum KEDUA BELAS": "d12"}),
    ("diktum PERTAMA", {"diktum PERTAMA": "d1"}),
    ("Diktum Pertama dan Kedua", {"Diktum Pertama": "d1", "Kedua": "d2"}),
    ("diktum KESATU sampai dengan KETIGA", {"diktum KESATU": "d1", "KETIGA": "d3"}),
    ("diktum KESATU sampai dengan diktum KETIGA", {"diktum KESATU": "d1", "diktum KETIGA": "d3"}),
    ("diktum KESATU s.d. KETIGA", {"diktum KESATU": "d1", "KETIGA": "d3"}),
    ("diktum KESATU s/d KETIGA", {"diktum KESATU": "d1", "KETIGA": "d3"}),
    ("diktum KESATU – KETIGA", {"diktum KESATU": "d1", "KETIGA": "d3"}),
    ("diktum KESATU hingga KETIGA", {"diktum KESATU": "d1", "KETIGA": "d3"}),
    ("diktum KESATU & KEDUA", {"diktum KESATU": "d1", "KEDUA": "d2"}),
    ("diktum KEDUA huruf b", {"diktum KEDUA": "d2", "huruf b": "p2"}),
    ("diktum KEDUA huruf (b)", {"diktum KEDUA": "d2", "huruf (b": "p2"}),
    ("huruf (a) dan (b) diktum KEDUA", {"huruf (a": "p1", "b": "p2", "diktum KEDUA": "d2"}),
    ("huruf a-b diktum KEDUA", {"huruf a": "p1", "b": "p2", "diktum KEDUA": "d2"}),
    ("Lampiran I, II, dan III", {"Lampiran I": "A", "II": "B", "III": "C"}),
    ("Lampiran I-III", {"Lampiran I": "A", "III": "C"}),
    ("lampiran II Keputusan ini", {"lampiran II": "B"}),
    ("LAMPIRAN II", {"LAMPIRAN II": "B"}),
    ("tercantum dalam lampiran Keputusan ini", {"lampiran": None}),
    ("tercantum dalam lampiran yang merupakan bagian", {"lampiran": None}),
    (
        "Lampiran II Keputusan Kepala Dinas Komunikasi dan Informatika Kabupaten Bojonegoro ini",
        {"Lampiran II": "B"},
    ),
    ("Lampiran II Keputusan Kepala Dinas Pekerjaan Umum, Bina Marga, dan Penataan Ruang ini", {"Lampiran II": "B"}),
    ("Lampiran II keputusan bupati ini", {"Lampiran II": "B"}),
    ("Menurut Peraturan Bupati Nomor 7 Tahun 2020, Keputusan Bupati ini dalam Lampiran II", {"Lampiran II": "B"}),
    ("konsiderans Menimbang huruf b", {"huruf b": "mb"}),
    ("Mengingat angka 2", {"angka 2": "c2"}),
]
HINTED = [
    ("diktum 2", "diktum 2", SPELLING),
    ("Diktum ke-2", "Diktum ke-2", SPELLING),
    ("diktum II", "diktum II", SPELLING),
    ("Lampiran 2", "Lampiran 2", SPELLING),
    ("Lampiran ke-2", "Lampiran ke-2", SPELLING),
    ("lampiran kedua", "lampiran kedua", SPELLING),
    ("Lampiran-2", "Lampiran-2", SPELLING),
    ("lampiran ii", "lampiran ii", SPELLING),
    ("Lampiran A", "Lampiran A", SPELLING),
    ("nomor urut 3 Lampiran II", "nomor urut 3 Lampiran II", SPELLING),
    ("Lampiran II nomor 3", "Lampiran II nomor 3", SPELLING),
    ("butir b", "butir b", SPELLING),
    ("poin 2", "poin 2", SPELLING),
    ("huruf B", "huruf B", SPELLING),
    ("huruf a/b", "huruf a/b", SPELLING),
    ("KESATU sampai dengan KETIGA", "KESATU sampai dengan KETIGA", SPELLING),
    ("sebagaimana dimaksud dalam KEDUA", "KEDUA", SPELLING),
    ("sesuai Peraturan Bupati Nomor 7 Tahun 2020 dan diktum KEDUA", "diktum KEDUA", OWNER),
    ("sesuai Peraturan Bupati Nomor 7 Tahun 2020 Tim melapor menurut diktum KEDUA", "diktum KEDUA", OWNER),
    ("Ketentuan diktum KEDUA diubah", "diktum KEDUA", OWNER),
    ("Mengubah ketentuan Lampiran II menjadi", "Lampiran II", OWNER),
    ("sesuai dengan Pasal 5 dan diktum KEDUA", "diktum KEDUA", OWNER),
]
FOREIGN = [
    "Peraturan Bupati Nomor 7 Tahun 2020 Lampiran II",
    "Peraturan Bupati Nomor 7 Tahun 2020 tentang Keterbukaan Informasi dan Dokumentasi Lampiran II",
    "Peraturan Bupati Nomor 7 Tahun 2020 (Berita Daerah Tahun 2020 Nomor 7) pada Lampiran II",
    "Mengubah Keputusan Bupati Nomor 9/2024: a. Diktum KEDUA dihapus.",
    "Mengubah Keputusan Bupati Nomor 9/2024 sebagai berikut: a. Diktum KEDUA berbunyi",
    "diktum KESATU Keputusan Bupati Nomor 188 Tahun 2016",
    "Lampiran II Undang-Undang Nomor 12 Tahun 2011",
    "Lampiran II UU 12/2011",
    "Lampiran I Perbup Nomor 7 Tahun 2020",
    "Lampiran II Permendagri Nomor 80 Tahun 2015",
    "diktum KEDUA SK Bupati Nomor 9 Tahun 2024",
    "diktum KEDUA huruf b keputusan bupati nomor 9 tahun 2024",
    "Lampiran I Berita Acara",
    "Pasal 5 ayat (1) huruf a",
]
PLAIN = [
    "para pihak beserta lampirannya",
    "berkas dan lampiran dikirim",
    "uraian tugas dalam Lampiran ini",
    "lampiran 2 (dua) berkas",
    "PIHAK KESATU sampai dengan PIHAK KEDUA",
    "huruf besar dan huruf di atas",
    "angka 5 dan angka kemiskinan",
    "kelompok kedua sampai dengan ketiga",
]


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD)
def test_spelling_is_understood(text, expected):
    assert understood(text) == expected
    assert hinted(text) == []


def test_recital_that_names_a_law_before_still_speaks_of_the_recitals():
    text = "untuk melaksanakan Pasal 5 Peraturan Bupati Nomor 7 Tahun 2020 dan pertimbangan huruf a"
    assert (understood(text, "mc"), hinted(text, "mc")) == ({"huruf a": "ma"}, [])


@pytest.mark.parametrize(("text", "words", "doubt"), HINTED)
def test_doubtful_spelling_is_told_and_left_alone(text, words, doubt):
    assert hinted(text) == [(words, doubt)]
    assert words not in understood(text)


@pytest.mark.parametrize("text", FOREIGN + PLAIN)
def test_clauses_of_other_laws_and_plain_words_are_left_alone_and_not_told(text):
    assert (understood(text), hinted(text)) == ({}, [])


# What stands above a clause


def amending(opening, *points):
    return [
        diktum("Membentuk Tim.", id="a"),
        diktum("Tim bertugas.", id="b"),
        diktum(opening, *(item(point, id=f"p{n}") for n, point in enumerate(points)), id="c"),
    ]


def put_first(blocks):
    return [diktum("Ketentuan baru.", id="new"), *blocks]


def changed(blocks):
    return [(one.words, one.written) for one in rewritings(blocks, put_first(blocks))]


@pytest.mark.parametrize(
    "opening",
    [
        "Mengubah Keputusan Bupati Nomor 9/2024 sebagai berikut:",
        "Beberapa ketentuan dalam Keputusan Bupati Nomor 9 Tahun 2024 diubah sebagai berikut:",
        "Keputusan Bupati Nomor 188/9/KEP/412.013/2024 tentang Tim, dengan Keputusan Bupati ini diubah:",
    ],
)
def test_point_below_an_amended_law_speaks_of_that_law(opening):
    assert changed(amending(opening, "Diktum KEDUA dihapus.", "Diktum KESATU diubah.")) == []


def test_point_below_a_law_that_names_this_decree_is_of_this_decree():
    point = "melaksanakan tugas sebagaimana dimaksud dalam diktum KEDUA Keputusan Bupati ini."
    blocks = amending("Mengubah Keputusan Bupati Nomor 9/2024 sebagai berikut:", point)
    assert changed(blocks) == [("diktum KEDUA", "diktum KETIGA")]


def test_point_below_a_law_that_is_only_named_is_in_doubt():
    blocks = amending("Menurut Peraturan Bupati Nomor 7 Tahun 2020 Tim:", "melaksanakan diktum KEDUA.")
    assert changed(blocks) == []
    found = list(Guide(document(*blocks)).unfollowed("p0", "melaksanakan diktum KEDUA."))
    assert [one.doubt for one in found] == [OWNER]


def test_words_after_the_points_stand_below_the_same_law():
    blocks = [
        *amending("")[:2],
        diktum(
            "Mengubah Keputusan Bupati Nomor 9/2024 sebagai berikut:",
            item("Diktum KEDUA dihapus.", id="p"),
            closing="dan diktum KEDUA.",
            id="c",
        ),
    ]
    assert changed(blocks) == []


@pytest.mark.parametrize(
    "body",
    [
        [
            block("paragraph", "Keputusan Bupati Nomor 9 Tahun 2024 diubah sebagai berikut:"),
            listing(item("Diktum KEDUA dihapus.")),
        ],
        [roster(row("Ketua", "Camat", "Diktum KEDUA"), caption="Perubahan Keputusan Bupati Nomor 9 Tahun 2024")],
    ],
)
def test_list_and_table_of_an_annex_stand_below_the_words_before_them(body):
    blocks = [*amending("")[:2], annex("PERUBAHAN", *body, id="A")]
    assert changed(blocks) == []


def test_annex_of_another_law_keeps_its_number():
    note = diktum("Susunan menurut Peraturan Bupati Nomor 7 Tahun 2020 Lampiran II berlaku.", id="d")
    old = [note, annex("TIM A", id="A"), annex("TIM B", id="B")]
    assert rewritings(old, [note, annex("BARU", id="N"), *old[1:]]) == []


def test_only_annex_gains_its_number_however_its_name_is_written():
    note = diktum("Susunan tercantum dalam lampiran Keputusan ini.", id="d")
    found = rewritings([note, annex("TIM A", id="A")], [note, annex("BARU", id="N"), annex("TIM A", id="A")])
    assert [(one.words, one.written) for one in found] == [("lampiran", "lampiran II")]


@pytest.mark.parametrize("words", ["diktum PERTAMA", "diktum KEDUABELAS", "diktum KE-DUA"])
def test_spelling_stays_while_the_number_is_right(words):
    old = [diktum(f"Ketentuan {n}.", id=f"d{n}") for n in range(12)]
    note = diktum(f"Sesuai {words}.", id="note")
    assert rewritings([*old, note], [*old, diktum("Baru.", id="new"), note]) == []


def test_spelling_is_mended_where_the_number_changes():
    blocks = [diktum("Satu.", id="a"), diktum("Sesuai diktum PERTAMA.", id="b")]
    assert changed(blocks) == [("diktum PERTAMA", "diktum KEDUA")]
