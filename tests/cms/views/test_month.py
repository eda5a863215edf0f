"""The meetings of a month, for the secretariat."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import UserFactory, invitation_page, meeting_page, secretariat_user

pytestmark = pytest.mark.django_db
MONTH = reverse("meetings_month")


def at(day, hour, month=3):
    return timezone.make_aware(datetime.datetime(2027, month, day, hour))


@pytest.fixture
def desk(client):
    client.force_login(secretariat_user())
    return client


def days(client, query="?bulan=2027-03"):
    weeks = client.get(f"{MONTH}{query}").context["weeks"]
    return {day: [one.title for one in meetings] for week in weeks for day, meetings in week if meetings}


def test_a_meeting_stands_on_each_day_that_it_takes_drafts_included(desk):
    meeting_page(title="Sehari", starts_at=at(9, 8), ends_at=None)
    meeting_page(title="Dua hari", slug="b", starts_at=at(30, 8), ends_at=at(1, 15, month=4), live=False)
    meeting_page(title="Bulan lain", slug="c", starts_at=at(20, 8, month=5))
    march, april = (datetime.date(2027, month, 1) for month in (3, 4))
    assert days(desk) == {
        march.replace(day=9): ["Sehari"],
        march.replace(day=30): ["Dua hari"],
        march.replace(day=31): ["Dua hari"],
        april: ["Dua hari"],
    }


@pytest.mark.parametrize("query", ["", "?bulan=2027-13", "?bulan=x", "?bulan=99999-01", "?bulan=2027-²"])
def test_what_is_no_month_is_this_month(desk, query):
    assert desk.get(f"{MONTH}{query}").context["first"] == timezone.localdate().replace(day=1)


def test_number_of_queries_does_not_grow_with_the_meetings(desk):
    counted = []
    for number in range(3):
        meeting = meeting_page(title=f"R{number}", slug=f"r{number}", starts_at=at(9 + number, 8))
        invitation_page(parent=meeting)
        with CaptureQueriesContext(connection) as queries:
            days(desk)
        counted.append(len(queries))
    assert counted[1] == counted[2]


def test_month_is_for_the_secretariat_and_no_other_editor(desk):
    desk.force_login(UserFactory(is_staff=True))
    assert desk.get(MONTH).status_code == 302
