from collections import Counter
from itertools import chain, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from decrees.reading.comparison import VersionComparison
from decrees.text import build, normalise, walk
from decrees.text.redline import Op, State, Summary, apply, compare, hunks
from decrees.text.redline.words import compare_words
from tests.factories.blocks import (
    HEAD,
    annex,
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
    texts,
)


def side(segments, op):
    return "".join(segment.text for segment in segments if segment.op in (Op.EQUAL, op))


def marked(segments):
    """[-deleted-]{+inserted+}, as git diff --word-diff prints it."""
    frames = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "{{+{}+}}"}
    return "".join(frames[segment.op].format(segment.text) for segment in segments)


def outline(redline):
    return [(change.clause_id, change.state.value, change.old_label, change.new_label) for change in redline.changes]


def states(redline):
    return {change.clause_id: change.state.value for change in redline.changes}


def reworded(old, new):
    """The one clause's redline, between drafts that keep its id."""
    redline = compare(document(recital(old, id="m")), document(recital(new, id="m")))
    return marked(redline.changes[0].segments)


# Words: golden examples, written as a person would mark them


GOLDEN = [
    "bahwa [-untuk kelancaran pelaksanaan keterbukaan informasi publik-]{+dalam rangka menjamin pelaksanaan "
    "pemerintahan terbuka di Kabupaten Bojonegoro,+} perlu dibentuk tim;",
    "Segala biaya {+yang timbul akibat ditetapkannya Keputusan ini +}dibebankan pada Anggaran Pendapatan dan Belanja "
    "Daerah Kabupaten Bojonegoro Tahun Anggaran [-2017-]{+2018+}.",
    "Keputusan Bupati ini mulai berlaku pada tanggal ditetapkan{+ sampai dengan tanggal 31 Desember 2018+}.",
    "Tim Pengarah. {+Tim Pelaksana. +}Tim Evaluator.",
    "[-Tim Pengarah dan -]Tim Pelaksana dan Tim Evaluator",
    "{+Tim Pengarah dan +}Tim Pelaksana dan Tim Evaluator",
    "melaksanakan kerja sama{+, koordinasi,+} dan evaluasi;",
    "Ketua {+Umum +}dan {+Para +}Anggota",
    "[-membentuk-]{+menetapkan+} tim [-baru-]{+lama+}",
    "[-melakukan pemantauan terhadap pelaksanaan-]{+memantau dan mengevaluasi+} rencana aksi setiap [-tiga-]{+empat+} "
    "bulan{+ serta melaporkannya kepada Bupati+};",
    "Membentuk Tim [-OGP-]{+Open Government Partnership+} Kabupaten Bojonegoro.",
    "Kepala Dinas [-Kominfo-]{+Komunikasi dan Informatika+}",
    "[-tim pengarah dan tim pelaksana-]{+kelompok kerja dan sekretariat bersama+} bertugas selama "
    "[-satu-]{+dua+} tahun",
    "menyusun [-rencana kerja-]{+program kegiatan tahunan+};",
    "[-setiap triwulan-]{+Setiap caturwulan+} Tim melapor kepada Bupati[- melalui Sekretaris Daerah-].",
    "[-menyiapkan bahan rapat;-]{+melaporkan hasil kerja kepada Bupati.+}",
    "Undang-Undang Nomor [-32-]{+23+} Tahun [-2004-]{+2014+} tentang Pemerintahan Daerah;",
    "paling lama [-3 (tiga)-]{+6 (enam)+} bulan",
    "selama [-3 (tiga)-]{+tiga+} bulan",
    "paling lama [-14 (empat belas) hari kerja-]{+3 (tiga) bulan+}",
    "dan ([-tiga-]{+satu+}) dan ([-empat-]{+dua+}) orang",
    "menurut huruf [-a-]{+b+}) di atas",
    "[-tim-]{+dewan+} (yang dibentuk oleh bupati dan wali kota di [-daerah-]{+provinsi+}) bekerja",
]


