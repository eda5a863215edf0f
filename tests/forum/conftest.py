"""Readers of the forum's pages."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import OrganisationFactory, SectorFactory, member_of, secretariat_user


@pytest.fixture
def reader(client):
    """A reader who chose English, so that tests do not depend on the Indonesian catalogue."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with translation.override("en"):
        yield client


@pytest.fixture
def secretariat(db):
    return secretariat_user()


@pytest.fixture
def bi(db):
    return OrganisationFactory(
        name="Bojonegoro Institute", short_name="BI", is_forum_member=True, sector=SectorFactory(slug="ngo")
    )


@pytest.fixture
def kpi(db):
    return OrganisationFactory(
        name="Koalisi Perempuan Indonesia", short_name="KPI", is_forum_member=True, sector=SectorFactory(slug="ngo")
    )


@pytest.fixture
def bi_member(bi):
    return member_of(bi)


@pytest.fixture
def kpi_member(kpi):
    return member_of(kpi)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` does what waits for the commit, mails for instance."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def queries_of(client):
    """How many queries a page takes once what is kept between requests (site, content types) is there."""

    def count(url):
        client.get(url)
        caches["parts"].clear()  # what was counted under the ledger's head is counted anew
        with CaptureQueriesContext(connection) as context:
            client.get(url)
        return len(context)

    return count
