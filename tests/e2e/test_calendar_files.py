"""Each kind of file that goes to calendars, read by another reader than the library that writes it."""

import datetime

import pytest

from tests.e2e.libical import Calendar
from tests.forum.documents.calendars import every_kind

pytestmark = [pytest.mark.server, pytest.mark.django_db]


def moments(starts):
    """A day without an hour begins at midnight everywhere."""
    midnight = datetime.time(0, tzinfo=datetime.UTC)
    return [one if isinstance(one, datetime.datetime) else datetime.datetime.combine(one, midnight) for one in starts]


def test_libical_finds_no_fault_and_shows_each_start(settings):
    settings.MAILBOX_ADDRESS = "surat@contoh.id"
    for name, file in every_kind().items():
        calendar = Calendar(file.content)
        assert calendar.faults == [], name
        assert not file.starts or calendar.starts == moments(file.starts), name


def test_libical_finds_faults_where_there_are_some():
    asked = every_kind()["hours: letter"].content
    for right, wrong in [
        (b"DTSTART;TZID=Asia/Jakarta:20270609T130000", b"DTSTART:kemarin"),
        (b"ORGANIZER", b"X-ORGANIZER"),  # whoever asks somebody says who asks
    ]:
        assert right in asked
        assert Calendar(asked.replace(right, wrong)).faults


@pytest.mark.parametrize("content", [b"", b"BEGIN:VEVENT", b"<html></html>"])
def test_what_is_no_calendar_is_none(content):
    assert Calendar(content).faults
