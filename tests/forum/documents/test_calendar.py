"""Meetings as iCalendar, read back with the library and compared."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from forum import services
from forum.models import MeetingPage
from tests.factories import OrganisationFactory, index_page, invitation_page, meeting_page

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
START = datetime.datetime(2017, 5, 9, 13, tzinfo=WIB)


def soon():
    return timezone.now() + datetime.timedelta(days=7)


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
    public = [meeting_page(title=f"Rapat {n}", slug=f"rapat-{n}", starts_at=soon(), agenda=["a"]) for n in range(3)]
    meeting_page(title="Draf", slug="draf", live=False)
    meeting_page(title="Lebih dari setahun lalu", slug="lama", starts_at=soon() - datetime.timedelta(days=400))
    private = meeting_page(title="Tertutup", slug="tertutup")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(secretariat)
    calendar = Calendar.from_ical(client.get("/kalender.ics").content)
    assert {str(event["SUMMARY"]) for event in calendar.events} == {meeting.title for meeting in public}
    assert len(calendar.timezones) == 1
    assert client.get(f"/rapat/{private.pk}/acara.ics").status_code == 200
    client.logout()
    assert client.get(f"/rapat/{private.pk}/acara.ics").status_code == 404


def summaries(client, url):
    return {str(event["SUMMARY"]) for event in Calendar.from_ical(client.get(url).content).events}


def test_calendar_of_an_organisation_holds_its_public_meetings_and_no_other(client, bi, kpi):
    meeting_page(title="Di rumahnya", slug="a", host=bi)
    meeting_page(title="Bersama", slug="b", organisers=[bi])
    invitation_page(parent=meeting_page(title="Diundang", slug="c"), to=[bi])
    invitation_page(parent=index_page().get_parent(), subject=meeting_page(title="Dari jauh", slug="d"), to=[bi])
    invitation_page(parent=meeting_page(title="Diam-diam", slug="e"), to=[bi], is_open=False)
    PageViewRestriction.objects.create(
        page=meeting_page(title="Tertutup", slug="f", host=bi), restriction_type=PageViewRestriction.LOGIN
    )
    meeting_page(title="Orang lain", slug="g", host=kpi)
    url = f"/organisasi/{bi.pk}/kalender.ics"
    assert summaries(client, url) == {"Di rumahnya", "Bersama", "Diundang", "Dari jauh"}
    assert client.get("/organisasi/999999/kalender.ics").status_code == 404


def test_own_calendar_holds_what_its_owner_may_read_today_until_its_address_is_renewed(reader, bi_member):
    meeting_page(title="Terbuka", slug="a")
    closed = meeting_page(title="Tertutup", slug="b")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    reader.force_login(bi_member)
    assert "<code>" not in reader.get("/akun/kalender/").content.decode()
    reader.post("/akun/kalender/")
    url = f"/kalender/{bi_member.calendar_address.token}.ics"
    assert f"http://localhost:8000{url}" in reader.get("/akun/kalender/").content.decode()
    reader.logout()
    assert summaries(reader, url) == {"Terbuka", "Tertutup"}
    assert b"ATTENDEE" not in reader.get(url).content
    reader.force_login(bi_member)
    reader.post("/akun/kalender/")
    assert reader.get(url).status_code == 404
    bi_member.refresh_from_db()
    bi_member.is_active = False
    bi_member.save()
    assert reader.get(f"/kalender/{bi_member.calendar_address.token}.ics").status_code == 404


def test_meetings_over_night_and_of_several_days_are_coming_until_they_end(db):
    now = timezone.now()
    days = datetime.timedelta(days=1)
    running = meeting_page(slug="a", starts_at=now - 2 * days, ends_at=now + days)
    ended = meeting_page(slug="b", starts_at=now - 2 * days, ends_at=now - datetime.timedelta(minutes=1))
    open_end = meeting_page(slug="c", starts_at=now - 2 * days)
    later = meeting_page(slug="d", starts_at=now + days)
    assert list(MeetingPage.objects.coming()) == [running, later]
    assert set(MeetingPage.objects.past()) == {ended, open_end}


def test_cancelled_meeting_stays_in_the_subscription_and_every_publication_dates_it_anew(client, secretariat):
    meeting = services.publish_page(meeting_page(starts_at=soon(), live=False), by=secretariat)
    _calendar, first = event_at(client, "/kalender.ics")
    meeting.summary = "Kata lain"
    services.publish_page(meeting, by=secretariat)
    _calendar, second = event_at(client, "/kalender.ics")
    assert first["LAST-MODIFIED"].dt <= second["LAST-MODIFIED"].dt == second["DTSTAMP"].dt
    assert second["DTSTAMP"].dt >= meeting.last_published_at.replace(microsecond=0)
    meeting.status, meeting.status_reason = MeetingPage.Status.CANCELLED, "Batal."
    services.publish_page(meeting, by=secretariat)
    _calendar, third = event_at(client, "/kalender.ics")
    assert (third["STATUS"], third["SEQUENCE"]) == ("CANCELLED", 1)


def test_the_subscription_takes_the_same_number_of_queries_for_one_and_three(client, queries_of):
    meeting_page(starts_at=soon(), agenda=["a"])
    one = queries_of("/kalender.ics")
    for number in range(2):
        meeting_page(slug=f"rapat-{number}", starts_at=soon(), agenda=["a", "b"])
    assert queries_of("/kalender.ics") == one == 4
    assert client.get("/kalender.ics").content.count(b"BEGIN:VEVENT") == 3


# --- what is not one day to the hour


def days(*sessions):
    fields = {"starts_at": sessions[0][0], "ends_at": sessions[-1][1]}
    return {**fields, "days": [[one.isoformat() for one in session] for session in sessions]}


def on(day, hour):
    return START.replace(day=day, hour=hour)


def starts_of(calendar):
    """What calendar programs show: each start, with what stands in place of a recurrence."""
    first, *others = calendar.events
    instead = {one["RECURRENCE-ID"].dt: one.start for one in others}
    days = first["RRULE"]["COUNT"][0] if "RRULE" in first else 1
    less = {one.dt for one in first["EXDATE"].dts} if "EXDATE" in first else set()
    usual = {first.start + datetime.timedelta(days=number) for number in range(days)}
    return [instead.get(at, at) for at in sorted(usual - less)]


def test_several_days_are_one_event_that_recurs(client):
    meeting = meeting_page(**days((on(9, 8), on(9, 15)), (on(10, 8), on(10, 15)), (on(12, 9), on(12, 12))))
    calendar = Calendar.from_ical(client.get(f"/rapat/{meeting.pk}/acara.ics").content)
    assert starts_of(calendar) == [on(9, 8), on(10, 8), on(12, 9)]
    assert len({event["UID"] for event in calendar.events}) == 1
    assert [event.end for event in calendar.events] == [on(9, 15), on(12, 12)]


def test_parts_of_one_day_are_one_entry_that_ends_with_the_last(client):
    parts = days((on(9, 8), on(9, 12)), (on(9, 13), on(9, 15)), (on(10, 9), on(10, 12)))
    calendar = Calendar.from_ical(client.get(f"/rapat/{meeting_page(**parts).pk}/acara.ics").content)
    assert starts_of(calendar) == [on(9, 8), on(10, 9)]
    assert [event.end for event in calendar.events] == [on(9, 15), on(10, 12)]


def test_another_day_more_raises_the_sequence(client, secretariat):
    meeting = services.publish_page(meeting_page(starts_at=on(9, 8), ends_at=on(9, 15), live=False), by=secretariat)
    for name, value in days((on(9, 8), on(9, 15)), (on(10, 8), on(10, 15))).items():
        setattr(meeting, name, value)
    services.publish_page(meeting, by=secretariat)
    calendar = Calendar.from_ical(client.get(f"/rapat/{meeting.pk}/acara.ics").content)
    assert calendar.events[0]["SEQUENCE"] == 1


def test_another_zone_is_named(client):
    meeting = meeting_page(starts_at=START, zone="Asia/Jayapura")
    calendar, event = event_at(client, f"/rapat/{meeting.pk}/acara.ics")
    assert event["DTSTART"].params["TZID"] == "Asia/Jayapura"
    assert event.start == START
    assert [zone["TZID"] for zone in calendar.timezones] == ["Asia/Jayapura"]
    assert "15.00 WIT" in event["DESCRIPTION"]


def test_a_week_stands_over_its_days_as_tentative_and_keeps_nobody_busy(client):
    meeting = meeting_page(starts_at=on(8, 0), ends_at=on(15, 0), precision="week", status="tentative")
    _calendar, event = event_at(client, f"/rapat/{meeting.pk}/acara.ics")
    assert (event.start, event.end) == (datetime.date(2017, 5, 8), datetime.date(2017, 5, 15))
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