def unmarked(golden, keep, drop):
    opening, closing = {"-": ("[-", "-]"), "+": ("{+", "+}")}[drop]
    while opening in golden:
        before, rest = golden.split(opening, 1)
        golden = before + rest.split(closing, 1)[1]
    opening, closing = {"-": ("[-", "-]"), "+": ("{+", "+}")}[keep]
    return golden.replace(opening, "").replace(closing, "")


@pytest.mark.parametrize("golden", GOLDEN)
def test_words_read_as_a_person_would_mark_them(golden):
    assert reworded(unmarked(golden, "-", "+"), unmarked(golden, "+", "-")) == golden


# Properties


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("14 (empat belas)", "41 (empat puluh satu)"),
        ("10.000.000,00 (sepuluh juta rupiah)", "15.000.000,00 (lima belas juta rupiah)"),
        ("25 (dua puluh lima)", "35 (tiga puluh lima)"),
    ],
)
def test_amount_with_its_words_is_one_change(old, new):
    assert [pair for pair in compare_words(old, new) if pair[0] != pair[1]] == [(old, new)]
    for start, end in [("sebesar Rp ", " per tahun"), ("paling banyak ", " dalam 2 (dua) hari."), ("(1) ", "; dan")]:
        pieces = compare_words(f"{start}{old}{end}", f"{start}{new}{end}")
        assert pieces == [(start, start), (old, new), (end, end)]


NUMBERS = ["3 (tiga)", "6 (enam)", "12 (dua belas)", "(tiga)", "[3]", "tiga", "dan", "bulan", "hari kerja", "6"]
numbers = st.lists(st.sampled_from(NUMBERS), max_size=8).map(" ".join)


@given(numbers, numbers)
def test_short_brackets_go_with_their_counterpart(old, new):
    pieces = compare_words(old, new)
    assert ["".join(side) for side in zip(*pieces, strict=True)] == ([old, new] if pieces else [])
    for piece in chain(*(pair for pair in pieces if pair[0] != pair[1])):
        assert [piece.count(mark) for mark in "(["] == [piece.count(mark) for mark in ")]"]


def _redrafted(draw, blocks):
    """Another draft: blocks dropped, moved and reworded, some under new ids."""
    blocks = draw(st.permutations(blocks)) if draw(st.booleans()) else list(blocks)
    kept = [block for block in blocks if draw(st.integers(0, 4))]
    return [_edited(draw, block) for block in kept]


def _edited(draw, value):
    if isinstance(value, dict):
        value = {key: _edited(draw, inner) if key not in ("type", "id") else inner for key, inner in value.items()}
        return {**value, "id": f"new-{value['id']}"} if "id" in value and draw(st.integers(0, 4)) == 0 else value
    if isinstance(value, list):
        items = [_edited(draw, inner) for inner in value if draw(st.integers(0, 5))]
        return draw(st.permutations(items)) if draw(st.booleans()) else items
    return draw(texts) if draw(st.integers(0, 3)) == 0 else value


@st.composite
def drafts(draw):
    blocks = draw(raw_decrees)
    return build(blocks, **HEAD), build(_redrafted(draw, blocks), **HEAD | {"title": draw(texts)})


@given(drafts())
def test_redline_applies_exactly(pair):
    old, new = pair
    redline = compare(old, new)
    olds = {clause.id: clause for clause in walk(old)}
    news = {clause.id: clause for clause in walk(new)}
    assert [c.clause_id for c in redline.changes if c.state != State.REMOVED] == list(news)
    assert sorted(c.old_id for c in redline.changes if c.state != State.ADDED) == sorted(olds)
    for change in redline.changes:
        before, after = olds.get(change.old_id), None if change.state == State.REMOVED else news[change.clause_id]
        assert side(change.segments, Op.DELETE) == (before.text if before else "")
        assert side(change.segments, Op.INSERT) == (after.text if after else "")
        for sides, op in ((before, Op.DELETE), (after, Op.INSERT)):
            cells = sides.cells if sides else ()
            assert tuple(side(cell, op) for cell in change.cells)[: len(cells)] == cells


