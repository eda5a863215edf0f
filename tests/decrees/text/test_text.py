import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decrees.text import (
    Kind,
    build,
    digest,
    find,
    find_quote,
    first_labels,
    from_json,
    letter,
    normalise,
    ordinal,
    plain,
    put_clause_back,
    put_text,
    roman,
    spans,
    to_json,
    walk,
)
from tests.cases import cases
from tests.factories.blocks import (
    HEAD,
    annex,
    block,
    citation,
    diktum,
    document,
    heading,
    item,
    listing,
    raw_decrees,
    recital,
    roster,
    row,
)

ORDINALS = """
1 KESATU, 2 KEDUA, 3 KETIGA, 4 KEEMPAT, 5 KELIMA, 6 KEENAM, 7 KETUJUH, 8 KEDELAPAN, 9 KESEMBILAN, 10 KESEPULUH,
11 KESEBELAS, 12 KEDUA BELAS, 13 KETIGA BELAS, 16 KEENAM BELAS, 19 KESEMBILAN BELAS, 20 KEDUA PULUH,
21 KEDUA PULUH SATU, 30 KETIGA PULUH, 45 KEEMPAT PULUH LIMA, 99 KESEMBILAN PULUH SEMBILAN, 100 KESERATUS,
111 KESERATUS SEBELAS, 250 KEDUA RATUS LIMA PULUH
"""


@pytest.mark.parametrize("pair", [pair.strip() for pair in ORDINALS.split(",")])
def test_ordinal_names_the_diktum(pair):
    number, name = pair.split(" ", 1)
    assert ordinal(int(number)) == name


def test_ordinals_up_to_999_are_distinct():
    assert len({ordinal(n) for n in range(1, 1000)}) == 999


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "I"), (3, "III"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (49, "XLIX"), (90, "XC"), (2017, "MMXVII")],
)
def test_roman(number, expected):
    assert roman(number) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "a"), (2, "b"), (26, "z"), (27, "aa"), (28, "ab"), (52, "az"), (53, "ba"), (703, "aaa")],
)
def test_letter(number, expected):
    assert letter(number) == expected


@pytest.mark.parametrize("number", [ordinal, roman, letter])
@pytest.mark.parametrize("n", [0, -1, 10**9])
def test_numbering_refuses_what_it_cannot_name(number, n):
    with pytest.raises(ValueError, match="cannot number"):
        number(n)


def sample(**head):
    return document(
        annex(
            "SUSUNAN KEANGGOTAAN TIM PENGARAH",
            roster(
                row("Ketua", "Sekretaris Daerah", id="r1"), row("", "", id="r2"), row("Anggota", "", "NGO", id="r3")
            ),
            heading("Uraian tugas", id="h1"),
            listing(item("memberi arahan;", id="l1"), item("mengawasi.", id="l2"), id="li"),
            id="a1",
        ),
        recital("bahwa   perlu\n dibentuk  tim;", id="m1"),
        diktum("Membentuk Tim.", id="d1"),
        recital("  ", id="m2"),
        citation("Undang-Undang Nomor 14 Tahun 2008;", id="c1"),
        recital("bahwa berdasarkan pertimbangan;", id="m3"),
        diktum(
            "Tim bertugas:",
            item("menyusun;", id="p1"),
            item("", id="p2"),
            item("melapor.", id="p3"),
            closing="Tamat.",
            id="d2",
        ),
        annex("SUSUNAN TIM PELAKSANA", id="a2"),
        block("regard", "Berita Acara Rapat;", id="g1"),
        **head,
    )


def test_build_lays_out_parts_in_order_and_labels_what_is_left():
    labels = [(clause.id, clause.kind.value, clause.label) for clause in walk(sample())]
    assert labels == [
        ("m1", "recital", "a."),
        ("m3", "recital", "b."),
        ("c1", "citation", "1."),
        ("g1", "regard", "1."),
        ("d1", "diktum", "KESATU"),
        ("d2", "diktum", "KEDUA"),
        ("p1", "point", "a."),
        ("p3", "point", "b."),
        ("d2.closing", "closing", ""),
        ("a1", "annex", "LAMPIRAN I"),
        ("roster", "roster", ""),
        ("r1", "row", "1."),
        ("r3", "row", "2."),
        ("h1", "heading", ""),
        ("li", "list", ""),
        ("l1", "item", "a."),
        ("l2", "item", "b."),
        ("a2", "annex", "LAMPIRAN II"),
    ]


