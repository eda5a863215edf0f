"""The page of a comparison: what it counts, what it mutes, how it reads without colour, script or room."""

import gzip
import re

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from decrees.drafting.references.renumbering import renumber
from decrees.drafting.references.shifts import References
from decrees.reading.comparison import VersionComparison
from decrees.reading.lines import Line, Note
from decrees.templatetags.redline import redlined
from decrees.text import Kind
from decrees.text.redline import Change, Hunk, Op, Segment, State, compare, hunks
from tests.bench.redline import EDITS, MOVES, SIZE
from tests.bench.redline_decrees import Author
from tests.factories import body, decree_page, open_draft
from tests.factories.blocks import annex, diktum, document, heading, item, recital, roster, row
from tests.factories.decrees import circulated, next_version, rewritten, shifted_references

NOTE = "Tim melapor sebagaimana dimaksud dalam diktum KEDUA dan diktum KETIGA."


def decree(order="ABCD", note=NOTE):
    """Diktum A to D; D speaks of B and C."""
    words = {"A": "Membentuk Tim.", "B": "Tim bertugas menyusun.", "C": "Biaya dari APBD.", "D": note}
    return [diktum(words.get(name, "Ketentuan baru yang ditambahkan."), id=name) for name in order]


def compared(old, new, **options):
    return VersionComparison(document(*old), document(*new), **options)


def told(comparison):
    return [(each.place, each.hunk.old, each.hunk.new) for each in comparison.hunks]


# What counts


def test_numbers_that_only_follow_are_muted_and_asked_of_nobody():
    comparison = compared(decree(), renumber(decree(), decree("AXBCD")), brief=False)
    assert told(comparison) == [("diktum KEDUA", "", "Ketentuan baru yang ditambahkan.")]
    assert (comparison.count, comparison.summary.changed, comparison.summary.added) == (1, 0, 1)
    last = comparison.lines[-1]
    assert (last.number, last.relabelled, bool(last.follows)) == (0, True, True)


def test_numbers_that_mean_another_clause_are_a_change():
    other = decree(note=NOTE.replace("KEDUA", "KESATU"))
    assert told(compared(decree(), other)) == [("diktum KEEMPAT", "KEDUA", "KESATU")]


def test_two_numbers_of_which_one_becomes_the_other_follow_all_the_same():
    old, new = document(*decree()), document(*renumber(decree(), decree("AXBCD")))
    redline = compare(old, new)
    of_last = {hunk.id for hunk in hunks(redline) if hunk.clause_id == "D"}
    assert of_last
    assert References(old, new, redline).following == of_last


def shown(comparison):
    return [(each.place, each.hunk.old, each.hunk.meant) for each in comparison.shifted_references]


def test_reference_that_names_another_clause_is_a_change_that_wants_a_source():
    comparison = compared(decree(), decree("ACD"), sources={})
    meant = ("diktum KEDUA (Tim bertugas menyusun.)", "diktum KEDUA (Biaya dari APBD.)")
    assert shown(comparison)[0] == ("diktum KETIGA", "diktum KEDUA", meant)
    assert [each.place for each in comparison.unattributed_changes] == [
        "diktum KEDUA",
        "diktum KETIGA",
        "diktum KETIGA",
    ]
    line = comparison.changed[-1]
    assert (line.change.state, line.is_reworded) == (State.SAME, True)


def test_reference_that_names_nothing_now_says_so():
    old = [diktum("Sesuai diktum KEDUA.", id="A"), diktum("Biaya dari APBD.", id="B")]
    [(place, words, meant)] = shown(compared(old, old[:1]))
    assert (place, words) == ("diktum KESATU", "diktum KEDUA")
    assert meant == ("diktum KEDUA (Biaya dari APBD.)", "tidak ada dalam naskah ini")


def test_list_of_annexes_of_which_one_went_is_told_word_by_word():
    def draft(*names):
        note = diktum("Susunan tercantum dalam Lampiran I, Lampiran II, dan Lampiran III.", id="d")
        return [note, *(annex(f"SUSUNAN TIM {name}", id=name) for name in names)]

    old = draft("PENGARAH", "PELAKSANA", "EVALUATOR")
    comparison = compared(old, renumber(old, draft("PENGARAH", "EVALUATOR")))
    in_list = [(old, new) for place, old, new in told(comparison) if place == "diktum KESATU"]
    assert in_list == [("III", "II"), ("Lampiran II", "Lampiran II")]


