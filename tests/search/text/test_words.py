"""Words of Indonesian texts: their places, numbers, days and kin; whatever is typed, nothing breaks."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.text.kinship import groups_of
from search.text.markup import plain
from search.text.questions import understand
from search.text.snippets import mark, snippet
from search.text.spelling import near
from search.text.stemming import stems
from search.text.weighing import FULL, Field, weigh
from search.text.words import fold, words

GROUPS = groups_of((("#1", ("OGP", "Open Government Partnership")), ("#2", ("DBH", "dana bagi hasil"))))
TEXT = st.text(max_size=200)


def keys(text):
    return {key for word in words(text) for key in (word.text, *word.kin)}


@pytest.mark.parametrize(
    "forms",
    [
        "tetap menetapkan ditetapkan penetapan ketetapan",
        "undang mengundang diundang undangan",
        "sebar penyebaran menyebarkan tersebar",
        "masuk masukan memasukkan",
        "tulis menulis penulis tulisan ditulis",
        "rapat rapatnya rapatlah",
        "ajar belajar pelajaran mengajar",
        "buka terbuka keterbukaan membuka",
        "ubah rubah perubahan mengubah",
    ],
)
def test_forms_of_a_word_share_a_root(forms):
    first, *others = forms.split()
    assert [other for other in others if stems(first).isdisjoint(stems(other))] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("bupati", "rupa"), ("masalah", "masa"), ("bulan", "bul"), ("sekolah", "seko"), ("berita", "rita")],
)
def test_words_that_look_alike_are_no_kin(one, other):
    assert stems(one).isdisjoint(stems(other))


@pytest.mark.parametrize(
    "text", ["Rp1.250.000.000,00", "1.250.000.000", "1250000000", "Rp 1.250.000.000", "1,25 miliar", "1,25 milyar"]
)
def test_amounts_are_one_however_written(text):
    assert "1250000000" in keys(text)


@pytest.mark.parametrize("text", ["9 Mei 2017", "09/05/2017", "9-5-2017", "2017-05-09", "9 MEI 2017"])
def test_days_are_one_however_written(text):
    assert "@2017-05-09" in keys(text)


@pytest.mark.parametrize("other", ["Jum'at", "Jum’at", "JUMAT", "jum`at"])
def test_apostrophes_and_capitals_do_not_matter(other):
    assert [word.text for word in words(other)] == ["jumat"]


def test_number_of_a_letter_is_found_by_its_parts_and_a_law_is_no_invitation():
    assert {"188", "5", "412.213", "2017"} <= keys("188/05/412.213/2017")
    assert keys("Undang-Undang").isdisjoint(keys("undangan"))
    assert keys("perundang-undangan") == keys("Undang-Undang")


def test_word_with_bold_letters_is_whole_and_a_block_ends_it():
    assert plain("<p>Soal ke<b>rukun</b>an</p><ul><li>satu</li><li>dua &amp; tiga</li></ul>") == "\n".join(
        ["Soal kerukunan", "satu", "dua & tiga"]
    )


def test_stop_words_alone_ask_nothing_and_stand_in_a_name_that_is_known():
    assert understand("apa yang ada di dalam", GROUPS).asked == []
    assert "#2" in understand("dana bagi hasil", GROUPS).asked[0].terms
    assert all(term.startswith("#") or one.word for one in understand("OGP", GROUPS).asked for term in one.terms)


def test_word_itself_weighs_more_than_its_root_and_in_a_title_more_than_below():
    weights = weigh([Field("Penetapan", 4.0), Field("ditetapkan " * 50)], GROUPS)
    assert weights["ditetapkan"] > FULL / 2
    assert weigh([Field("kata", 4.0)], GROUPS)["kata"] > weigh([Field("kata")], GROUPS)["kata"]


def test_nearest_words_come_first_and_short_words_and_numbers_have_none():
    assert near("sosialisai", ["sosialisasi", "sosialis", "nasional"])[0] == ["sosialisasi"]
    assert near("kan", ["kau"]) == near("2017", ["2018"]) == []


def test_snippet_marks_what_was_found_and_escapes_the_rest():
    terms = {"dawis", "~undang"}
    made = snippet("Awal\n<script>alert(1)</script> mengundang Dawis\nakhir", terms, GROUPS)
    assert made.count("<mark>") == 2
    assert "<script>" not in made
    assert snippet("tidak ada", terms, GROUPS) == ""


@given(TEXT)
@example("İ'’ﬁ½²\u00ad٣")
@example("1.000,5 juta Rp. 12.2 1,2,3")
@example("undang-undang-undang")
def test_every_word_stands_where_it_says_and_no_text_breaks_anything(text):
    for word in words(text):
        assert text[word.start : word.end].strip()
        assert word.text
        assert word.text == fold(word.text)
    understand(text, GROUPS)
    weights = weigh([Field(text, 4.0), Field(text)], GROUPS)
    assert all(0 < weight <= FULL for weight in weights.values())


@given(TEXT, TEXT)
def test_marking_loses_no_letter(text, question):
    terms = {term for one in understand(question, GROUPS).asked for term in one.terms}
    marked = mark(text, terms, GROUPS)
    bare = marked.replace("<mark>", "").replace("</mark>", "")
    assert bare == mark(text, set(), GROUPS)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_every_word_has_a_root_and_is_found_by_itself(word):
    assert stems(word)
    assert words(word)[0].text == word
