from hypothesis import given
from hypothesis import strategies as st

from forum.models.typed.bullets import plain_bullets


def test_bullets_of_word_become_characters():
    assert plain_bullets("\uf0b7 satu \uf0a7 dua \uf02d tiga \uf0d8 empat") == "• satu ▪ dua – tiga • empat"


@given(st.text())
def test_all_else_stays_where_it_is(text):
    plain = plain_bullets(text)
    assert len(plain) == len(text)
    assert all(new == old or "\uf000" <= old <= "\uf0ff" for old, new in zip(text, plain, strict=True))
    assert plain_bullets(plain) == plain
