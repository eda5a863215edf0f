"""Blacked out words are read nowhere in a text, and what stands around them is."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from minutes.text.blackouts import Blackout, Passage, words_of_markup
from minutes.text.grounds import GROUNDS, mark_of

MARK = mark_of("pdp")
WORDS = st.text(alphabet="abc <&é\n.", max_size=12)
QUOTE = st.text(alphabet="xyz ", min_size=1, max_size=6).filter(str.strip)


def blackout(*quotes, part="inputs:1", whole=False):
    return Blackout(tuple(Passage(part, quote, whole, "pdp") for quote in quotes))


@given(WORDS, QUOTE, WORDS)
def test_only_the_words_go_wherever_they_stand(before, quote, after):
    text = f"{before} {quote.upper()} {after} {quote}"
    shown = blackout(quote).words(text)
    assert shown.split() == f"{before} {MARK} {after} {MARK}".split()


@given(st.lists(st.sampled_from(["b", "i", "em"]), min_size=3, max_size=3), QUOTE, st.integers(0, 6))
def test_bold_letters_inside_the_words_do_not_save_them(tags, quote, cut):
    pieces = ["sebelum ", quote[:cut], quote[cut:] + " sesudah"]
    markup = "<p>" + "".join(f"<{t}>{html.escape(p)}</{t}>" for t, p in zip(tags, pieces, strict=True)) + "</p>"
    shown = blackout(quote).markup("inputs:1", markup)
    assert words_of_markup(shown).split() == f"sebelum {MARK} sesudah".split()
    assert not re.search("[xyz]", re.sub("<[^>]*>", "", shown))


def test_words_at_the_end_of_one_line_of_a_list_are_found():
    shown = blackout("satu").markup("x", "<ul><li>satu</li><li>dua &amp; satu dua</li><li>satuan</li></ul>")
    assert shown == f"<ul><li>{MARK}</li><li>dua &amp; {MARK} dua</li><li>satuan</li></ul>"


def test_words_that_go_over_two_paragraphs_are_found():
    shown = blackout("satu dua").markup("x", "<p>nol satu</p><p>dua tiga</p>")
    assert shown == f"<p>nol {MARK}</p><p> tiga</p>"


def test_row_goes_as_a_whole_where_its_words_were_changed_since():
    rule = blackout("3522011203850001")
    assert rule.row("inputs:1", "NIK 3522011203850001 ada") == f"NIK {MARK} ada"
    assert rule.row("inputs:1", "NIK 3522011203850007 ada") == MARK
    assert rule.row("inputs:2", "NIK 3522 0112 0385 0001 dan 3522011203850007") == f"NIK {MARK} dan 3522011203850007"
    assert rule.markup("inputs:1", "<p>lain</p>") == f"<p>{MARK}</p>"
    assert blackout("Siti", whole=True).row("inputs:1", "Siti hadir") == MARK


def test_overlapping_passages_become_one_mark():
    assert blackout("Siti Aminah", "Aminah binti Ali").words("Ibu Siti Aminah binti Ali.") == f"Ibu {MARK}."


def test_mark_tells_the_ground_and_nothing_of_the_words():
    assert mark_of("17h") == "█████ [dihitamkan: UU 14/2008 Pasal 17 huruf h]"
    assert [code for code in GROUNDS if code.startswith("17")] == [f"17{letter}" for letter in "abcdefghij"]