def test_shifted_reference_keeps_its_name_when_other_words_change():
    first, second = (
        compared(decree(), decree("ACD", note=note)) for note in (NOTE, NOTE.replace("melapor", "bekerja"))
    )
    assert [each.hunk.id for each in first.shifted_references] == [each.hunk.id for each in second.shifted_references]


def test_change_of_words_is_told_beside_a_number_that_follows():
    new = renumber(decree(), decree("AXBCD", note=NOTE.replace("melapor", "bekerja")))
    comparison = compared(decree(), new)
    assert told(comparison)[-1] == ("diktum KELIMA", "melapor", "bekerja")
    assert comparison.summary.changed == 1


def test_white_space_is_told_nowhere():
    old = [recital("bahwa  tim perlu;", id="a"), recital("bahwa  dua kata;", id="b")]
    new = [recital("bahwa tim perlu;", id="a"), recital("bahwa dua  huruf;", id="b")]
    assert told(compared(old, new)) == [("Menimbang huruf b", "kata", "huruf")]


def test_moved_clause_tells_from_where_it_came():
    clauses = [diktum(f"Ketentuan nomor {n} tentang hal lain.", id=str(n)) for n in range(4)]
    comparison = compared(clauses, [clauses[3], *clauses[:3]])
    line, departed = comparison.lines
    assert (departed.place, departed.gone_to, departed.number) == ("diktum KEEMPAT", line, 0)
    assert (line.place, line.came_from, line.notes[0].hunk.moves) == ("diktum KESATU", "diktum KEEMPAT", True)
    assert comparison.summary.moved == 1


def test_place_that_a_clause_left_is_told_where_it_stood():
    point = item("menyusun laporan tahunan tim;", id="p")
    old = [diktum("Tim Pengarah:", item("satu;", id="o"), point, id="1"), diktum("Tim Pelaksana:", id="2")]
    new = [diktum("Tim Pengarah:", item("satu;", id="o"), id="1"), diktum("Tim Pelaksana:", point, id="2")]
    lines = compared(old, new, brief=False).lines
    assert [(line.place, line.gone_to.place if line.gone_to else "") for line in lines] == [
        ("diktum KESATU", ""),
        ("diktum KESATU huruf a", ""),
        ("diktum KESATU huruf b", "diktum KEDUA huruf a"),
        ("diktum KEDUA", ""),
        ("diktum KEDUA huruf a", ""),
    ]


def test_what_stands_in_a_clause_that_moved_goes_with_it():
    one, two = (annex(f"TIM {n}", heading(f"Uraian {n}", id=f"h{n}"), id=f"a{n}") for n in (1, 2))
    three = annex("TIM 3", heading("Uraian 3", id="h3"), id="a3")
    lines = compared([one, two, three], [three, one, two], brief=False).lines
    assert [line.change.clause_id for line in lines] == ["a3", "h3", "a1", "h1", "a2", "h2", "a3"]
    assert lines[-1].gone_to is lines[0]


def test_row_comes_and_goes_as_one_change():
    rows = [row("Anggota", f"Dinas {name}", "Pokja", id=name) for name in ("Kesehatan", "Sosial", "Pendidikan")]
    old, new = ([annex("TIM", roster(*some), id="x")] for some in (rows[:2], rows[1:]))
    assert [each[1:] for each in told(compared(old, new))] == [
        ("Anggota, Dinas Kesehatan, Pokja", ""),
        ("", "Anggota, Dinas Pendidikan, Pokja"),
    ]


def test_column_that_no_row_uses_is_not_drawn():
    def table(*rows):
        return [annex("TIM", roster(*rows, id="o"), id="x")]

    with_note, without = row("Ketua", "Asisten", "Pokja", id="r"), row("Ketua", "Asisten", id="r")
    for old, new, columns in [(without, without, 2), (without, with_note, 3), (with_note, without, 3)]:
        [*_, block] = compared(table(old), table(new), brief=False).parts[0].blocks
        assert (block.is_table, block.columns) == (True, columns)