@given(texts, texts)
@example("a b c", "c b a")
@example("tim a tim", "tim tim")
def test_redline_of_words_applies_exactly(old, new):
    pair = [document(recital("bahwa " + text, id="m")) for text in (old, new)]
    segments = compare(*pair).changes[0].segments
    assert [side(segments, op) for op in (Op.DELETE, Op.INSERT)] == [draft.recitals[0].text for draft in pair]
    assert all(segment.text for segment in segments)
    assert all((segment.op == Op.EQUAL) == (segment.hunk == "") for segment in segments)
    assert all(a.hunk != b.hunk or a.op != b.op for a, b in pairwise(segments))


@given(raw_decrees)
def test_redline_of_a_draft_with_itself_is_all_same(blocks):
    draft = build(blocks, **HEAD)
    redline = compare(draft, draft)
    assert {change.state for change in redline.changes} <= {State.SAME}
    assert redline.summary == Summary(0, 0, 0, 0)
    assert redline.details == ()


def surplus(redline):
    """Clauses added beyond those removed, those without words of their own among them."""
    count = Counter(change.state for change in redline.changes)
    return count[State.ADDED] - count[State.REMOVED]


@given(drafts())
def test_redline_backwards_swaps_added_and_removed(pair):
    assert surplus(compare(*reversed(pair))) == -surplus(compare(*pair))


@given(drafts())
def test_hunks_are_unique_and_repeatable(pair):
    redline = compare(*pair)
    assert compare(*pair) == redline
    uses = Counter(
        (segment.hunk, segment.op) for change in redline.changes for segment in change.segments if segment.hunk
    )
    assert all(count == 1 for count in uses.values())
    owners = {}
    for change in redline.changes:
        for segment in change.segments:
            assert segment.hunk == "" or owners.setdefault(segment.hunk, change.clause_id) == change.clause_id


@given(raw_decrees)
def test_the_same_decree_under_other_ids_is_all_there(blocks):
    old = build(blocks, **HEAD)
    again = build(_with_new_ids(blocks), **HEAD)
    assert compare(old, again).summary == Summary(0, 0, 0, 0)


def _with_new_ids(value):
    if isinstance(value, list):
        return [_with_new_ids(inner) for inner in value]
    if isinstance(value, dict):
        return {key: f"other-{inner}" if key == "id" else _with_new_ids(inner) for key, inner in value.items()}
    return value


# Clauses


def test_recital_added_before_others_only_renumbers_them():
    old = document(recital("bahwa satu;", id="1"), recital("bahwa dua;", id="2"))
    new = document(recital("bahwa baru;", id="0"), recital("bahwa satu;", id="1"), recital("bahwa dua;", id="2"))
    redline = compare(old, new)
    assert outline(redline) == [("0", "added", "", "a."), ("1", "same", "a.", "b."), ("2", "same", "b.", "c.")]
    assert redline.summary == Summary(added=1, removed=0, changed=0, moved=0)


def test_removed_clause_stands_where_it_stood():
    first, last = diktum("Membentuk Tim.", item("a;", id="p")), diktum("Berlaku sekarang.")
    old = document(first, diktum("Biaya dibebankan pada APBD.", item("rincian;", id="q"), id="gone"), last)
    new = document(first, diktum("Tim melapor setiap enam bulan kepada Sekretaris Daerah.", id="fresh"), last)
    assert [(id, state) for id, state, *_ in outline(compare(old, new))] == [
        (first["id"], "same"),
        ("p", "same"),
        ("gone", "removed"),
        ("q", "removed"),
        ("fresh", "added"),
        (last["id"], "same"),
    ]


def test_clause_removed_from_the_top_comes_first():
    old = document(recital("bahwa lama;", id="1"), recital("bahwa tetap;", id="2"))
    new = document(recital("bahwa tetap;", id="2"))
    assert outline(compare(old, new)) == [("1", "removed", "a.", ""), ("2", "same", "b.", "a.")]


