"""The editor's form of a meeting: a day as far as it is known, further days, zones; nothing that was typed is lost."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import querydict_from_html

from cms.services.preparing import prepare_site
from forum import services
from forum.models import CalendarEntry, ForumSettings, InvitationPage, LedgerEntry, MeetingIndexPage, MeetingPage
from tests.clients import as_
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    RegistrationFactory,
    UserFactory,
    invitation_page,
    meeting_page,
    member_of,
)

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")
MOVED = "memindahkan rapat dari minggu kedua Juni 2035 ke 13 Juni 2035, 09.00"


@pytest.fixture
def desk():
    prepare_site()
    return as_(UserFactory(is_superuser=True, is_staff=True))


@pytest.fixture
def meeting(desk):
    return meeting_page(host=OrganisationFactory(), starts_at=datetime.datetime(2035, 6, 1, 9, tzinfo=WIB))


def saved(desk, meeting, *, publish=True, **typed):
    """The page as it was published; the answer if it came back."""
    url = f"/admin/pages/{meeting.pk}/edit/"
    form = querydict_from_html(desk.get(url).content.decode(), form_id="page-edit-form")
    form.update({"action-publish": "1"} if publish else {})
    for name, value in typed.items():
        form[name] = value
    answer = desk.post(url, form)
    return MeetingPage.objects.get(pk=meeting.pk) if answer.status_code == 302 else answer.content.decode()


def shown(desk, meeting):
    form = querydict_from_html(desk.get(f"/admin/pages/{meeting.pk}/edit/").content.decode(), form_id="page-edit-form")
    return {name: form.get(name, "") for name in ("starts_at", "ends_at", "days", "status")}


@pytest.mark.parametrize(
    ("typed", "precision", "last"),
    [("13 Juni 2035", "day", 13), ("minggu kedua Juni 2035", "week", 14), ("akhir Juni 2035", "part", 30)],
)
def test_a_day_that_is_not_certain_is_said_on_every_page_and_edited_in_the_same_words(
    desk, meeting, client, typed, precision, last
):
    vague = saved(desk, meeting, starts_at=typed)
    assert (vague.precision, vague.status) == (precision, "tentative")
    assert vague.ends_at == datetime.datetime(2035, 6, last, tzinfo=WIB) + datetime.timedelta(days=1)
    for url in (meeting.url, "/rapat/", "/"):
        page = client.get(url).content.decode()
        assert typed in page
        assert "waktu menyusul" in page
    assert shown(desk, meeting)["starts_at"] == typed
    assert saved(desk, meeting).starts_at == vague.starts_at


def test_becoming_exact_is_told_as_a_change(desk, meeting, secretariat, committed, settings):
    settings.NOTICES_QUIET_MINUTES = 0
    saved(desk, meeting, starts_at="minggu kedua Juni 2035")
    RegistrationFactory(invitation=invitation_page(parent=meeting))
    with committed():
        saved(desk, meeting, starts_at="13 Juni 2035, 09.00", status="scheduled")
    told = mail.outbox[-1].body
    assert "minggu kedua Juni 2035 (8–14 Juni 2035), waktu menyusul" in told
    assert "Rabu, 13 Juni 2035, 09.00 WIB s.d. selesai" in told
    assert CalendarEntry.objects.get().sequence == 1
    assert MOVED in LedgerEntry.objects.filter(verb="meeting.changed").last().sentence


def test_a_letter_says_what_is_not_known_yet(desk, meeting, secretariat, client):
    meeting = saved(desk, meeting, starts_at="minggu kedua Juni 2035")
    invitation = invitation_page(parent=meeting, live=False)
    services.publish_page(invitation, by=secretariat)
    page = client.get(InvitationPage.objects.get().url).content.decode()
    assert "minggu kedua Juni 2035 (8–14 Juni 2035)" in page
    assert "waktu menyusul" in page


def test_several_days_are_typed_shown_and_edited(desk, meeting, client):
    typed = {"starts_at": "12 Juni 2035, 08.00", "ends_at": "12 Juni 2035, 15.00"}
    further = "Rabu, 13 Juni 2035, 08.00–15.00 WIB"
    found = saved(desk, meeting, **typed, days=further)
    assert [one.starts_at.astimezone(WIB).day for one in found.sessions] == [12, 13]
    assert found.ends_at == datetime.datetime(2035, 6, 13, 15, tzinfo=WIB)
    assert "Selasa–Rabu, 12–13 Juni 2035" in client.get(meeting.url).content.decode()
    assert shown(desk, meeting)["days"].strip() == further
    assert saved(desk, meeting).days == found.days
    assert saved(desk, meeting, days="").days == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"days": "kapan-kapan"}, "kapan-kapan"),
        ({"days": "13 Juni 2035, 08.00–15.00"}, "Sebutkan waktu selesai setiap hari"),
        ({"ends_at": "1 Juni 2035, 15.00", "days": "1 Juni 2035, 10.00–16.00"}, "sebelum hari berikutnya"),
        ({"starts_at": "minggu kedua Juni 2035", "ends_at": "9 Juni 2035, 12.00"}, "kosongkan waktu selesai"),
        ({"starts_at": "minggu kesepuluh Juni 2035"}, "minggu kesepuluh Juni 2035"),
        ({"starts_at": "1 Juni 2035, 09.00 WITA"}, "zona waktu"),
        ({"map_place": "91, 112"}, "di bumi"),
        ({"map_place": "javascript:alert(1)"}, "javascript:alert(1)"),
    ],
)
def test_what_cannot_be_comes_back_as_it_was_typed(desk, meeting, typed, told):
    page = saved(desk, meeting, **typed)
    assert isinstance(page, str)
    assert told in page
    assert all(value in page for value in typed.values())


def test_hours_are_typed_and_shown_in_the_zone_of_the_meeting(desk, meeting, client):
    found = saved(desk, meeting, zone="Asia/Makassar", starts_at="1 Juni 2035, 09.00 WITA")
    assert found.starts_at == datetime.datetime(2035, 6, 1, 8, tzinfo=WIB)
    assert "09.00 WITA" in client.get(meeting.url).content.decode()
    assert "09.00" in shown(desk, meeting)["starts_at"]
    assert saved(desk, meeting).starts_at == found.starts_at


def test_place_and_services_stand_on_the_page_the_letter_and_its_paper(desk, meeting, secretariat, client):
    assert "Belum ada layanan aksesibilitas" in client.get(meeting.url).content.decode()
    typed = {"services": "ramp", "other_services": "kursi di depan", "hints": "Lantai 3, parkir di timur"}
    found = saved(desk, meeting, **typed, map_place="-7.150975, 111.881859")
    invitation = invitation_page(parent=found, live=False)
    services.publish_page(invitation, by=secretariat)
    page = client.get(found.url).content.decode()
    assert 'href="geo:-7.150975,111.881859"' in page
    assert 'href="https://www.openstreetmap.org/' in page
    for content in (page, client.get(Page.objects.get(pk=invitation.pk).url).content.decode()):
        for words in ("akses tanpa tangga, kursi di depan", "Lantai 3, parkir di timur"):
            assert words in content


def host_of_new_meeting(login):
    url = reverse("wagtailadmin_pages:add", args=["forum", "meetingpage", MeetingIndexPage.objects.get().pk])
    return querydict_from_html(as_(login).get(url).content.decode(), form_id="page-edit-form").get("host", "")


def test_a_new_meeting_is_in_the_house_of_whoever_calls_it(desk):
    own = OrganisationFactory()
    assert host_of_new_meeting(member_of(own, is_superuser=True, is_staff=True)) == str(own.pk)
    assert host_of_new_meeting(UserFactory(is_superuser=True, is_staff=True)) == ""


def test_whoever_speaks_for_several_calls_it_for_their_duty_or_is_asked(desk):
    office, other = OrganisationFactory.create_batch(2)
    login = member_of(other, is_superuser=True, is_staff=True)
    MembershipFactory(person=login.person, organisation=office)
    assert host_of_new_meeting(login) == ""
    ForumSettings.objects.update_or_create(site=Site.objects.get(), defaults={"secretariat": office})
    assert host_of_new_meeting(login) == str(office.pk)


def test_the_house_of_a_meeting_stays_whoever_edits_it(desk, meeting):
    editor = as_(member_of(OrganisationFactory(), is_superuser=True, is_staff=True))
    assert saved(editor, meeting, publish=False).host == meeting.host