def test_title_and_copies_are_changes_with_a_place():
    comparison = VersionComparison(document(title="TIM OGP"), document(title="TIM TERBUKA", copies=("Camat",)))
    assert [each.place for each in comparison.hunks][:1] == ["judul"]
    assert {each.place for each in comparison.hunks} == {"judul", "tembusan"}
    assert comparison.summary.changed == 0
    assert comparison.count == 2


def test_hunks_know_where_their_words_stand():
    old = [annex("TIM", roster(row("Ketua Tim", "Asisten", id="r"), id="o"), id="x"), recital("bahwa a b c;", id="m")]
    new = [
        annex("TIM", roster(row("Ketua", "Kepala Asisten", id="r"), id="o"), id="x"),
        recital("bahwa a d c;", id="m"),
    ]
    before, after = document(*old), document(*new)
    texts = [{c.id: c.text for c in [*d.recitals, *d.annexes[0].children[0].children]} for d in (before, after)]
    found = list(hunks(compare(before, after)))
    assert {hunk.clause_id for hunk in found} == {"r", "m"}
    for hunk in found:
        assert texts[0][hunk.old_id][hunk.old_at : hunk.old_end] == hunk.old
        assert texts[1][hunk.clause_id][hunk.new_at : hunk.new_at + len(hunk.new)] == hunk.new


def test_hunks_keep_their_names_whatever_else_changes():
    first = {each.hunk.new: each.hunk.id for each in compared(decree(), decree(note=NOTE + " Selesai.")).hunks}
    again = {each.hunk.new: each.hunk.id for each in compared(decree(), decree("XABCD", note=NOTE + " Selesai.")).hunks}
    assert first.items() <= again.items()


# The page


def page(version, query="", old=None):
    old = old or version.number - 1
    address = reverse("decrees:compare", args=[version.decree_id, old, version.number])
    return Client().get(address + query)


@pytest.fixture
def revised(db):
    """A diktum comes first, one is reworded, a row goes."""
    blocks = body(dik_1="Membentuk Panitia Open Government.")
    blocks[5]["value"]["body"][1]["value"]["rows"].pop()
    return next_version(open_draft()[0], blocks=[*blocks[:3], diktum("Ketentuan yang baru.", id="new"), *blocks[3:]])


@pytest.mark.parametrize("query", ["", "?ringkas=1", "?tampilan=sisi", "?tampilan=sisi&ringkas=1"])
def test_every_change_has_its_link_its_place_in_the_list_and_its_neighbours(revised, query):
    html = page(revised, query).content.decode()
    comparison = page(revised, query).context["comparison"]
    for told_one in comparison.hunks:
        assert html.count(f'id="h-{told_one.hunk.id}"') == 1
        assert f'href="#h-{told_one.hunk.id}"' in html
    for number in range(1, comparison.count + 1):
        assert html.count(f'id="u-{number}"') == 1
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#(u-\d+)"', html)) == {f"u-{n}" for n in range(1, comparison.count + 1)}


def test_what_was_added_and_removed_is_said_to_screen_readers(revised):
    html = page(revised).content.decode().partition("<article")[2]
    for tag, said in (("del", "dihapus:"), ("ins", "ditambahkan:")):
        marks = re.findall(rf"<{tag}[ >].*?</{tag}>", html)
        assert marks
        assert all(f"<span>[{said} </span>" in mark for mark in marks)


def test_side_by_side_has_headers_and_each_side_its_own_words(revised):
    html = page(revised, "?tampilan=sisi").content.decode()
    assert html.count('<th scope="col">') == 2 * html.count('<table class="sides">') > 0
    cells = re.findall(r"<td>(.*?)</td>", html, re.DOTALL)
    assert all(not ("<ins" in cell and "<del" in cell) for cell in cells)
    left, right = (next(cell for cell in cells if word in cell) for word in (">Tim<", ">Panitia<"))
    assert "<del" in left
    assert "<ins" in right


