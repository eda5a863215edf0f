"""What is one change to whoever reads it is told as one."""

from hypothesis import given

from decrees.text import walk
from decrees.text.redline import Way, compare, hunks, together
from tests.factories.blocks import annex, diktum, document, item, raw_decrees, recital, roster, row


def found(old, new):
    redline = compare(old, new)
    return together(old, new, redline, list(hunks(redline)))


def named(old, new):
    return [(one.way, one.old, one.new, one.times, one.throughout) for one in found(old, new)]


def texts(word, *ids):
    return [recital(f"bahwa {word} perlu ditata menurut butir {id};", id=id) for id in ids]


def test_term_that_was_replaced_everywhere_is_one_change():
    old, new = (document(*texts(word, "a", "b", "c", "d")) for word in ("Kelompok Kerja", "Pokja Kabupaten"))
    assert named(old, new) == [(Way.TERM, "Kelompok Kerja", "Pokja Kabupaten", 4, True)]


def test_term_in_capitals_is_the_same_term():
    words = [recital("bahwa DINAS ITU bekerja;", id="x")], [recital("bahwa BADAN ITU bekerja;", id="x")]
    old, new = (document(*texts(word, "a", "b"), *more) for word, more in zip(("Dinas", "Badan"), words, strict=True))
    assert [one.times for one in found(old, new)] == [3]


def test_term_that_still_stands_somewhere_is_not_said_to_be_gone():
    kept = recital("bahwa Kelompok Kerja lama tetap ada;", id="x")
    old, new = (document(*texts(word, "a", "b", "c"), kept) for word in ("Kelompok Kerja", "Pokja"))
    assert named(old, new) == [(Way.TERM, "Kelompok Kerja", "Pokja", 3, False)]


def test_two_places_or_one_clause_are_no_term():
    old, new = (document(*texts(word, "a", "b")) for word in ("Kelompok", "Pokja"))
    assert found(old, new) == []
    same = [document(recital(f"bahwa {w} satu, lalu {w} dua, lalu {w} tiga;", id="a")) for w in ("tim", "panitia")]
    assert found(*same) == []


def test_annex_that_went_is_one_change_and_one_that_came_too():
    table = annex("SUSUNAN", roster(*(row(f"Anggota {n}", f"Dinas {n}", id=f"r{n}") for n in range(9))), id="ann")
    without, with_it = document(recital("bahwa perlu;", id="a")), document(recital("bahwa perlu;", id="a"), table)
    assert [(one.way, one.clause) for one in found(with_it, without)] == [(Way.REMOVED, "ann")]
    assert [(one.way, one.clause) for one in found(without, with_it)] == [(Way.ADDED, "ann")]


def test_clause_of_which_a_part_stays_is_told_piece_by_piece():
    points = [item(f"tugas nomor {n};", id=f"p{n}") for n in range(4)]
    old = document(diktum("Tim bertugas:", *points, id="d"))
    new = document(diktum("Tim bertugas:", points[0], id="d"))
    assert found(old, new) == []


def test_column_that_was_filled_is_one_change():
    def table(note):
        return document(
            annex("SUSUNAN", roster(*(row(f"Anggota {n}", f"Dinas {n}", note, id=f"r{n}") for n in range(4))), id="ann")
        )

    assert named(table(""), table("tetap")) == [(Way.COLUMN_ADDED, "", "2", 4, False)]
    assert named(table("tetap"), table("")) == [(Way.COLUMN_REMOVED, "2", "", 4, False)]


@given(raw_decrees, raw_decrees)
def test_no_change_is_in_two_and_what_came_or_went_is_there(one, other):
    old, new = document(*one), document(*other)
    redline = compare(old, new)
    told = [hunk.id for hunk in hunks(redline)]
    bunches = together(old, new, redline, list(hunks(redline)))
    inside = [hunk for bunch in bunches for hunk in bunch.hunks]
    assert len(inside) == len(set(inside))
    assert set(inside) <= set(told)
    clauses = {clause.id for document_ in (old, new) for clause in walk(document_)}
    assert {bunch.clause for bunch in bunches if bunch.clause} <= clauses
