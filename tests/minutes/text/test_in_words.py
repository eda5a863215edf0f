"""Numbers and days as an official paper spells them."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minutes.text.in_words import MOST, day_in_words, number_in_words

READ = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000,
}  # fmt: skip
SIZES = {"puluh": 10, "ratus": 100, "ribu": 1000}


def read(words):
    """The number that somebody hears: written apart from how it is spelled."""
    total = last = 0
    for word in words.split():
        if word == "belas":
            last += 10
        elif word in SIZES:
            total, last = (total + last * SIZES[word], 0) if word != "ribu" else ((total + last) * 1000, 0)
        else:
            total, last = total + last, READ[word]
    return total + last


@given(st.integers(0, MOST))
@example(11)
@example(1011)
@example(9999)
def test_whoever_hears_the_words_writes_the_same_number(number):
    words = number_in_words(number)
    assert read(words) == number
    assert not any(wrong in words for wrong in ("satu puluh", "satu ratus", "satu belas", "satu ribu"))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"), (10, "sepuluh"), (11, "sebelas"), (19, "sembilan belas"), (20, "dua puluh"),
        (31, "tiga puluh satu"),
        (100, "seratus"), (111, "seratus sebelas"), (1000, "seribu"), (1900, "seribu sembilan ratus"),
        (2017, "dua ribu tujuh belas"), (2026, "dua ribu dua puluh enam"),
    ],
)  # fmt: skip
def test_numbers_are_spelled_as_offices_spell_them(number, words):
    assert number_in_words(number) == words


@pytest.mark.parametrize("number", [-1, 10_000])
def test_what_has_no_words_here_is_refused(number):
    with pytest.raises(ValueError, match="no words"):
        number_in_words(number)


def test_day_is_spelled_as_in_the_form_of_a_berita_acara():
    spelled = "Selasa tanggal sembilan bulan Mei tahun dua ribu tujuh belas (09-05-2017)"
    assert day_in_words(date(2017, 5, 9)) == spelled


@given(st.dates())
def test_every_day_says_the_same_in_words_and_figures(day):
    words = day_in_words(day)
    spelled, figures = words.rstrip(")").split(" (")
    number, year = spelled.split(" tanggal ")[1].split(" bulan ")[0], spelled.split(" tahun ")[1]
    assert (read(number), read(year)) == (day.day, day.year)
    assert figures == f"{day.day:02}-{day.month:02}-{day.year:04}"
