"""A forum that has not met for six months is told so, in public and at the desk."""

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.reading.due import meeting_wanted
from forum.reading.meetings.regularity import Pause, pause
from tests.factories import index_page, meeting_page

pytestmark = pytest.mark.django_db


def held(months=0, days=0, **fields):
    return meeting_page(starts_at=timezone.now() - relativedelta(months=months, days=days), **fields)


def test_the_list_of_meetings_says_for_how_many_days(client):
    held(months=6, days=10)
    days = (timezone.localdate() - timezone.localdate(timezone.now() - relativedelta(months=6, days=10))).days
    page = client.get(index_page().url).content.decode()
    assert f"Forum belum bertemu selama {days} hari." in page
    held(months=5, slug="baru")
    assert "Forum belum bertemu" not in client.get(index_page().url).content.decode()


def test_a_forum_that_has_not_met_yet_is_told_nothing(client):
    assert pause() is None
    assert "Forum belum bertemu" not in client.get(index_page().url).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "cancelled", "status_reason": "Sakit"},
        {"status": "postponed", "status_reason": "Sakit"},
        {"live": False},
        {"precision": "month", "status": "tentative"},
    ],
)
def test_only_what_was_held_in_public_counts(fields):
    held(months=7)
    held(months=1, slug="bukan", **fields)
    assert pause().is_too_long


def test_what_not_everybody_may_read_of_does_not_count():
    held(months=7)
    closed = held(months=1, slug="tertutup")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert pause().is_too_long


@pytest.mark.parametrize(("months", "days", "expected"), [(4, 0, []), (5, 10, [False]), (6, 2, [True])])
def test_the_desk_is_told_a_month_before_and_then_that_it_is_late(months, days, expected):
    held(months=months, days=days)
    assert [item.late for item in meeting_wanted()] == expected


def test_six_months_are_months_and_not_days():
    assert Pause(datetime.date(2027, 8, 31)).until == datetime.date(2028, 2, 29)
