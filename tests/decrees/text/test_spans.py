"""Overlapping passages: however many lie over each other, the text stays whole and each word names its comments."""

from hypothesis import given
from hypothesis import strategies as st

from decrees.templatetags.decrees import marked
from decrees.text import spans

places = st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=8)
texts = st.text("ab 😀é<", max_size=30)


@given(texts, places)
def test_every_letter_has_exactly_the_comments_that_cover_it(text, found):
    marks = [(start, end, number) for number, (start, end) in enumerate(found)]
    pieces = spans(text, marks)
    assert "".join(piece for piece, _ in pieces) == text
    told = [ids for piece, ids in pieces for _letter in piece]
    assert told == [tuple(n for start, end, n in marks if start <= at < end) for at in range(len(text))]


@given(texts, places)
def test_no_piece_is_empty_and_none_is_cut_without_need(text, found):
    marks = [(start, end, number) for number, (start, end) in enumerate(found)]
    pieces = spans(text, marks)
    assert all(piece for piece, _ in pieces)
    edges = {edge for start, end, _ in marks if max(start, 0) < min(end, len(text)) for edge in (start, end)}
    assert len(pieces) <= len({edge for edge in edges if 0 < edge < len(text)}) + 1


def test_overlap_is_drawn_as_neighbours_never_nested():
    html = marked([(piece, " ".join(map(str, ids))) for piece, ids in spans("a<b>c", [(0, 3, 7), (1, 5, 8)])])
    assert html == (
        '<mark class="passage" data-comment-ids="7">a</mark>'
        '<mark class="passage" data-comment-ids="7 8">&lt;b</mark>'
        '<mark class="passage" data-comment-ids="8">&gt;c</mark>'
    )