def test_moved_clause_is_moved_and_the_others_are_not():
    clauses = [diktum(f"Ketentuan {n}.", id=str(n)) for n in range(4)]
    redline = compare(document(*clauses), document(clauses[3], *clauses[:3]))
    assert outline(redline) == [
        ("3", "moved", "KEEMPAT", "KESATU"),
        ("0", "same", "KESATU", "KEDUA"),
        ("1", "same", "KEDUA", "KETIGA"),
        ("2", "same", "KETIGA", "KEEMPAT"),
    ]
    assert redline.summary.moved == 1


def test_clause_moved_and_reworded_is_both():
    old = document(recital("bahwa a;", id="1"), recital("bahwa b;", id="2"), recital("bahwa c perlu;", id="3"))
    new = document(recital("bahwa c harus;", id="3"), recital("bahwa a;", id="1"), recital("bahwa b;", id="2"))
    redline = compare(old, new)
    assert states(redline) == {"3": "moved_changed", "1": "same", "2": "same"}
    assert redline.summary == Summary(added=0, removed=0, changed=1, moved=1)


def test_point_moved_to_another_diktum_is_moved():
    point = item("menyusun laporan;", id="p")
    old = document(diktum("Tim Pengarah:", point, id="1"), diktum("Tim Pelaksana:", id="2"))
    new = document(diktum("Tim Pengarah:", id="1"), diktum("Tim Pelaksana:", point, id="2"))
    assert states(compare(old, new)) == {"1": "same", "2": "same", "p": "moved"}


def test_annex_that_moves_carries_its_body_unmoved():
    one, two, three = (annex(f"TIM {n}", heading(f"Uraian {n}")) for n in range(3))
    redline = compare(document(one, two, three), document(three, one, two))
    assert [state for _, state, *_ in outline(redline)] == ["moved", "same", "same", "same", "same", "same"]


def test_white_space_is_no_change():
    old, new = (document(recital(text, id="m")) for text in ("bahwa  tim;", "bahwa\u00a0tim;\n"))
    assert states(compare(old, new)) == {"m": "same"}


def test_clause_pasted_anew_is_known_by_its_text():
    old = document(recital("bahwa tim perlu dibentuk;", id="1"))
    new = document(recital("bahwa tim perlu dibentuk;", id="2"))
    (change,) = compare(old, new).changes
    assert (change.state, change.clause_id, change.old_id) == (State.SAME, "2", "1")


def test_clause_pasted_anew_and_reworded_is_known_by_likeness():
    old = document(recital("bahwa tim perlu dibentuk segera;", id="1"))
    new = document(recital("bahwa tim harus dibentuk segera;", id="2"))
    (change,) = compare(old, new).changes
    assert marked(change.segments) == "bahwa tim [-perlu-]{+harus+} dibentuk segera;"
    assert (change.state, change.old_id) == (State.CHANGED, "1")


def test_clauses_pasted_anew_out_of_order_are_moved():
    one, two = "bahwa warga berhak atas informasi publik;", "bahwa Bupati menetapkan susunan tim kerja;"
    old = document(recital(one, id="1"), recital(two, id="2"))
    new = document(recital(two.replace("kerja", "pelaksana"), id="3"), recital(one, id="4"))
    assert sorted(state for _, state, *_ in outline(compare(old, new))) == ["moved_changed", "same"]


def test_unlike_clauses_are_removed_and_added():
    old = document(recital("bahwa anggaran tersedia;", id="1"))
    new = document(recital("bahwa masyarakat meminta keterbukaan;", id="2"))
    assert states(compare(old, new)) == {"1": "removed", "2": "added"}


def test_citation_turned_recital_is_recognised():
    text = "hasil rapat koordinasi tanggal 9 Mei 2017;"
    redline = compare(document(citation(text, id="1")), document(recital(text, id="2")))
    assert outline(redline) == [("2", "moved", "1.", "a.")]


def test_short_headings_are_not_mistaken_for_each_other():
    old = document(annex("SUSUNAN TIM PENGARAH", heading("Uraian tugas", id="1")))
    new = document(annex("RENCANA KERJA TAHUNAN", heading("Uraian tugas", id="2")))
    assert sorted(states(compare(old, new)).values()) == ["added", "added", "removed", "removed"]


