"""The messages command: what it extracts, compiles and complains about; and that the admin speaks Indonesian."""

import gettext
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.urls import resolve
from django.utils import translation
from django.utils.translation import trans_real

from cms.management.commands import messages

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

TITLE = _("Working " "group")
HIDDEN = f"{TITLE} not for translation"
def count(n): return ngettext("%(n)d meeting", "%(n)d meetings", n) % {"n": n}
def month(): return pgettext("month", "May")
"""

TEMPLATE = """{% load i18n %}
<main>
      <h1>{% translate "Next meeting" %}</h1>
   {% blocktranslate trimmed count n=total %}
      {{ n }} draft
      waits
   {% plural %}
      {{ n }} drafts
      wait
   {% endblocktranslate %}
 <p title="{{ title|default:_('Untitled') }}">don't (trip</p>
</main>
"""


@pytest.fixture
def house(tmp_path, settings):
    """A small project with one module and one template, and the settings pointing at it."""
    (tmp_path / "forum" / "templates" / "forum").mkdir(parents=True)
    (tmp_path / "forum" / "migrations").mkdir()
    (tmp_path / "forum" / "models.py").write_text(PYTHON)
    (tmp_path / "forum" / "migrations" / "0001.py").write_text('_("In a migration")')
    (tmp_path / "forum" / "templates" / "forum" / "page.html").write_text(TEMPLATE)
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


@pytest.fixture
def catalogue(house):
    call_command("messages", "extract")
    return house / "locale" / "id" / "LC_MESSAGES" / "django.po"


def fill(path: Path, msgid: str, msgstr: str) -> None:
    """Write one translation the way a translator would, into the file."""
    text = path.read_text()
    after = text.index(json.dumps(msgid))
    start = text.index('""', after)
    path.write_text(text[:start] + json.dumps(msgstr) + text[start + 2 :])


def own_problems(house: Path) -> list[str]:
    return list(messages.problems(messages.own_book(house)))


def test_extract_finds_strings_of_modules_and_templates(house):
    found = {message.id for message in messages.extract_messages([house / "forum"]) if message.id}
    assert found == {
        "Working group",
        ("%(n)d meeting", "%(n)d meetings"),
        "May",
        "Next meeting",
        ("%(n)s draft waits", "%(n)s drafts wait"),
        "Untitled",
    }


def test_extract_keeps_the_context(house):
    assert messages.extract_messages([house / "forum"]).get("May", "month")


def test_extract_twice_writes_the_same_file(catalogue):
    before = catalogue.read_bytes()
    call_command("messages", "extract")
    assert catalogue.read_bytes() == before


def test_extract_keeps_translations_and_drops_what_is_gone(house, catalogue):
    fill(catalogue, "Next meeting", "Rapat berikutnya")
    fill(catalogue, "Untitled", "Tanpa judul")
    template = house / "forum" / "templates" / "forum" / "page.html"
    template.write_text('{% load i18n %}{% translate "Next meeting" %}')
    call_command("messages", "extract")
    assert "Rapat berikutnya" in catalogue.read_text()
    assert "Tanpa judul" not in catalogue.read_text()


def test_catalogue_header_holds_no_date_and_no_address(catalogue):
    header = catalogue.read_text().split("\n\n")[0]
    assert "nplurals=1" in header
    assert not re.search(r"Date|@|Translator", header)


def test_compile_gives_a_catalogue_that_python_reads(catalogue):
    fill(catalogue, "Next meeting", "Rapat berikutnya")
    fill(catalogue, "%(n)d meetings", "%(n)d rapat")
    call_command("messages", "compile")
    with catalogue.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Next meeting") == "Rapat berikutnya"
    assert [compiled.ngettext("%(n)d meeting", "%(n)d meetings", n) for n in (1, 2)] == ["%(n)d rapat"] * 2
    assert compiled.gettext("Untitled") == "Untitled"


def test_compile_leaves_an_up_to_date_file_alone(catalogue):
    assert messages.compile_catalog(catalogue)
    assert not messages.compile_catalog(catalogue)


def test_check_names_each_string_without_translation(house, catalogue):
    fill(catalogue, "Next meeting", "Rapat berikutnya")
    assert "no translation: 'Untitled'" in own_problems(house)
    assert "no translation: 'Next meeting'" not in own_problems(house)


def test_check_names_a_string_that_was_never_extracted(house, catalogue):
    (house / "forum" / "views.py").write_text('_("Brand new")')
    assert "no translation: 'Brand new'" in own_problems(house)


@pytest.mark.parametrize("wrong", ["rapat", "%(m)d rapat", "%(n)d <b>rapat", "%(n)d rapat\n"])
def test_check_names_a_mismatch_of_placeholders_or_tags(house, catalogue, wrong):
    fill(catalogue, "%(n)d meetings", wrong)
    assert "placeholders or tags differ: '%(n)d meeting'" in own_problems(house)


def test_check_accepts_the_plural_placeholders(house, catalogue):
    fill(catalogue, "%(n)d meetings", "%(n)d rapat")
    assert not [problem for problem in own_problems(house) if "meeting'" in problem and "Next" not in problem]


def test_check_names_fuzzy_and_obsolete_strings(house, catalogue):
    text = catalogue.read_text().replace('msgid "Untitled"', '#, fuzzy\nmsgid "Untitled"')
    catalogue.write_text(text + '\nmsgid "Gone"\nmsgstr "Hilang"\n\n#~ msgid "Older"\n#~ msgstr "Lama"\n')
    found = own_problems(house)
    assert {"fuzzy: 'Untitled'", "obsolete: 'Gone'", "obsolete: 'Older'"} <= set(found)


def test_check_fails_naming_file_and_string(house, catalogue):
    with pytest.raises(CommandError, match=re.escape("locale/id/LC_MESSAGES/django.po: no translation: 'Untitled'")):
        call_command("messages", "check")


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_string_of_the_admin_has_its_translation(domain):
    assert list(messages.problems(messages.package_book(settings.BASE_DIR, domain))) == []


@pytest.fixture
def _compiled():
    call_command("messages", "compile")


@pytest.mark.usefixtures("_compiled")
def test_admin_strings_are_loaded():
    with translation.override("id"):
        assert translation.gettext("Save draft") == "Simpan draf"
        assert translation.gettext("Unpublish") == "Batalkan terbit"


@pytest.mark.usefixtures("_compiled")
def test_admin_scripts_speak_indonesian(rf):
    request = rf.get("/admin/jsi18n/")
    request.user = AnonymousUser()
    with translation.override("id"):
        catalogue = resolve("/admin/jsi18n/").func(request).content.decode()
    assert '"Expand all": "Bentangkan semua"' in catalogue
    assert '"Dashboard": "Dasbor"' in catalogue


@pytest.mark.usefixtures("_compiled")
def test_mail_is_called_by_one_word_whoever_speaks():
    """Packages have words of their own for it; ours go before theirs."""
    found = trans_real.translation("id")._catalog
    other = re.compile(r"(?<![\w.%({:/@-])(e-?mail|pos-el)\b(?![_(@:])", re.IGNORECASE)
    texts = {text for one in found._catalogs for key in one if key and isinstance(text := found[key], str)}
    assert len(texts) > 1_000
    assert {text for text in texts if other.search(text)} == set()
