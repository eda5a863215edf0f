"""One word for one thing, in everything that readers meet."""

import ast
import re

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils import translation

pytestmark = pytest.mark.pure
CATALOGUE = settings.BASE_DIR / "locale" / "id" / "LC_MESSAGES" / "django.po"
ENTRY = re.compile(
    r'^msgid (?P<asked>(?:".*"\n)+)(?:msgid_plural (?:".*"\n)+)?(?P<said>(?:msgstr.*\n(?:".*"\n)*)+)', re.M
)


APPS = ("cms", "decrees", "forum", "minutes", "search")
ASKING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


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


def said_in(path):
    """What a file asks the catalogue for, wherever it does so: the strings of formatted ones too."""
    for call in ast.walk(ast.parse(path.read_text())):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ASKING:
            words = call.args[1 if call.func.id.startswith("pgettext") else 0]
            if isinstance(words, ast.Constant) and isinstance(words.value, str):
                yield words.value


def test_what_the_code_says_is_in_the_catalogue_even_inside_a_formatted_string():
    known = {"".join(ast.literal_eval(f"({asked})").split("\n")) for asked, _said in entries()}
    files = [path for app in APPS for path in sorted((settings.BASE_DIR / app).rglob("*.py"))]
    said = {words.replace("\n", "") for path in files if "migrations" not in path.parts for words in said_in(path)}
    assert len(said) > 1000
    assert sorted(said - known) == []


def test_readers_are_addressed_with_a_capital_letter_in_what_is_shown_of_packages_too():
    files = [CATALOGUE, *sorted((settings.BASE_DIR / "cms" / "locale" / "id" / "LC_MESSAGES").glob("*.po"))]
    assert len(files) == 3
    assert [line for path in files for line in path.read_text().splitlines() if re.search(r"\banda\b", line)] == []
    with translation.override("id"):
        hints = password_validators_help_texts()
    assert all(hint.startswith("Kata sandi Anda") for hint in hints)
