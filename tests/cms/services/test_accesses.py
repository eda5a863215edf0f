"""Who is shown personal data of others leaves a row; who is refused it, or looks at something else, leaves none."""

import contextlib
import datetime

import pytest
from django.urls import NoReverseMatch, reverse

from cms.middleware.accesses import SHOWN
from cms.models import Access
from cms.services.accesses import forget_accesses
from cms.wagtail_hooks import accesses_item
from forum import clock
from forum.models import LedgerEntry
from tests.clients import as_
from tests.factories import PersonFactory, UserFactory, invitation_page, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_invitation():
    return invitation_page()


def test_looks_of_a_day_are_one_row_without_an_entry_in_the_ledger(open_invitation):
    desk = secretariat_user()
    url, client = reverse("forum_answers", args=[open_invitation.pk]), as_(desk)
    assert client.get(url).status_code == 200  # makes the forum's settings, which is told
    before = LedgerEntry.objects.count()
    assert [client.get(url).status_code for _ in range(2)] == [200, 200]
    row = Access.objects.get()
    assert (row.login, row.kind, row.about, row.times) == (desk, Access.Kind.REGISTRATIONS, open_invitation.pk, 3)
    assert LedgerEntry.objects.count() == before


def test_who_is_refused_has_seen_nothing_and_is_not_noted(open_invitation):
    url = reverse("forum_answers", args=[open_invitation.pk])
    assert as_(UserFactory()).get(url).status_code != 200
    as_(secretariat_user()).get(reverse("wagtailadmin_home"))
    assert not Access.objects.exists()


def test_a_person_and_all_that_is_stored_about_them_are_noted_by_number_alone():
    person, desk = PersonFactory(name="Siti Aminah", email="siti@contoh.id"), secretariat_user()
    client = as_(desk)
    for name, given in (("person:index", []), ("person:edit", [person.pk]), ("personal_erase", [person.pk])):
        assert client.get(reverse(name, args=given)).status_code == 200, name
    kept = {(row.kind, row.about) for row in Access.objects.all()}
    assert kept == {("people", 0), ("person", person.pk), ("person_data", person.pk)}
    page = as_(UserFactory(is_superuser=True)).get(reverse("cms_accesses")).content.decode()
    assert str(desk) in page
    assert "Siti" not in page
    assert "siti@" not in page


def test_every_address_that_is_watched_is_one():
    for name in SHOWN:
        assert is_address(name), name


def is_address(name):
    for given in ([], [1], [1, 1]):
        with contextlib.suppress(NoReverseMatch):
            return bool(reverse(name, args=given))
    return False


def test_only_who_answers_for_the_site_reads_who_looked_at_whom():
    assert accesses_item().url == reverse("cms_accesses")
    assert as_(secretariat_user()).get(reverse("cms_accesses")).status_code == 404


def test_looks_are_forgotten_when_their_time_is_over(settings):
    for days in (settings.ACCESSES_KEPT_DAYS - 1, settings.ACCESSES_KEPT_DAYS + 1):
        at = clock.now() - datetime.timedelta(days=days)
        Access.objects.create(login=UserFactory(), kind=Access.Kind.PEOPLE, last_at=at)
    assert forget_accesses() == 1
    assert Access.objects.count() == 1
