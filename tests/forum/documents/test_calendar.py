"""Meetings as iCalendar, read back with the library and compared."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from forum import services
from forum.models import MeetingPage
from tests.factories import OrganisationFactory, invitation_page, meeting_page

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
START = datetime.datetime(2017, 5, 9, 13, tzinfo=WIB)


def event_at(client, url):
    response = client.get(url)
    assert response["Content-Type"] == "text/calendar; method=PUBLISH; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    (event,) = calendar.events
    return calendar, event


def test_an_event_says_when_where_what_and_nothing_of_people(client):
    host = OrganisationFactory(name="Dinas Kominfo", email="kominfo@contoh.id")
    meeting = meeting_page(
        title="Rapat koordinasi OGP; persiapan, kunjungan",
        starts_at=START,
        ends_at=START + datetime.timedelta(hours=3),
        room="Ruang rapat Kepala Dinas, lantai 3",
        address="Jl. Mas Tumapel 1",
        agenda=["Persiapan kunjungan", "Evaluasi B03"],
        host=host,
    )
    invitation = invitation_page(parent=meeting, bring=["DPA 2018"])
    calendar, event = event_at(client, f"/undangan/{invitation.pk}/acara.ics")
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", 0)
    assert (event.start, event.end) == (meeting.starts_at, meeting.ends_at)
    assert event["DTSTART"].params["TZID"] == "Asia/Jakarta"
    assert [zone["TZID"] for zone in calendar.timezones] == ["Asia/Jakarta"]
    assert event["SUMMARY"] == meeting.title
    assert event["LOCATION"] == "Ruang rapat Kepala Dinas, lantai 3, Jl. Mas Tumapel 1"
    assert event["URL"] == f"http://localhost:8000{meeting.url}"
    assert event["ORGANIZER"] == "mailto:kominfo@contoh.id"
    assert "ATTENDEE" not in event
    for part in ("13.00–16.00 WIB", "1. Persiapan kunjungan\n2. Evaluasi B03", "1. DPA 2018"):
        assert part in event["DESCRIPTION"]


def test_until_finished_has_no_invented_end(client):
    _calendar, event = event_at(client, f"/rapat/{meeting_page(starts_at=START).pk}/acara.ics")
    assert "DTEND" not in event


def test_lines_are_folded_and_text_survives(client):
    meeting = meeting_page(title="Rapat " + "é, ; \\ " * 30, starts_at=START)
    raw = client.get(f"/rapat/{meeting.pk}/acara.ics").content
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert Calendar.from_ical(raw).events[0]["SUMMARY"] == meeting.title


@pytest.mark.parametrize(
    ("status", "expected"),
    [("tentative", "TENTATIVE"), ("scheduled", "CONFIRMED"), ("postponed", "TENTATIVE"), ("cancelled", "CANCELLED")],
)
def test_each_status_reaches_the_calendar(client, status, expected):
    meeting = meeting_page(status=status, starts_at=START)
    _calendar, event = event_at(client, f"/rapat/{meeting.pk}/acara.ics")
    assert event["STATUS"] == expected
    assert event["SUMMARY"].endswith(meeting.title)
    assert (event["SUMMARY"] == meeting.title) == (status == "scheduled")


def test_the_sequence_rises_with_each_published_change_of_the_facts_and_only_then(client, secretariat):
    meeting = meeting_page(starts_at=START, live=False)
    url, seen = f"/rapat/{meeting.pk}/acara.ics", []

    def publish(**changes):
        for name, value in changes.items():
            setattr(meeting, name, value)
        services.publish_page(meeting, by=secretariat)
        _calendar, event = event_at(client, url)
        seen.append((str(event["UID"]), event["SEQUENCE"]))

    publish()
    publish(summary="Other words")
    publish(room="Pendopo")
    publish(starts_at=START + datetime.timedelta(hours=1))
    publish(status=MeetingPage.Status.CANCELLED)
    publish()
    assert [sequence for _uid, sequence in seen] == [0, 0, 1, 2, 3, 3]
    assert len({uid for uid, _sequence in seen}) == 1


def test_a_draft_change_does_not_reach_calendars(client, secretariat):
    meeting = services.publish_page(meeting_page(starts_at=START, live=False), by=secretariat)
    meeting.room = "Pendopo"
    meeting.save_revision(user=secretariat)
    _calendar, event = event_at(client, f"/rapat/{meeting.pk}/acara.ics")
    assert (event["SEQUENCE"], event["LOCATION"]) == (0, "Ruang rapat lantai 3")


def test_meeting_and_invitation_are_one_event(client):
    meeting = meeting_page(starts_at=START)
    invitation = invitation_page(parent=meeting)
    uids = {
        str(event_at(client, url)[1]["UID"])
        for url in (f"/rapat/{meeting.pk}/acara.ics", f"/undangan/{invitation.pk}/acara.ics")
    }
    assert len(uids) == 1


def test_the_subscription_holds_all_public_meetings_and_no_other(client, secretariat):
    public = [meeting_page(title=f"Rapat {n}", slug=f"rapat-{n}", starts_at=START, agenda=["a"]) for n in range(3)]
    meeting_page(title="Draf", slug="draf", live=False)
    private = meeting_page(title="Tertutup", slug="tertutup")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(secretariat)
    calendar = Calendar.from_ical(client.get("/kalender.ics").content)
    assert {str(event["SUMMARY"]) for event in calendar.events} == {meeting.title for meeting in public}
    assert len(calendar.timezones) == 1
    assert client.get(f"/rapat/{private.pk}/acara.ics").status_code == 200
    client.logout()
    assert client.get(f"/rapat/{private.pk}/acara.ics").status_code == 404


def test_the_subscription_takes_the_same_number_of_queries_for_one_and_three(client, queries_of):
    meeting_page(starts_at=START, agenda=["a"])
    one = queries_of("/kalender.ics")
    for number in range(2):
        meeting_page(slug=f"rapat-{number}", starts_at=START, agenda=["a", "b"])
    assert queries_of("/kalender.ics") == one == 4
    assert client.get("/kalender.ics").content.count(b"BEGIN:VEVENT") == 3
