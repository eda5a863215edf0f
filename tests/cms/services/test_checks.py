"""The checks before the start find an English site and a site that gives another address than its own."""

import shutil

import pytest
from django.conf import settings as installed
from django.core.checks import run_checks
from django.core.management import call_command
from wagtail.models import Site

from cms.services.preparing import prepare_site
from forum.services import publish_page
from tests.factories import meeting_page, secretariat_user

pytestmark = pytest.mark.django_db


def found(**options):
    return {one.id for one in run_checks(**options)}


def test_site_without_compiled_catalogue_is_named(settings, tmp_path):
    source = tmp_path / "id" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    shutil.copy(installed.LOCALE_PATHS[0] / "id" / "LC_MESSAGES" / "django.po", source)
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path]
    asked = {"tags": ["translation"], "include_deployment_checks": True}
    assert "cms.E001" in found(**asked)
    source.with_suffix(".mo").write_bytes(b"")
    assert "cms.E001" not in found(**asked)


def test_record_of_the_site_follows_the_address(settings):
    prepare_site()
    asked = {"tags": ["database"], "databases": ["default"]}
    assert "cms.W001" not in found(**asked)
    settings.BASE_URL = "https://forum.contoh.id"
    assert "cms.W001" in found(**asked)
    call_command("migrate", verbosity=0)
    assert "cms.W001" not in found(**asked)
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("forum.contoh.id", 443)


@pytest.mark.parametrize("address", ["https://forum.contoh.id", "https://forum.contoh.id:8443"])
def test_sitemap_feeds_and_robots_name_the_address_whatever_the_record_says(client, settings, address):
    prepare_site()
    publish_page(meeting_page(live=False), by=secretariat_user())
    settings.BASE_URL = address
    for path in ("/sitemap.xml", "/umpan/", "/robots.txt"):
        body = client.get(path).content.decode()
        assert address in body
        assert "localhost" not in body
        assert "testserver" not in body
