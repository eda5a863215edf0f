"""The drawn preview: readable, whole, small."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cms.reading.sharing.briefs import Brief
from cms.reading.sharing.picture import EDGE, SIZE, draw, wrapped
from cms.reading.sharing.picture import _font as font_for

BRIEFS = [
    Brief("Notula"),
    Brief("Keputusan " * 60, kind="Rancangan " * 30, state="Dibuka " * 40),
    Brief("W" * 300, state="x"),
    Brief("ꦧꦸꦥꦠꦶ ꦧꦺꦴꦗꦤꦼꦒꦫ", kind="Rapat"),
    Brief("", kind="", state=""),
]


@pytest.mark.parametrize("brief", BRIEFS)
def test_any_words_give_a_picture_that_messengers_take(brief):
    drawn = draw(brief, "Mufakat", "mufakat.contoh.go.id")
    picture = Image.open(io.BytesIO(drawn))
    assert (picture.format, picture.size) == ("PNG", SIZE)
    assert len(drawn) <= 200_000
    margin = picture.convert("RGB").crop((SIZE[0] - EDGE + 2, 20, SIZE[0], SIZE[1]))
    assert margin.getcolors(4) == [(margin.width * margin.height, margin.getpixel((0, 0)))]


def test_the_same_words_give_the_same_picture_and_others_another():
    one, same, other = (draw(Brief(title), "Mufakat", "contoh.id") for title in ("Satu", "Satu", "Dua"))
    assert one == same != other


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="abcWi \n-é", max_size=300))
def test_lines_are_no_wider_than_the_picture_and_lose_no_word_that_fits(text):
    font = font_for("bonum/texgyrebonum-bold.otf", 46, text)
    lines = wrapped(text, font)
    assert all(font.getlength(line) <= SIZE[0] - 2 * EDGE for line in lines)
    if all(font.getlength(word) <= SIZE[0] - 2 * EDGE for word in text.split()):
        assert " ".join(lines).split() == text.split()
