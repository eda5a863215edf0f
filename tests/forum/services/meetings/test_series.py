"""A meeting is planned on further days: drafts in a chain, each at the same hours, of which nobody hears yet."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from forum import events, services
from forum.models import LedgerEntry, MeetingPage
from tests.clients import as_
from tests.factories import OrganisationFactory, RegistrationFactory, invitation_page, meeting_page

pytestmark = pytest.mark.django_db
EAST = ZoneInfo("Asia/Jayapura")
TUESDAY = datetime.date(2035, 6, 12)  # the second of June


def at(day, hour):
    return datetime.datetime.combine(day, datetime.time(hour), tzinfo=EAST)


@pytest.fixture
def meeting():
    followed = TUESDAY + datetime.timedelta(days=1)
    days = [[at(day, 8).isoformat(), at(day, 15).isoformat()] for day in (TUESDAY, followed)]
    fields = {"starts_at": at(TUESDAY, 8), "ends_at": at(followed, 15), "days": days, "zone": "Asia/Jayapura"}
    meeting = meeting_page(title="Rapat bulanan", agenda=["Laporan"], organisers=[OrganisationFactory()], **fields)
    RegistrationFactory(invitation=invitation_page(parent=meeting))
    return meeting


def test_each_day_is_a_draft_of_its_own_joined_to_the_one_before(meeting, secretariat, committed):
    later = [datetime.date(2035, 7, 10), datetime.date(2035, 8, 14)]
    with committed():
        july, august = services.plan_series(meeting, days=later, by=secretariat)
    assert (july.previous_meeting, august.previous_meeting) == (meeting, july)
    assert july.starts_at == at(later[0], 8)
    assert [one.ends_at for one in july.sessions] == [at(later[0], 15), at(later[0] + datetime.timedelta(days=1), 15)]
    assert [item.text for item in august.agenda_items.all()] == ["Laporan"]
    assert august.organisers.count() == 1
    assert {july.live, august.live} == {False}
    assert len({one.translation_key for one in (meeting, july, august)}) == 3  # calendars keep them apart
    assert july.get_children().count() == 0
    assert mail.outbox == []
    entry = LedgerEntry.objects.latest("seq")
    assert (entry.verb, entry.data["days"]) == (events.MEETING_REPEATED, ["2035-07-10", "2035-08-14"])


def test_one_is_changed_and_published_without_the_others(meeting, secretariat):
    july, august = services.plan_series(
        meeting, days=[at(TUESDAY, 8).date().replace(month=m) for m in (7, 8)], by=secretariat
    )
    july.room = "Ruang lain"
    services.publish_page(july, by=secretariat)
    assert MeetingPage.objects.get(pk=august.pk).room == meeting.room
    assert not MeetingPage.objects.get(pk=august.pk).live


def test_what_makes_no_series_is_refused(meeting, secretariat, bi_member):
    day = datetime.date(2035, 7, 10)
    with pytest.raises(PermissionDenied):
        services.plan_series(meeting, days=[day], by=bi_member)
    many = [day + datetime.timedelta(days=n) for n in range(13)]
    for days in ([], [TUESDAY], many):
        with pytest.raises(ValidationError):
            services.plan_series(meeting, days=days, by=secretariat)
    vague = meeting_page(slug="kapan", precision="week", starts_at=at(TUESDAY, 0))
    with pytest.raises(ValidationError):
        services.plan_series(vague, days=[day], by=secretariat)


def test_the_desk_shows_the_days_names_weekends_and_makes_those_that_are_chosen(meeting, secretariat):
    client, url = as_(secretariat), reverse("forum_series", args=[meeting.pk])
    assert "Selasa kedua" in client.get(url).content.decode()
    page = client.post(url, {"rule": "monthly_by_date", "count": 4, "show": "1"}).content.decode()
    assert page.count("akhir pekan") == 1  # 12 August 2035 is a Sunday
    assert client.post(url, {"rule": "monthly_by_date", "count": 40, "show": "1"}).status_code == 422
    chosen = {"rule": "monthly_by_date", "count": 4, "day": ["2035-07-12", "2035-09-12", "2036-01-01"], "make": "1"}
    assert client.post(url, chosen).status_code == 302
    made = MeetingPage.objects.exclude(pk=meeting.pk).order_by("starts_at")
    assert [one.first_day.isoformat() for one in made] == ["2035-07-12", "2035-09-12"]
