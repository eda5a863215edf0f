"""A page of a long list holds what it always held; how many there are is counted once, and never for somebody else."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from forum import clock
from forum.ledger import append
from forum.models import MeetingIndexPage, MeetingPage
from forum.models.ledger.counts import SETTLES
from forum.reading.paging import LongList
from tests.factories import OrganisationFactory, meeting_page, member_of

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def meetings(count, **fields):
    day = timezone.now() - datetime.timedelta(days=400)
    return [meeting_page(starts_at=day + datetime.timedelta(days=n // 2), **fields) for n in range(count)]


def of(reader, per_page=2):
    return LongList(MeetingPage.objects.visible_to(reader).past(), per_page, name="test", reader=reader)


def tell(meeting):
    with transaction.atomic():
        append("meeting.published", target=meeting, page=meeting, by=None, content="x", data={"title": meeting.title})


def test_each_page_is_that_of_a_plain_list_whether_counted_from_the_beginning_or_the_end():
    meetings(7)
    plain = Paginator(MeetingPage.objects.visible_to(NOBODY).past(), 2)
    for number in (1, 2, 3, 4):
        assert list(of(NOBODY).page(number)) == list(plain.page(number))
    assert (of(NOBODY).num_pages, list(of(NOBODY).get_page("x"))) == (4, list(plain.page(1)))
    assert list(of(NOBODY).get_page(99)) == list(plain.page(4))


def test_it_is_counted_once_until_something_is_entered_in_the_ledger():
    meetings(3)
    assert of(NOBODY).count == 3
    with CaptureQueriesContext(connection) as asked:
        assert of(NOBODY).count == 3
    assert "COUNT" not in " ".join(one["sql"] for one in asked.captured_queries)
    (new,) = meetings(1)
    tell(new)
    assert of(NOBODY).count == 4


def test_what_was_counted_right_after_an_entry_is_counted_once_more():
    """Whoever writes an entry may have a last row to save."""
    with clock.moved_to(clock.now() - SETTLES):
        tell(*meetings(1))
        assert of(NOBODY).count == 1
        meetings(1)
        assert of(NOBODY).count == 1
    assert of(NOBODY).count == 2


def test_what_is_closed_to_one_reader_is_not_withheld_from_another_alone():
    closed, *_others = meetings(3)
    member = member_of(OrganisationFactory())
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert (of(NOBODY).count, of(member).count, of(NOBODY).count) == (2, 3, 2)


def test_list_of_meetings_tells_the_coming_from_the_past_by_the_clock(client):
    (past,) = meetings(1)
    coming = meeting_page(starts_at=timezone.now() + datetime.timedelta(days=3))
    lasting = meeting_page(
        starts_at=timezone.now() - datetime.timedelta(days=2), ends_at=timezone.now() + datetime.timedelta(hours=1)
    )
    shown = client.get(MeetingIndexPage.objects.get().url).context
    assert (shown["coming"], list(shown["past"])) == ([lasting, coming], [past])
    assert shown["past"].paginator.count == 1