def test_repeated_ids_are_compared_all_the_same():
    old = document(recital("bahwa a;", id="x"), recital("bahwa b;", id="x"))
    new = document(recital("bahwa a;", id="x"), recital("bahwa c;", id="x"))
    hunks = [s.hunk for change in compare(old, new).changes for s in change.segments if s.hunk]
    assert max(Counter(hunks).values()) <= 2


def test_similar_citations_in_other_places_are_strangers():
    old = document(*map(citation, [LAW.format(32, 2004, "Pemerintahan Daerah", 125), "UUD 1945;"]))
    new = document(*map(citation, ["UUD 1945;", LAW.format(14, 2008, "Keterbukaan Informasi Publik", 61)]))
    assert [state for _, state, *_ in outline(compare(old, new))] == ["removed", "same", "added"]


LAW = "Undang-Undang Nomor {0} Tahun {1} tentang {2} (Lembaran Negara Republik Indonesia Tahun {1} Nomor {3});"


# Rosters


def _roster_change(old_row, new_row):
    old, new = (document(annex("SUSUNAN", roster(one))) for one in (old_row, new_row))
    return compare(old, new).changes[-1]


def test_row_is_compared_cell_by_cell():
    change = _roster_change(
        row("Anggota", "Bojonegoro Institute", id="r"), row("Wakil Ketua", "Bojonegoro Institute", "Pokja I", id="r")
    )
    assert change.state == State.CHANGED
    assert [marked(cell) for cell in change.cells] == [
        "[-Anggota-]{+Wakil Ketua+}",
        "Bojonegoro Institute",
        "{+Pokja I+}",
    ]
    assert marked(change.segments) == "[-Anggota-]{+Wakil Ketua+}\tBojonegoro Institute{+\t+}{+Pokja I+}"


def test_words_that_move_between_cells_are_marked_in_both():
    change = _roster_change(row("Ketua Tim", "Asisten", id="r"), row("Ketua", "Tim Asisten", id="r"))
    assert [marked(cell) for cell in change.cells] == ["Ketua[- Tim-]", "{+Tim +}Asisten", ""]


def test_row_added_and_row_removed():
    rows = [row("Anggota", f"Dinas {name}", id=name) for name in ("Kesehatan", "Sosial", "Pendidikan")]
    redline = compare(document(annex("TIM", roster(*rows[:2]))), document(annex("TIM", roster(*rows[1:]))))
    assert [change for change in outline(redline) if change[1] != "same"] == [
        ("Kesehatan", "removed", "1.", ""),
        ("Pendidikan", "added", "", "2."),
    ]


def test_list_without_words_is_not_counted():
    redline = compare(document(annex("TIM")), document(annex("TIM", listing(item("menyusun;"), item("melapor.")))))
    assert redline.summary == Summary(added=2, removed=0, changed=0, moved=0)


# Hunks and details


def test_hunk_keeps_its_name_when_other_words_change():
    old = "bahwa tim lama bekerja sesuai dengan pedoman yang berlaku di daerah;"
    one = old.replace("lama", "baru")
    both = one.replace("daerah", "desa")
    hunks = [
        {
            s.text: s.hunk
            for s in compare(document(recital(old, id="m")), document(recital(new, id="m"))).changes[0].segments
        }
        for new in (one, both)
    ]
    assert hunks[0]["baru"] == hunks[0]["lama"] == hunks[1]["baru"] != hunks[1]["desa"]


def test_same_replacement_twice_makes_two_hunks():
    old, new = "tim lama menyusun rencana aksi bagi tim lama", "tim baru menyusun rencana aksi bagi tim baru"
    segments = compare(document(recital(old, id="m")), document(recital(new, id="m"))).changes[0].segments
    assert len({segment.hunk for segment in segments if segment.hunk}) == 2


