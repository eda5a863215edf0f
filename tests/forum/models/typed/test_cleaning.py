"""Blank means blank, and no two words become one: for any text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.models.typed import BLANKS, clean_line, clean_lines, clean_markup, is_blank, printable, says_something
from tests.blanks import BLANK, HARMFUL, INVISIBLE, LINE_ENDS

CLEANINGS = [clean_line, clean_lines]
awkward = st.text(st.one_of(st.characters(), st.sampled_from([*INVISIBLE, *HARMFUL, *"\r\n\x0b\x0c\x85\u2028\u2029"])))


@pytest.mark.parametrize("text", ["", *BLANK])
def test_what_shows_nothing_is_blank_says_nothing_and_is_kept_as_nothing(text):
    assert is_blank(text)
    assert not says_something(text)
    assert (clean_line(text), clean_lines(text), clean_markup(f"<p><b>{text}</b>&nbsp;</p>")) == ("", "", "")


@pytest.mark.parametrize("text", ["-", "…", "?!", ". . .", "–", "\u200b.\u200b"])
def test_punctuation_can_be_seen_and_says_nothing(text):
    assert not is_blank(text)
    assert not says_something(text)
    assert clean_line(text) != ""


@pytest.mark.parametrize("text", ["a", "7", "✓", "👍", "§ 2", "\u200bya", "ꦲ", "好", "+"])
def test_one_letter_digit_or_symbol_says_something(text):
    assert says_something(text)


def test_white_space_and_control_characters_are_blank_as_unicode_names_them():
    white = {"Zs", "Zl", "Zp", "Cc"}
    found = {chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) in white}
    assert [char for char in found if not is_blank(char)] == []
    assert all(first <= last for first, last in BLANKS)
    assert [last for _first, last in BLANKS[:-1]] < [first for first, _last in BLANKS[1:]]


@pytest.mark.parametrize("end", LINE_ENDS)
def test_a_line_end_becomes_one_of_ours_or_a_space(end):
    assert clean_lines(f"jadwal{end}biaya") == "jadwal\nbiaya"
    assert clean_line(f"jadwal{end}biaya") == "jadwal biaya"
    assert clean_markup(f"<p>jadwal{end}biaya</p>") == "<p>jadwal biaya</p>"


@pytest.mark.parametrize("char", HARMFUL)
def test_other_controls_and_overrides_of_direction_go(char):
    assert [clean(f"Ra{char}pat") for clean in (*CLEANINGS, clean_markup, printable)] == ["Rapat"] * 4


@pytest.mark.parametrize("text", ["👩‍👩‍👧 ❤️", "نامه‌ای", "co\u00adoperate", "ꦏ꧀ꦱ\u200bꦲ"])
def test_what_joins_and_parts_letters_stays(text):
    assert clean_line(text) == clean_lines(text) == text


def test_tabs_stay_in_lines_only_and_accents_are_composed():
    assert (clean_lines("a\tb"), clean_line("a\tb"), clean_line("Jose\u0301")) == ("a\tb", "a b", "José")


def test_a_picture_alone_is_no_blank_page():
    assert clean_markup('<embed embedtype="image" id="1"/>') == '<embed embedtype="image" id="1"/>'


@given(awkward)
def test_cleaning_twice_is_cleaning_once(text):
    for clean in CLEANINGS:
        assert clean(clean(text)) == clean(text)


@given(awkward)
def test_no_cleaned_text_holds_what_breaks_files(text):
    lines, line = clean_lines(text), clean_line(text)
    assert not {*HARMFUL, "\x00", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"} & {*lines, *line}
    assert not {"\n", "\t"} & {*line}
    assert lines == lines.strip()


@given(awkward)
def test_cleaning_takes_no_word_away(text):
    for clean in CLEANINGS:
        assert says_something(clean(text)) == says_something(text)
        assert is_blank(clean(text)) == is_blank(text) == (clean(text) == "")


@given(st.lists(st.text("abc", min_size=1), min_size=1), st.sampled_from(LINE_ENDS))
def test_words_stay_apart(words, end):
    assert clean_line(end.join(words)).split() == words
    assert clean_lines(end.join(words)).split() == words


@pytest.mark.parametrize("separator", ["\x1c", "\x1d", "\x1e", "\x1f"])
def test_separators_of_data_files_keep_words_apart(separator):
    text = f"kas{separator}habis"
    assert (clean_line(text), clean_lines(text), printable(text)) == ("kas habis",) * 3


def test_bullets_of_word_are_characters_from_the_moment_they_enter():
    assert (clean_line("\uf0b7 tugas"), clean_markup("<p>\uf0b7 tugas</p>")) == ("• tugas", "<p>• tugas</p>")