def test_build_collapses_white_space_and_composes_characters():
    assert find(sample(), "m1").text == "bahwa perlu dibentuk tim;"
    assert normalise("\u00a0Kafe\u0301\t dan\r\nteh\u2003") == "Kaf\u00e9 dan teh"
    assert normalise(None) == ""


@given(st.text())
def test_normalise_twice_is_normalise_once(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_build_row_joins_cells_without_the_empty_end():
    assert find(sample(), "r1").text == "Ketua\tSekretaris Daerah"
    assert find(sample(), "r3").text == "Anggota\t\tNGO"
    assert find(sample(), "r3").cells == ("Anggota", "", "NGO")


def test_build_single_annex_has_no_number():
    assert document(annex("SUSUNAN")).annexes[0].label == "LAMPIRAN"


def test_build_drops_clauses_that_hold_nothing():
    empty = document(diktum("", item(" ")), annex("", roster(row("", "")), listing(), heading("")), recital(""))
    assert list(walk(empty)) == []


def test_build_keeps_diktum_that_has_only_points():
    assert [clause.kind for clause in walk(document(diktum("", item("menyusun;"))))] == [Kind.DIKTUM, Kind.POINT]


@pytest.mark.parametrize("stray", [block("image", 1), annex("SUSUNAN", block("image", 1))])
def test_build_refuses_unknown_blocks_rather_than_losing_them(stray):
    with pytest.raises(ValueError, match="image"):
        document(stray)


def test_find_unknown_id_is_none():
    assert find(sample(), "nowhere") is None


def test_plain_reads_from_title_to_copies():
    assert plain(sample()).split("\n\n") == [
        HEAD["title"],
        "Menimbang:",
        "a. bahwa perlu dibentuk tim;",
        "b. bahwa berdasarkan pertimbangan;",
        "Mengingat:",
        "1. Undang-Undang Nomor 14 Tahun 2008;",
        "Memperhatikan:",
        "1. Berita Acara Rapat;",
        "MEMUTUSKAN:",
        "KESATU Membentuk Tim.",
        "KEDUA Tim bertugas:",
        "a. menyusun;",
        "b. melapor.",
        "Tamat.",
        "LAMPIRAN I SUSUNAN KEANGGOTAAN TIM PENGARAH",
        "1. Ketua\tSekretaris Daerah",
        "2. Anggota\t\tNGO",
        "Uraian tugas",
        "a. memberi arahan;",
        "b. mengawasi.",
        "LAMPIRAN II SUSUNAN TIM PELAKSANA",
        "BUDI SANTOSA",
        "Inspektur Kabupaten Bojonegoro",
    ]


@given(raw_decrees)
def test_json_round_trip_is_exact(blocks):
    made = build(blocks, **HEAD)
    again = from_json(json.loads(json.dumps(to_json(made))))
    assert again == made
    assert digest(again) == digest(made)


def test_digest_is_stable_across_releases():
    # Versions already circulated carry their digest: this value may never change.
    assert digest(sample()) == "1678873e7ea81f5d459e31295dd9fe65d0604948ee91a57a389c9fc5a1c61adb"


@pytest.mark.parametrize("name", [name for name in HEAD if name != "copies"])
def test_digest_changes_with_each_field(name):
    assert digest(sample(**{name: "lain"})) != digest(sample())


def test_digest_changes_with_copies_and_clauses():
    assert digest(sample(copies=())) != digest(sample())
    texts = ["bahwa a;", "bahwa b;"]
    documents = [
        document(*[recital(text, id=str(n)) for n, text in enumerate(order)]) for order in (texts, texts[::-1])
    ]
    assert digest(documents[0]) != digest(documents[1])


def _string_places(data):
    if isinstance(data, str):
        return [()]
    pairs = data.items() if isinstance(data, dict) else enumerate(data)
    return [(key, *path) for key, value in pairs if key != "kind" for path in _string_places(value)]


def _altered(data, path):
    inner = data = json.loads(json.dumps(data))
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] += "x"
    return data


def test_digest_changes_with_any_string_in_the_tree():
    data = to_json(sample())
    places = _string_places(data)
    digests = {digest(from_json(_altered(data, place))) for place in places}
    assert len(places) > 60
    assert len(digests | {digest(sample())}) == len(places) + 1