def test_details_show_what_changed_outside_the_clauses():
    old = document(title="TIM OGP", copies=("Inspektur", "Camat"))
    new = document(title="TIM PEMERINTAHAN TERBUKA", copies=("Inspektur",))
    redline = compare(old, new)
    assert {detail.name: marked(detail.segments) for detail in redline.details} == {
        "title": "TIM [-OGP-]{+PEMERINTAHAN TERBUKA+}",
        "copies": "Inspektur[-\nCamat-]",
    }
    assert redline.changes == ()


# Hunks one by one


@given(drafts())
def test_hunks_stand_where_they_say(pair):
    before, after = ({clause.id: clause.text for clause in walk(draft)} for draft in pair)
    for hunk in hunks(compare(*pair)):
        if not hunk.clause_id.startswith("document."):
            assert before.get(hunk.old_id, "")[hunk.old_at : hunk.old_end] == hunk.old
            assert after.get(hunk.clause_id, "")[hunk.new_at : hunk.new_at + len(hunk.new)] == hunk.new


@pytest.mark.parametrize(
    ("before", "after"),
    [("bahwa bahwa", "bahwabahwa"), ("bahwabahwa", "bahwa bahwa"), ("ayat(1)", "ayat (1)"), ("tim ,", "tim,")],
)
def test_white_space_that_joins_or_parts_words_is_told(before, after):
    """In a paragraph and in the heading of an annex."""
    for make in (lambda text: recital(text, id="r"), lambda text: annex(text, id="r")):
        comparison = VersionComparison(*(document(make(f"Tim {text} daerah")) for text in (before, after)))
        assert comparison.count == 1


def test_white_space_alone_is_not_told():
    for before, after in [("Tim  daerah", "Tim daerah"), ("Tim daerah ", "Tim daerah")]:
        old, new = (document(recital(text, id="r"), annex(text, id="x")) for text in (before, after))
        assert VersionComparison(old, new).count == 0


@given(drafts())
def test_what_the_page_does_not_tell_is_white_space_alone(pair):
    comparison = VersionComparison(*pair)
    told = {each.hunk.id for each in comparison.hunks}
    for change in comparison.redline.changes:
        if change.state in (State.CHANGED, State.MOVED_CHANGED):
            kept = [one for one in change.segments if one.op == Op.EQUAL or (one.op == Op.INSERT) == (one.hunk in told)]
            assert normalise("".join(one.text for one in kept)) == normalise(side(change.segments, Op.INSERT))


@given(drafts())
def test_applying_all_hunks_to_the_old_draft_gives_the_new_text(pair):
    old, new = pair
    assert list(apply(old, compare(old, new)).items()) == [(clause.id, clause.text) for clause in walk(new)]


@given(drafts())
def test_rejecting_all_hunks_gives_the_old_text(pair):
    old, new = pair
    redline = compare(old, new)
    kept = apply(old, redline, accepted=())
    ids = {change.clause_id: change.old_id for change in redline.changes}
    texts = {clause.id: clause.text for clause in walk(old) if clause.text}
    assert {ids[clause_id]: text for clause_id, text in kept.items() if text} == texts


@given(drafts(), st.randoms(use_true_random=False))
def test_accepting_some_hunks_changes_no_other_clause(pair, random):
    old, new = pair
    redline = compare(old, new)
    chosen = {hunk.id for hunk in hunks(redline) if random.random() < 0.5}
    some, every, none = (apply(old, redline, accepted) for accepted in (chosen, None, ()))
    touched = {hunk.clause_id for hunk in hunks(redline) if hunk.id in chosen}
    for change in redline.changes:
        own = {segment.hunk for segment in change.segments if segment.hunk}
        if own and own <= chosen:
            assert some.get(change.clause_id, "") == every.get(change.clause_id, "")
        if change.clause_id not in touched:
            assert some.get(change.clause_id, "") == none.get(change.clause_id, "")


def test_one_hunk_of_two_can_be_accepted():
    old = document(recital("bahwa tim lama bekerja selama satu tahun;", id="m"))
    redline = compare(old, document(recital("bahwa tim baru bekerja selama dua tahun;", id="m")))
    first, second = hunks(redline)
    assert (first.old, first.new, second.old, second.new) == ("lama", "baru", "satu", "dua")
    assert apply(old, redline, {second.id}) == {"m": "bahwa tim lama bekerja selama dua tahun;"}


