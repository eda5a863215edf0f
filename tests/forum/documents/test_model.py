from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.documents import model


def test_model_is_frozen_and_equal_by_content():
    one = model.Document(model.Metadata("A", date(2020, 1, 1)), (model.Paragraph("x"),))
    assert one == model.Document(model.Metadata("A", date(2020, 1, 1)), (model.Paragraph("x"),))
    with pytest.raises(FrozenInstanceError):
        one.running_head = "y"


@given(st.text())
def test_clean_text_has_no_unprintable_character_and_keeps_the_rest(text):
    cleaned = model.clean(text)
    assert not set(cleaned) & {chr(c) for c in (*range(9), 9, *range(11, 32), 0x202E, 0xFFFE, 0xD800)}
    assert model.clean(cleaned) == cleaned
    plain = "".join(c for c in text if c.isalnum())
    assert "".join(c for c in cleaned if c.isalnum()) == plain


def test_line_ends_become_line_feeds_and_tabs_spaces():
    assert model.clean("a\r\nb\rc\td") == "a\nb\nc d"


def test_separators_of_other_programs_never_join_two_words():
    assert model.clean("jadwal\x0bbiaya\x0cdana\u2028kas\x1fhabis") == "jadwal\nbiaya\ndana\nkas habis"


def test_bullets_of_word_are_printed_as_bullets():
    assert model.runs("\uf0b7 satu") == (model.Run("• satu"),)


def test_runs_drop_what_is_empty():
    assert model.runs((model.Run(""), model.Run("a\x00", bold=True), model.Run("\x00"))) == (model.Run("a", bold=True),)


def test_items_under_an_unnumbered_text_become_rows_below_it():
    point, closing = model.Item("a.", "satu", (model.Item("1.", "dalam"),)), model.Item("", "penutup")
    opening = model.Item("", "Tim mempunyai tugas:", (point,))
    assert list(model.rows((opening, closing))) == [model.Item("", "Tim mempunyai tugas:"), point, closing]


def test_label_without_items_keeps_one_empty_row():
    assert model.label_rows(()) == (model.Item("", ""),)


def test_weight_counts_characters_but_not_pictures():
    image = model.Image(b"x" * 10_000, "lambang")
    light = model.weight(model.Letterhead(("A",), emblem=image))
    assert light < 200
    assert model.weight(model.Letterhead(("A" * 1000,), emblem=image)) == light + 999
