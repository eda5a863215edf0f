"""The words of attached files: they are read, what is wrong is said, nothing hurts."""

import pytest

from forum.documents import render
from forum.documents.sandbox import Limits
from search.files import State, kind_of, read
from tests.forum.documents.samples import NOTULA
from tests.search.files.packed import docx, odt, packed, pdf


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt"])
def test_words_of_a_paper_of_this_site_are_read(kind):
    told = read(kind, render(NOTULA, kind))

    assert told.state == State.READ
    assert "Bojonegoro Institute" in told.text
    assert "9 Mei 2017" in told.text


def test_word_that_changes_its_letters_stays_one_and_paragraphs_are_lines():
    body = "<w:p><w:r><w:t>keter</w:t></w:r><w:r><w:t>bukaan</w:t></w:r></w:p><w:p><w:r><w:t>data</w:t></w:r></w:p>"

    assert read("docx", docx(body)).text == "keterbukaan\ndata"
    assert (
        read("odt", odt("<text:p>ke<text:span>ter</text:span>bukaan</text:p><text:h>data</text:h>")).text
        == "keterbukaan\ndata"
    )


def test_what_was_deleted_or_noted_at_the_edge_is_not_read():
    deleted = "<w:p><w:del><w:r><w:delText>rahasia</w:delText></w:r></w:del><w:r><w:t>terbuka</w:t></w:r></w:p>"
    twice = "<mc:Fallback><w:p><w:r><w:t>terbuka</w:t></w:r></w:p></mc:Fallback>"
    changes = "<text:tracked-changes><text:p>rahasia</text:p></text:tracked-changes>"
    note = "<office:annotation><text:p>rahasia</text:p></office:annotation>"

    assert read("docx", docx(deleted + twice)).text == "terbuka"
    assert read("odt", odt(f"{changes}<text:p>ter{note}buka</text:p>")).text == "terbuka"


def test_file_that_becomes_huge_when_unpacked_is_read_to_the_limit():
    body = "<w:p><w:r><w:t>awal</w:t></w:r></w:p>" + " " * 110_000_000

    told = read("docx", docx(body))

    assert (told.state, told.text) == (State.CUT, "awal")


def test_long_file_is_read_to_the_limit():
    many = "<w:p><w:r><w:t>kata</w:t></w:r></w:p>" * 120_000

    told = read("docx", docx(many))

    assert told.state == State.CUT
    assert 300_000 < len(told.text) <= 400_000


@pytest.mark.parametrize(
    ("kind", "content", "state"),
    [
        ("pdf", b"%PDF-1.7 ini bukan berkas", State.BROKEN),
        ("docx", b"ini bukan berkas", State.BROKEN),
        ("odt", packed(**{"lain.xml": "<a/>"}), State.BROKEN),
        ("docx", docx("<w:p>"), State.BROKEN),
        ("docx", docx("&a;", '<!DOCTYPE w [<!ENTITY a "aaaa">]>'), State.BROKEN),
        ("pdf", pdf(), State.EMPTY),
        ("docx", docx("<w:p/>"), State.EMPTY),
        ("pdf", pdf(password="rahasia"), State.LOCKED),
        ("pdf", pdf(b" " * 100_000_000), State.EMPTY),
    ],
    ids=["no-pdf", "no-docx", "no-odt", "cut-off", "entities", "scan", "nothing", "locked", "bomb"],
)
def test_file_that_gives_no_words_gives_a_state(kind, content, state):
    told = read(kind, content)

    assert (told.state, told.text) == (state, "")


def test_reader_that_takes_too_long_is_stopped():
    assert read("pdf", pdf(), limits=Limits(seconds=0.001)).state == State.TOO_SLOW


def test_kind_is_told_by_the_name():
    assert [kind_of(name) for name in ("Paparan.PDF", "a.b.docx", "x.odt", "x.pptx", "x")] == [
        "pdf",
        "docx",
        "odt",
        "",
        "",
    ]
