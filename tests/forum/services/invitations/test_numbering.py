"""Numbers of letters: in order, each once, without a gap."""

import datetime

import pytest
from django.db import transaction

from forum import services
from forum.models import ForumSettings, InvitationPage, LetterNumber
from forum.services.invitations.numbering import spelled
from tests.factories import invitation_page, secretariat_user

pytestmark = pytest.mark.django_db
PATTERN = "005/{urut}/412.215/{tahun}"


@pytest.fixture
def local():
    local = ForumSettings.objects.first() or ForumSettings(site_id=1)
    local.letter_number_pattern, local.first_letter_number = PATTERN, 17
    local.save()
    return local


def draft(**fields):
    return invitation_page(letter_date=datetime.date(2027, 1, 4), live=False, **fields)


def published(by, **fields):
    return services.publish_page(draft(**fields), by=by)


def test_letters_are_numbered_in_order_when_they_are_published(local):
    by = secretariat_user()
    assert [published(by).number for _ in range(3)] == [f"005/{n}/412.215/2027" for n in (17, 18, 19)]


def test_each_year_begins_anew(local):
    by = secretariat_user()
    published(by)
    later = draft()
    later.letter_date = datetime.date(2028, 2, 1)
    assert services.publish_page(later, by=by).number == "005/17/412.215/2028"


def test_number_that_was_typed_stays_and_takes_none(local):
    by = secretariat_user()
    assert published(by, number="005/9a/2027").number == "005/9a/2027"
    assert not LetterNumber.objects.exists()


def test_number_stays_however_often_the_letter_is_published(local):
    by = secretariat_user()
    invitation = published(by)
    edited = InvitationPage.objects.get(pk=invitation.pk).get_latest_revision_as_object()
    edited.opening, edited.number = "Dalam rangka lain:", ""
    assert services.publish_page(edited, by=by).number == invitation.number
    assert published(by).number == "005/18/412.215/2027"


def test_what_fails_leaves_no_gap(local):
    by = secretariat_user()
    with transaction.atomic():
        published(by)
        transaction.set_rollback(True)
    assert published(by).number == "005/17/412.215/2027"


def test_without_a_pattern_nothing_is_numbered(local):
    local.letter_number_pattern = ""
    local.save()
    assert published(secretariat_user()).number == ""


def test_month_is_spelled_in_roman_letters():
    assert spelled("005/{urut}/{bulan}/{tahun}", 3, datetime.date(2027, 11, 30)) == "005/3/XI/2027"
