"""A passage of a row gets other words: what stands around it stays, and nothing is guessed."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from minutes.text.passages import place_of, rewritten, rewritten_markup

WORDS = st.text(alphabet="abc <&é\n", max_size=12)
QUOTE = st.text(alphabet="xyz ", min_size=1, max_size=6).filter(str.strip)
PLAIN = re.compile(r"<[^>]*>")


@given(WORDS, QUOTE, WORDS, WORDS)
def test_only_the_passage_is_replaced(before, quote, after, words):
    text = before + quote + after
    start, end = place_of(text, quote)
    assert text[start:end] == quote.strip()
    assert rewritten(text, quote, words) == text[:start] + words + text[end:]


@given(st.lists(st.sampled_from(["b", "i", "p"]), min_size=3, max_size=3), WORDS, QUOTE, WORDS, WORDS)
def test_rich_text_keeps_its_form_around_the_passage(tags, before, quote, after, words):
    half = len(quote) // 2
    pieces = [before + quote[:half], quote[half:], after]
    markup = "".join(f"<{tag}>{html.escape(piece)}</{tag}>" for tag, piece in zip(tags, pieces, strict=True))
    changed = rewritten_markup(markup, quote, words)
    start, end = place_of(before + quote + after, quote)
    expected = (before + quote + after)[:start] + words + (before + quote + after)[end:]
    assert html.unescape(PLAIN.sub("", changed.replace("<br/>", "\n"))) == expected
    assert changed.count("<p>") == changed.count("</p>")


def test_white_space_does_not_count_and_nothing_is_guessed():
    assert place_of("paling  lambat\ndua pekan", "lambat dua") == (8, 18)
    assert place_of("satu dua satu", "satu") is None
    assert place_of("satu dua", "tiga") is None
    assert rewritten("satu dua satu", "satu", "x") is None
    assert rewritten("satu dua", "", "tiga") == "tiga"
    assert rewritten_markup("<p>satu <b>dua</b> tiga</p>", "dua", "2 < 3") == "<p>satu <b>2 &lt; 3</b> tiga</p>"
    assert rewritten_markup("<p>satu <b>dua</b></p><p>tiga</p>", "dua tiga", "2") == "<p>satu <b>2</b></p>"
