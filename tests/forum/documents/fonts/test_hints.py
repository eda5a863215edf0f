from forum.documents.fonts.hints import lost_in_print


def test_editor_is_told_which_characters_the_pdf_cannot_show():
    told = lost_in_print("Rapat 漢字, ꦗꦮ")
    assert "漢 (U+6F22), 字 (U+5B57)" in told
    assert "□" in told


def test_nothing_is_told_of_what_is_printed():
    assert lost_in_print("Rapat ꦗꦮ, \uf0b7 butir") == ""
