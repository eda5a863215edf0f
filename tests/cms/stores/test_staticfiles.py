"""What an installation sends of the static files."""

import io

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from tests.test_architecture import ROOT


@pytest.fixture
def collected(settings, tmp_path):
    """The folder that `collectstatic` fills, run twice as on an upgrade; Wagtail's own files take long."""
    settings.STATIC_ROOT = tmp_path
    backend = {"BACKEND": "cms.stores.staticfiles.LightStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    for _ in range(2):
        call_command("collectstatic", interactive=False, ignore_patterns=["wagtail*"], stdout=io.StringIO())
    return tmp_path


def sent(folder, name):
    """A file as its hashed name brings it."""
    return (folder / staticfiles_storage.stored_name(name)).read_text()


def written(name):
    return (ROOT / "static" / name).read_text()


def test_own_files_are_sent_light_and_compressed_others_as_they_are(collected):
    script, style = sent(collected, "js/live.js"), sent(collected, "css/site.css")
    assert "socket" in script
    assert "body" in style
    assert [mark for mark in ("/*", "\n  ") for text in (script, style) if mark in text] == []
    assert {len(list(collected.glob(f"js/live.*.js{end}"))) for end in ("", ".gz", ".br")} == {1}
    assert "\n  " in sent(collected, "account/js/onload.js")


def test_a_script_is_sent_together_with_those_it_imports_in_their_order(collected):
    entry = written("js/bundles/taking-part.js")
    imported = [line.split('"')[1].removeprefix("../") for line in entry.splitlines() if line.startswith("import ")]
    assert "live.js" in imported
    together = sent(collected, "js/bundles/taking-part.js")
    assert 'import"' not in together.replace(" ", "")
    assert together == "".join(sent(collected, f"js/{name}").strip() for name in imported)
    assert 'import "../live.js"' in entry, "what DEBUG sends is untouched"
