import pytest

from decrees.text.redline import compare, hunks
from decrees.text.redline.attribution import Adopted, Remark, Why, adopted_in, suggest
from tests.factories.blocks import diktum, document, item

OLD = "Tim melapor kepada Bupati setiap enam bulan."
NEW = "Tim melapor kepada Bupati setiap tiga bulan."
AT = OLD.index("enam")


def one(*remarks, old=OLD, new=NEW):
    """Of the only change: (comment, why, ticked)."""
    drafts = [document(diktum(text, id="d")) for text in (old, new)]
    found = list(hunks(compare(*drafts)))
    [suggestions] = suggest(*drafts, found, remarks).values()
    return [tuple(each) for each in suggestions]


def remark(id=1, clause="d", start=None, end=None, proposed=None, promises=True, **more):
    return Remark(id, clause, start, end, proposed, promises, **more)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (remark(start=AT, end=AT + 4), Why.PASSAGE),
        (remark(start=AT, end=AT + 4, proposed="tiga"), Why.WORDING),
        (remark(start=0, end=len(OLD), proposed=NEW), Why.WORDING),
        (remark(proposed=NEW), Why.WORDING),
        (remark(), Why.CLAUSE),
        (remark(taken=Adopted("d", "enam", "tiga")), Why.TAKEN),
    ],
)
def test_comment_that_meets_the_change_is_suggested_and_ticked(said, why):
    assert one(said) == [(1, why, True)]


@pytest.mark.parametrize("said", [remark(start=0, end=3), remark(start=0, end=3, proposed="tiga")])
def test_comment_on_other_words_of_the_clause_is_named_but_not_ticked(said):
    assert one(said) == [(1, Why.AROUND, False)]
    assert one(said._replace(promises=False)) == []


@pytest.mark.parametrize("said", [remark(clause=""), remark(clause="other"), remark(clause="other", proposed="tiga")])
def test_comment_elsewhere_is_not_suggested(said):
    assert one(said) == []


def test_likeliest_comes_first_and_only_promises_are_ticked():
    passage, wording = remark(1, start=AT, end=AT + 4), remark(2, start=AT, end=AT + 4, proposed="tiga")
    refused = remark(3, start=AT, end=AT + 4, proposed="tiga", promises=False)
    assert one(refused, passage, wording, remark(4)) == [
        (2, Why.WORDING, True),
        (1, Why.PASSAGE, True),
        (4, Why.CLAUSE, False),
        (3, Why.WORDING, False),
    ]


def test_striking_out_is_met_by_who_proposed_to_strike():
    at = OLD.index(" setiap")
    assert one(remark(start=at, end=len(OLD) - 1, proposed=""), new="Tim melapor kepada Bupati.") == [
        (1, Why.WORDING, True)
    ]
    assert one(remark(start=at, end=len(OLD) - 1), new="Tim melapor kepada Bupati.") == [(1, Why.PASSAGE, False)]


@pytest.mark.parametrize("said", [remark(), remark(start=0, end=3), remark(proposed="Tim melapor setiap bulan.")])
def test_deletion_is_never_ticked_on_its_place_alone(said):
    """Whoever asked for other words there did not ask for the clause to go."""
    last = diktum("Keputusan ini mulai berlaku.", id="last")
    old, new = document(diktum(OLD, id="d"), last), document(last)
    [found] = suggest(old, new, hunks(compare(old, new)), [said]).values()
    assert [one.ticked for one in found] == [False]
    [found] = suggest(old, new, hunks(compare(old, new)), [said._replace(proposed="", start=None)]).values()
    assert [tuple(one) for one in found] == [(1, Why.WORDING, True)]


def test_wording_is_said_to_be_taken_only_where_its_words_stand():
    drafts = [document(diktum(text, id="d")) for text in (OLD, NEW.replace("Bupati", "Dewan Pengarah"))]
    said = [remark(start=AT, end=AT + 4, proposed="tiga", taken=Adopted("d", "enam", "tiga"))]
    found = suggest(*drafts, hunks(compare(*drafts)), said).values()
    assert [[tuple(each) for each in one] for one in found] == [[(1, Why.AROUND, False)], [(1, Why.TAKEN, True)]]


def test_new_point_is_met_by_its_wording_elsewhere_or_by_its_neighbours():
    old = document(diktum("Tim bertugas:", item("menyusun rencana;", id="p"), id="d"))
    words = "mengumumkan laporan kepada masyarakat;"
    new = document(diktum("Tim bertugas:", item("menyusun rencana;", id="p"), item(words, id="q"), id="d"))
    remarks = [remark(1, "d"), remark(2, "p"), remark(3, "", proposed=f"Tim {words}"), remark(4, "d", promises=False)]
    [found] = suggest(old, new, hunks(compare(old, new)), remarks).values()
    assert [tuple(each) for each in found] == [(3, Why.WORDING, True), (1, Why.AROUND, False), (2, Why.AROUND, False)]


def test_taken_wording_is_found_where_it_stands_once_and_word_for_word():
    drafts = [document(diktum(text, id="d")) for text in (OLD, NEW)]
    found = list(hunks(compare(*drafts)))
    assert list(adopted_in(found, "d", "setiap enam bulan", "setiap tiga bulan", *drafts)) == found
    for clause, before, after in [("x", "enam", "tiga"), ("d", "enam", "empat"), ("d", "Tim", "Tim melapor")]:
        assert list(adopted_in(found, clause, before, after, *drafts)) == []