def test_digest_ignores_white_space_and_composition():
    neat, loose = (
        document(recital(text, id="m")) for text in ("bahwa kaf\u00e9 ini;", "\nbahwa  kafe\u0301\u00a0ini; ")
    )
    assert digest(neat) == digest(loose)


# Passages


def test_spans_cuts_at_overlapping_marks():
    assert spans("abcdefgh", [(1, 5, "x"), (3, 7, "y")]) == [
        ("a", ()),
        ("bc", ("x",)),
        ("de", ("x", "y")),
        ("fg", ("y",)),
        ("h", ()),
    ]


def test_spans_without_marks_is_the_text():
    assert spans("teks", []) == [("teks", ())]
    assert spans("", [(0, 3, 1)]) == []


def test_spans_clips_marks_and_ignores_empty_ones():
    assert spans("abc", [(-4, 1, 1), (2, 2, 2), (2, 99, 3), (3, 1, 4)]) == [("a", (1,)), ("b", ()), ("c", (3,))]


def test_spans_counts_code_points():
    assert spans("😀é!", [(1, 2, "x")]) == [("😀", ()), ("é", ("x",)), ("!", ())]


marks = st.lists(st.tuples(st.integers(-2, 25), st.integers(-2, 25)), max_size=6)


@given(st.text(max_size=20), marks)
def test_spans_give_each_mark_exactly_its_passage(text, places):
    pieces = spans(text, [(start, end, n) for n, (start, end) in enumerate(places)])
    assert "".join(piece for piece, _ in pieces) == text
    for n, (start, end) in enumerate(places):
        assert "".join(piece for piece, ids in pieces if n in ids) == text[max(start, 0) : max(end, 0)]


CLAUSE = "tim pengarah dan tim pelaksana"


def test_locate_confirms_the_given_place():
    assert find_quote(CLAUSE, 17, 20, "tim") == (17, 20)


def test_locate_finds_the_only_occurrence():
    assert find_quote(CLAUSE, 2, 5, "dan", "salah ", " salah") == (13, 16)


def test_locate_uses_prefix_and_suffix_among_several():
    assert find_quote(CLAUSE, 1, 4, "tim", "dan ") == (17, 20)
    assert find_quote(CLAUSE, 1, 4, "tim", "", " pengarah") == (0, 3)


def test_locate_gives_up_rather_than_guess():
    assert find_quote(CLAUSE, 1, 4, "tim") is None
    assert find_quote(CLAUSE, 1, 4, "tim", "lain ", " lain") is None
    assert find_quote(CLAUSE, 0, 3, "Tim") is None
    assert find_quote(CLAUSE, 0, 0, "") is None
    assert find_quote("tim", -3, 3, "tam") is None


def test_locate_sees_overlapping_occurrences():
    assert find_quote("aaa", 5, 7, "aa") is None


@given(st.text(min_size=1, max_size=30), st.data())
def test_locate_finds_a_quotation_by_its_full_context(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = find_quote(text, -1, -1, text[start:end], text[:start], text[end:])
    assert found == (start, end)


@given(raw_decrees)
def test_clause_that_was_taken_out_is_put_back_where_it_was(raw):
    made = build(raw, **HEAD)
    for clause in walk(made):
        if clause.kind is Kind.LIST:
            continue
        try:
            without = put_text(raw, clause.id, "")
        except ValueError:
            continue
        restored = put_text(put_clause_back(without, raw, clause.id), clause.id, clause.text)
        assert build(restored, **HEAD) == made


@pytest.mark.parametrize("case", cases("numbering"), ids=lambda case: case["name"])
def test_clauses_are_numbered_as_in_the_table_of_cases(case):
    """In the browser: tests/e2e/test_cases.py."""
    numbered = {clause.id: clause.label for clause in walk(build(case["blocks"], **HEAD)) if clause.label}
    assert numbered == case["labels"]


def test_first_labels_are_those_of_the_clauses():
    labels = first_labels(28)
    assert labels["letters"][::27] == ["a.", "ab."]
    assert labels["numbers"][2] == "3."
    assert labels["ordinals"][11] == "KEDUA BELAS"
    assert labels["romans"][3] == "LAMPIRAN IV"