def test_side_by_side_says_unchanged_instead_of_the_same_words_again(revised):
    html = page(revised, "?tampilan=sisi").content.decode()
    same = [line for line in page(revised).context["comparison"].lines if line.change.state == "same"]
    assert html.count('<td class="same"') == len(same) > 0
    assert all(html.count(line.change.segments[0].text) == 1 for line in same if not line.is_row)


def test_line_breaks_of_the_text_stay_and_those_of_the_templates_go():
    segments = (Segment(Op.DELETE, "lama", "h"), Segment(Op.EQUAL, "\n", ""), Segment(Op.INSERT, "baru", "h"))
    change = Change("c", Kind.RECITAL, "a.", "a.", State.CHANGED, segments, old_id="c")
    told_ones = (Note(Hunk(id="h", clause_id="c", old="lama", new="baru")),)
    words = redlined(Line(change, "Menimbang", "huruf a", 1, notes=told_ones))
    html = Template("{% load redline %}{% lean %}<p>\n  <b>{{ words }}</b>\n\n</p>{% endlean %}")
    drawn = html.render(Context({"words": words}))
    assert drawn.startswith("<p><b><del")
    assert "</del>&#10;<ins>" in drawn
    assert drawn.endswith("</b></p>")


def test_complete_comparison_of_a_long_decree_is_within_a_pages_weight(db):
    """230,000 characters, 313 changes of which none is explained, as `tests/bench` has them."""
    author = Author(1)
    blocks = author.decree(SIZE)
    revised = Author(2).revise(blocks, edits=EDITS, moves=MOVES, new_ids=False)
    version = next_version(circulated(decree_page(body=blocks)), blocks=revised)
    sizes = {}
    for query in ("", "?tampilan=sisi", "?ringkas=1", "?ringkas=1&tampilan=sisi"):
        sizes[query] = len(gzip.compress(page(version, query).content, 6)) / 1024
    assert max(sizes.values()) <= 50, sizes


def test_views_lead_to_each_other_and_keep_what_was_chosen(revised):
    html = page(revised, "?ringkas=1").content.decode()
    assert 'href="?ringkas=1&amp;tampilan=sisi"' in html
    html = page(revised, "?ringkas=1&tampilan=sisi").content.decode()
    assert 'href="?ringkas=1"' in html
    assert 'href="?tampilan=sisi"' in html


def test_words_of_the_text_are_escaped_in_both_views(db):
    old = circulated()
    new = circulated(rewritten(old.decree, dik_1="Membentuk <b>Tim</b> & Panitia."))
    for query in ("", "?tampilan=sisi"):
        html = page(new, query).content.decode()
        assert "<b>Tim" not in html
        assert "&lt;b&gt;" in html


def test_same_version_twice_is_the_same(revised):
    response = page(revised, old=revised.number)
    assert response.status_code == 200
    assert response.context["comparison"].count == 0


def test_applied_segments_are_the_side_they_stand_on(revised):
    for change in page(revised).context["comparison"].redline.changes:
        assert all(segment.op != Op.INSERT for segment in change.old_segments)
        assert all(segment.op != Op.DELETE for segment in change.new_segments)


def test_item_keeps_company_with_its_list():
    old = [diktum("Tim bertugas:", item("menyusun;", id="p"), item("melapor;", id="q"), id="d")]
    new = [diktum("Tim bertugas:", item("melapor;", id="q"), id="d")]
    assert told(compared(old, new)) == [("diktum KESATU huruf a", "menyusun;", "")]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?tampilan=sisi", "?ringkas=1"])
def test_page_tells_what_a_reference_names_now_with_a_link_of_its_own(client, query):
    blocks = [*body()[:4], diktum("Bupati menerima laporan.", id="x"), *body()[4:5]]
    note = diktum("Tim bekerja sebagaimana dimaksud dalam diktum KEDUA.", id="n")
    version = circulated(decree_page(body=[*blocks, note]))
    left = rewritten(version.decree, blocks=[*body()[:5], note])
    [shift] = shifted_references(left)
    new = circulated(left, references="kesepakatan rapat")
    text = page(new, query).content.decode()
    assert f'id="h-{shift.hunk.id}"' in text
    assert "diktum KEDUA (Bupati menerima laporan.)" in text
    assert "kesepakatan rapat" in text