def test_added_and_removed_clauses_come_and_go_with_their_hunk():
    old = document(recital("bahwa anggaran tersedia;", id="1"))
    redline = compare(old, document(recital("bahwa masyarakat meminta keterbukaan;", id="2")))
    gone, come = hunks(redline)
    assert apply(old, redline, {come.id}) == {
        "1": "bahwa anggaran tersedia;",
        "2": "bahwa masyarakat meminta keterbukaan;",
    }
    assert apply(old, redline, {gone.id}) == {}


def test_redline_of_another_draft_is_refused():
    one, other = (document(recital(text, id="m")) for text in ("bahwa satu;", "bahwa dua;"))
    with pytest.raises(ValueError, match="does not start from"):
        apply(other, compare(one, document()))


def test_move_has_a_hunk_of_its_own():
    clauses = [diktum(f"Ketentuan {n}.", id=str(n)) for n in range(3)]
    redline = compare(document(*clauses), document(clauses[2], *clauses[:2]))
    assert [(hunk.clause_id, hunk.moves) for hunk in hunks(redline)] == [("2", True)]
    assert redline.changes[0].move == next(hunks(redline)).id


@given(drafts())
def test_every_hunk_is_listed_once(pair):
    redline = compare(*pair)
    named = [hunk.id for hunk in hunks(redline)]
    assert len(set(named)) == len(named)
    in_text = {segment.hunk for change in redline.changes for segment in change.segments if segment.text.strip("\t")}
    assert {*in_text, *(change.move for change in redline.changes)} - {""} <= set(named)


@given(drafts())
def test_sides_are_the_old_and_the_new_text(pair):
    old, new = pair
    olds, news = ({clause.id: clause for clause in walk(draft)} for draft in pair)
    for change in compare(old, new).changes:
        before, after = olds.get(change.old_id), news.get(change.clause_id)
        if change.state != State.ADDED:
            assert "".join(segment.text for segment in change.old_segments) == before.text
        if change.state != State.REMOVED:
            assert "".join(segment.text for segment in change.new_segments) == after.text
        widths = {len(clause.cells) for clause in (before, after) if clause and clause.cells}
        assert len(change.cells) == max(widths, default=0)


def test_sides_of_a_row_stand_cell_by_cell():
    change = _roster_change(row("Anggota", "Inspektorat", id="r"), row("Ketua", "Inspektorat", id="r"))
    assert [side(cell, Op.DELETE) for cell in change.cells] == ["Anggota", "Inspektorat", ""]
    assert [side(cell, Op.INSERT) for cell in change.cells] == ["Ketua", "Inspektorat", ""]


@given(raw_decrees)
def test_white_space_between_words_is_never_a_change(blocks):
    old, new = build(blocks, **HEAD), build(_spaced(blocks), **HEAD)
    assert {change.state for change in compare(old, new).changes} <= {State.SAME}


def _spaced(value):
    if isinstance(value, list):
        return [_spaced(inner) for inner in value]
    if isinstance(value, dict):
        return {key: inner if key in ("id", "type") else _spaced(inner) for key, inner in value.items()}
    return f"  {value}\n".replace(" ", "\u00a0 ")


def test_repeated_changes_of_long_drafts_stay_exact():
    """A list whose items were all reworded, under new ids, is still the same list."""
    tasks = ["menyusun rencana aksi", "memantau pelaksanaan komitmen", "melaporkan hasil evaluasi kepada Bupati"]
    old = document(annex("TIM", listing(*(item(f"{task} setiap tahun;", id=task) for task in tasks))))
    new = document(
        annex("TIM", listing(*(item(f"{task} setiap triwulan;", id=f"new {task}") for task in tasks), id="other"))
    )
    assert [change.state.value for change in compare(old, new).changes] == ["same", "same", *["changed"] * 3]
