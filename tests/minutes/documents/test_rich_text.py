"""The paper of minutes says what their page says, word for word, in every format."""

import html

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as page
from wagtail.rich_text import RichText

from forum.documents import FORMATS, render
from forum.documents.model import Item, Numbered, Paragraph, Run
from forum.models.typed.bullets import BULLET
from minutes.documents.rich_text import read_rich_text
from tests.forum.documents.numbers import numbered_paragraphs
from tests.forum.documents.readers import pages
from tests.forum.documents.samples import around

MARKS = "<p><b>Ketua</b> <i>membuka</i> rapat</p>"
BREAKS = "<p>satu<br/>dua</p>"
LISTS = "<ol><li>satu<ol><li>anak</li></ol></li><li>dua</li></ol>"
MIXED = "<ul><li>a<ol><li>b<ol><li>c</li></ol></li><li>d</li></ol><ul><li>e</li></ul>f</li></ul><ol><li>g</li></ol>"

letters = st.characters(codec="latin-1", categories=["Lu", "Ll", "Nd"])
word = st.text(letters, min_size=1, max_size=10) | st.sampled_from(["Rp", "10.000,00", "(tiga)", "s.d.", "A&B", "<c>"])
text = st.lists(word, min_size=1, max_size=4).map(lambda words: html.escape(" ".join(words)))
tag = st.sampled_from(["{}", "<b>{}</b>", "<i>{}</i>", "<b><i>{}</i></b>", '<a href="https://contoh.id/">{}</a>'])
piece = st.tuples(tag, text).map(lambda pair: pair[0].format(pair[1]))
joint = st.sampled_from([" ", " ", "<br/>", "", "\n  ", " <b> </b>"])
line = st.lists(st.tuples(piece, joint).map("".join), min_size=1, max_size=4).map("".join)


def listed(items):
    made = st.lists(items.map("<li>{}</li>".format), min_size=1, max_size=3).map("\n".join)
    return st.tuples(st.sampled_from(["<ol>{}</ol>", "<ul>{}</ul>"]), made).map(lambda pair: pair[0].format(pair[1]))


item = st.recursive(line, lambda inner: st.tuples(line, listed(inner)).map("".join), max_leaves=6)
rich = st.lists(line.map("<p>{}</p>".format) | listed(item), min_size=1, max_size=4).map("".join)


def words_of_page(stored):
    """As a browser shows them: numbers and bullets are not in the text, but on the page."""
    root = page.fromstring(f"<div>{RichText(stored)}</div>")
    for element in root.iter("ol", "ul"):
        for number, entry in enumerate(element.findall("li"), 1):
            label = f"{number}." if element.tag == "ol" else BULLET
            entry.text = f" {label} {entry.text or ''}"
    for element in root.iter("p", "li", "ol", "ul", "br"):
        element.tail = f" {element.tail or ''}"
    return etree.tostring(root, method="text", encoding="unicode").split()


def words_on_paper(stored, format):
    content = render(around(*read_rich_text(stored)), format)
    return " ".join(pages(content) if format == "pdf" else numbered_paragraphs(content, format)).split()


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=settings.default.max_examples * 15 // 100, suppress_health_check=[HealthCheck.too_slow])
@given(rich)
@example(MARKS)
@example(BREAKS)
@example(LISTS)
@example(MIXED)
def test_paper_has_the_words_and_numbers_of_the_page(format, stored):
    assert words_on_paper(stored, format) == words_of_page(stored)


def test_marks_and_the_spaces_between_them_are_kept():
    (paragraph,) = read_rich_text(MARKS)
    assert paragraph == Paragraph((Run("Ketua", bold=True), Run(" "), Run("membuka", italic=True), Run(" rapat")))


def test_forced_line_break_stays_in_its_paragraph():
    assert read_rich_text(BREAKS) == [Paragraph((Run("satu"), Run("\n"), Run("dua")))]


def test_lists_keep_their_numbers_and_their_depth():
    child = Item("1.", (Run("anak"),))
    assert read_rich_text(LISTS) == [Numbered((Item("1.", (Run("satu"),), (child,)), Item("2.", (Run("dua"),))))]


@pytest.mark.parametrize("stored", ["", "<p></p>", "<p><br/></p>", "<ul></ul>", "<ul><li></li></ul>", "<p> \n </p>"])
def test_what_has_no_words_leaves_no_empty_part(stored):
    assert read_rich_text(stored) == []


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("lepas <b>tebal", "lepas tebal"),
        ("<h2>Judul</h2><blockquote>kutipan</blockquote>", "Judul kutipan"),
        ("<ul>\nlepas<li>a<p>b</p><p>c</p></li></ul>", "• a b c lepas"),
        ("<ol><ol><li>dalam</li></ol></ol>", "1. 1. dalam"),
    ],
)
def test_texts_that_the_editor_would_not_write_lose_no_word(stored, words):
    assert sorted(words_on_paper(stored, "odt")) == sorted(words.split())
