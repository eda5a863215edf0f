"""Proposals for one clause against the editor's text: what can be taken, and how it is told afterwards."""

from hypothesis import given

from decrees import text
from decrees.drafting.proposals import (
    ClauseProposals,
    changed_words,
    combine,
    keeps_cells,
    leads_to,
    proposal,
    put_back,
    renewed,
)
from tests.factories.blocks import HEAD, raw_decrees, texts

BASE = "Tim mempunyai tugas menyusun rencana aksi dan melaporkan hasilnya."


def on(quote, proposed, id="1", base=BASE):
    at = base.index(quote)
    return proposal(id, base, at, at + len(quote), proposed)


def test_proposals_that_do_not_touch_are_taken_together():
    board = ClauseProposals(BASE, BASE, (on("menyusun", "merumuskan"), on("hasilnya", "capaiannya", id="2")))
    assert board.outcome == ("Tim mempunyai tugas merumuskan rencana aksi dan melaporkan capaiannya.", [])


def test_proposals_on_the_same_words_are_left_to_a_person():
    board = ClauseProposals(BASE, BASE, (on("menyusun", "merumuskan"), on("menyusun rencana", "membuat", id="2")))
    assert board.conflicts == (("1", "2"),)
    assert board.outcome[0] == BASE


def test_editors_other_change_stays():
    ours = BASE.replace("hasilnya", "hasilnya kepada Bupati")
    board = ClauseProposals(BASE, ours, (on("menyusun", "merumuskan"),))
    assert board.outcome == (ours.replace("menyusun", "merumuskan"), [])


def test_editors_change_of_the_same_words_is_a_conflict_and_stays():
    ours = BASE.replace("menyusun", "membuat")
    text_, conflicts = ClauseProposals(BASE, ours, (on("menyusun", "merumuskan"),)).outcome
    assert text_ == ours
    assert [(one.base, one.ours, one.theirs) for one in conflicts] == [("menyusun", "membuat", "merumuskan")]


def test_striking_out_leaves_no_double_space():
    assert ClauseProposals(BASE, BASE, (on("menyusun rencana aksi dan", ""),)).outcome[0] == (
        "Tim mempunyai tugas melaporkan hasilnya."
    )
    assert ClauseProposals("satu dua.", "satu dua.", (on("dua", "", base="satu dua."),)).outcome[0] == "satu."


def test_cells_are_merged_one_by_one():
    base, ours = "Ketua\tSekretaris Daerah", "Ketua\tSekretaris Daerah\tEx officio"
    assert combine(base, ours, "Ketua I\tSekretaris Daerah") == ("Ketua I\tSekretaris Daerah\tEx officio", [])


def test_words_across_cells_keep_their_cells_or_are_refused():
    base = "Ketua\tSekretaris Daerah"
    assert keeps_cells(base, proposal("1", base, None, None, "Ketua\tSekda"))
    assert not keeps_cells(base, proposal("1", base, None, None, "Ketua, Sekda"))
    assert keeps_cells(base, on("Sekretaris Daerah", "Sekda", base=base))


def test_proposal_for_words_that_were_edited_since_is_renewed_unless_it_is_about_these_words():
    was = "menyusun rencana aksi daerah"
    assert renewed(was, was, "merumuskan") == "merumuskan"
    assert renewed(was, "menyusun rencana aksi kabupaten", "merumuskan rencana aksi daerah") == (
        "merumuskan rencana aksi kabupaten"
    )
    assert renewed(was, "membuat rencana aksi daerah", "merumuskan rencana aksi daerah") is None


def test_change_is_told_with_as_much_around_it_as_it_takes_to_find_it():
    assert changed_words(BASE, BASE.replace("menyusun", "merumuskan")) == ("menyusun", "merumuskan")
    assert changed_words("dan ini dan itu", "dan ini atau itu") == ("ini dan itu", "ini atau itu")
    before, after = changed_words("satu dan dua dan tiga", "satu dan dua, dan tiga")
    assert (before, after) == ("dua", "dua,")


@given(texts, texts)
def test_change_that_is_told_can_be_made(old, new):
    old, new = text.normalise(old), text.normalise(new)
    before, after = changed_words(old, new)
    assert before in old
    assert after in new
    if old != new:
        assert old.count(before) == 1 or before == old
        assert new.count(after) == 1 or after == new


@given(raw_decrees, texts)
def test_words_are_put_into_exactly_one_clause(raw, words):
    words = text.normalise(words) or "kata"
    made = text.build(raw, **HEAD)
    for clause in text.walk(made):
        if clause.kind is text.Kind.LIST:
            continue
        after = text.build(text.put_text(raw, clause.id, words), **HEAD)
        expected = {each.id: each.text for each in text.walk(made)} | {clause.id: words}
        assert {each.id: each.text for each in text.walk(after)} == expected


@given(texts, texts)
def test_changed_words_put_back_give_the_text_that_was(old, new):
    old, new = text.normalise(old), text.normalise(new)
    before, after = changed_words(old, new)
    if old != new:
        assert put_back(new, before, after) == old
        assert leads_to(old, new, before, after)


def test_words_are_put_back_only_where_they_stand_once_and_whole():
    assert put_back("a kerja; b", "aksi;", "kerja;") == "a aksi; b"
    for text_ in ("a kerja; b kerja; c", "a pekerja; b", "a b"):
        assert put_back(text_, "aksi;", "kerja;") is None
    assert (put_back("", "a b", ""), put_back("c", "a b", "")) == ("a b", None)
