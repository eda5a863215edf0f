"""One word for one thing, in everything that readers meet."""

import re

import pytest
from django.conf import settings

pytestmark = pytest.mark.pure
CATALOGUE = settings.BASE_DIR / "locale" / "id" / "LC_MESSAGES" / "django.po"
ENTRY = re.compile(
    r'^msgid (?P<asked>(?:".*"\n)+)(?:msgid_plural (?:".*"\n)+)?(?P<said>(?:msgstr.*\n(?:".*"\n)*)+)', re.M
)


def entries():
    joined = re.compile(r'"\n"')
    for found in ENTRY.finditer(CATALOGUE.read_text() + "\n"):
        yield joined.sub("", found["asked"]), joined.sub("", found["said"])


@pytest.mark.parametrize("word", ["klausul", "e-mail", "email", "e-mel"])
def test_word_that_has_another_is_said_nowhere(word):
    # What stands between %( and ) is no word of ours.
    said = [said for _, said in entries() if word in re.sub(r"%\(\w+\)|@[\w.]+|<[^>]*>|EMAIL_URL", "", said).lower()]
    assert said == []


def test_what_has_a_number_is_a_butir_and_only_words_of_it_are_a_bagian():
    clauses = [said for asked, said in entries() if re.search(r"\bclauses?\b", asked, re.I) and "passage" not in asked]
    assert len(clauses) > 20
    assert [said for said in clauses if "butir" not in said.lower()] == []
