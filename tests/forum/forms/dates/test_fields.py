"""Dates in the editor's forms: read as typed, refused in words, and left in the field."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.test.utils.form_data import querydict_from_html

from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from forum.models import MeetingPage, Membership
from tests.factories import meeting_page, member_of, secretariat_user
from tests.factories.forum import OrganisationFactory

pytestmark = pytest.mark.django_db
START = datetime.datetime(2027, 3, 4, 13, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))


@pytest.fixture
def desk(client):
    prepare_site()
    user = secretariat_user()
    user.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    client.force_login(user)
    return client


@pytest.fixture
def save(desk):
    """Saves the meeting with these fields, as its form has them; gives the answer and the newest revision."""
    meeting = meeting_page(starts_at=START)
    url = f"/admin/pages/{meeting.pk}/edit/"

    def save(**typed):
        form = querydict_from_html(desk.get(url).content.decode(), form_id="page-edit-form")
        form.update(typed)
        answer = desk.post(url, form)
        return answer, MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()

    return save


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("12/01/2027 09.00", 9), ("Selasa, 12 Januari 2027 09:00", 9), ("12 Januari 2027", 0), ("2027-01-12 09:00", 9)],
)
def test_start_of_a_meeting_is_what_was_typed(save, typed, hour):
    answer, meeting = save(starts_at=typed, ends_at="")
    assert answer.status_code == 302, answer.context["form"].errors
    assert timezone.localtime(meeting.starts_at).replace(tzinfo=None) == datetime.datetime(2027, 1, 12, hour)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("besok", "“besok” bukan tanggal yang dapat dibaca"),
        ("01/25/2027 09.00", "tidak ada bulan seperti itu"),
        ("Senin, 12 Januari 2027 09.00", "12 Januari 2027 jatuh pada hari Selasa"),
        ("31 Februari 2027 09.00", "Tidak ada hari seperti itu"),
        ("12 Januari 2027 09.00 WIT", "WIB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_stays_in_the_field(save, typed, words):
    answer, _meeting = save(starts_at=typed)
    assert words in str(answer.context["form"].errors["starts_at"])
    assert f'value="{typed}"' in answer.content.decode()


def test_what_a_form_shows_is_read_as_the_same_in_both_languages(save, desk):
    for language in ("id", "en"):
        desk.cookies["django_language"] = language
        answer, meeting = save()
        assert answer.status_code == 302, answer.context["form"].errors
        assert meeting.starts_at == START
    translation.activate("id")


def test_schedule_of_a_page_is_read_alike(save):
    answer, meeting = save(go_live_at="12 Januari 2027 09.00")
    assert answer.status_code == 302, answer.context["form"].errors
    assert timezone.localtime(meeting.go_live_at).replace(tzinfo=None) == datetime.datetime(2027, 1, 12, 9)


def test_last_day_of_a_membership_is_what_was_typed(desk):
    member_of(OrganisationFactory())
    membership = Membership.objects.latest("pk")
    url = reverse("membership:edit", args=[membership.pk])
    assert desk.post(url, {"end_date": "Sabtu, 1 Januari 2028"}).status_code == 302
    membership.refresh_from_db()
    assert membership.end_date == datetime.date(2028, 1, 1)


def test_readings_tell_the_day_of_the_week_or_what_is_wrong(desk):
    asked = {"date": ["28-12-2026", "besok"], "datetime": ["12/01/2027 09.00"]}
    readings = desk.get("/admin/forum/tanggal/", asked).json()
    assert readings["date"]["28-12-2026"] == {"text": "Senin, 28 Desember 2026", "ok": True}
    assert readings["datetime"]["12/01/2027 09.00"] == {"text": "Selasa, 12 Januari 2027, 09.00 WIB", "ok": True}
    assert readings["date"]["besok"]["ok"] is False
    assert "28-12-2026" not in readings["datetime"]
