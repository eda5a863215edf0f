"""Of a large index a part is looked at: the best is found all the same, and nothing that is kept from the reader."""

import pytest
from django.contrib.auth.models import AnonymousUser

from search import index
from search.models import Document
from search.reading import found, scoring

pytestmark = pytest.mark.django_db


def put(name, text, *, for_everybody=True):
    index.put(name, [index.Entry(Document.Kind.MINUTES, "Notula", text, for_everybody=for_everybody)])


def names(question):
    return [Document.objects.get(pk=key).owner for key in found(question, AnonymousUser()).keys]


@pytest.fixture
def of_forty_rows(monkeypatch):
    """As if there were hundreds of times as many documents."""
    for name, value in {"FEW": 10, "ROWS": 40, "BEST": 20}.items():
        monkeypatch.setattr(scoring, name, value)


@pytest.mark.parametrize("few_hidden", [0, 1])
def test_what_is_kept_from_the_reader_is_not_found_however_much_of_it_there_is(monkeypatch, few_hidden):
    monkeypatch.setattr(scoring, "FEW_HIDDEN", few_hidden)
    put("terbuka", "tembakau ditanam di kebun")
    put("tertutup", "tembakau tembakau", for_everybody=False)
    put("tertutup juga", "tembakau tembakau ditanam", for_everybody=False)
    assert names("tembakau ditanam") == names("menanam tembakau") == ["terbuka"]


def test_what_speaks_most_of_one_word_comes_first_where_it_has_the_other_too(of_forty_rows):
    """Though there it weighs so little that it is not looked at."""
    for number in range(60):
        put(f"sapi {number}", "sapi sapi sapi di pasar")
        put(f"jalan {number}", "jalan jalan jalan di desa")
    put("keduanya", f"{'sapi ' * 9} di jalan")
    assert names("sapi jalan")[0] == "keduanya"


def test_rare_word_is_looked_at_whole_beside_one_that_stands_everywhere(of_forty_rows):
    for number in range(60):
        put(f"desa {number}", "desa desa desa")
    put("jauh", f"antiklin {'kata lain ' * 200} desa")
    assert names("desa antiklin")[0] == "jauh"


def test_root_is_looked_at_beside_the_word_itself_where_it_stands_in_others(of_forty_rows):
    put("kata", "undangan")
    for number in range(5):
        put(f"akar {number}", "mengundang warga")
    assert len(names("undangan")) == 6
