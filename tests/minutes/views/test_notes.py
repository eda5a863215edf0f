"""The live page of notes: who takes, who follows, who is refused; and what its script is answered."""

import json
import uuid

import pytest
from django.urls import reverse

from forum import clock
from forum.services import check_in
from forum.services.attendance.recording import Arrival
from minutes.models import ConfirmedAttendance, MinutesPage, NoteWords
from minutes.services.notes import write_notes
from minutes.text.notes import Written
from minutes.views.notes.socket import admit_to_follow, admit_to_take
from tests.factories import OrganisationFactory, meeting_page, member_of, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return secretariat_user()


@pytest.fixture
def bi():
    return OrganisationFactory(name="Bojonegoro Institute", short_name="BI")


@pytest.fixture
def meeting(desk, bi):
    meeting = meeting_page(starts_at=clock.now(), agenda=["Pembukaan"])
    check_in(meeting, [Arrival(name="Ani", organisation=bi)], way="desk", by=desk)
    token = uuid.uuid4()
    write_notes(meeting, [Written(token, token, "", "BI: rahasia <b>")], by=desk)
    return meeting


@pytest.fixture
def address(meeting):
    return reverse("minutes:notes", args=[meeting.pk])


def send(client, address, user, rows, **more):
    client.force_login(user)
    data = {"reader": user.pk, "lines": json.dumps(rows), **more}
    return client.post(address, data, headers={"X-Requested-With": "fetch"})


def row(text, **more):
    return {"token": str(uuid.uuid4()), "row": str(uuid.uuid4()), "item": "", "text": text, "replaces": [], **more}


def test_present_follow_and_confirm_and_absent_are_refused(client, meeting, address, bi):
    client.force_login(member_of(bi))
    page = client.get(address).content.decode()
    assert "rahasia &lt;b&gt;" in page
    assert "data-compose" not in page
    events = client.get(address + "peristiwa/").json()["frames"]
    assert "rahasia" in events[0]["rows"][0]["html"]
    assert "data-typed" not in events[0]["rows"][0]["html"]
    assert client.post(address + "hadir/", {"organisation": bi.pk}).status_code == 302
    assert ConfirmedAttendance.objects.get().organisation == bi
    kpi = OrganisationFactory()
    client.force_login(member_of(kpi))
    assert client.get(address).status_code == 403
    assert client.get(address + "peristiwa/").status_code == 404
    assert client.post(address + "hadir/", {"organisation": bi.pk}).status_code == 403


def test_present_follow_by_socket_and_absent_and_strangers_do_not(meeting, desk, bi):
    present, absent = member_of(bi), member_of(OrganisationFactory())
    assert admit_to_follow(present, meeting.pk).channels == ("notes",)
    assert admit_to_take(desk, meeting.pk).channels == ("notes-taking",)
    for admit, user in [(admit_to_follow, absent), (admit_to_take, present)]:
        assert admit(user, meeting.pk) is None


def test_without_a_script_a_line_is_a_form_that_counts_once(client, meeting, address, desk):
    client.force_login(desk)
    form = {"token": str(uuid.uuid4()), "item": "", "text": "Baris dari formulir"}
    for _ in range(2):
        assert client.post(address, form).status_code == 302
    assert NoteWords.objects.filter(text="Baris dari formulir").count() == 1
    stored = NoteWords.objects.get(text="Baris dari formulir")
    page = client.get(reverse("minutes:notes-row", args=[meeting.pk, stored.row])).content.decode()
    assert f'name="replaces" value="{stored.token}"' in page
    change = {"token": str(uuid.uuid4()), "row": stored.row, "replaces": stored.token, "text": "Diperbaiki"}
    client.post(address, change)
    page = client.get(address).content.decode()
    assert "Diperbaiki" in page
    assert "Baris dari formulir" not in page


def test_line_that_is_too_long_is_refused_in_words_and_the_others_are_written(client, address, desk):
    good, bad = row("Pendek"), row("x" * 2001)
    answer = send(client, address, desk, [good, bad]).json()
    assert answer["saved"] == [good["token"]]
    assert list(answer["refused"]) == [bad["token"]]
    client.force_login(desk)
    again = client.post(address, {"item": "", "text": "y" * 2001})
    assert again.status_code == 422
    assert "y" * 2001 in again.content.decode()


def test_what_waits_for_another_login_is_not_written(client, address, desk):
    other = secretariat_user()
    assert send(client, address, other, [row("Bukan milik saya")], reader=desk.pk).status_code == 409
    assert not NoteWords.objects.filter(text="Bukan milik saya").exists()
    assert send(client, address, other, [row("Milik saya")]).status_code == 200


def test_ended_session_is_told_by_a_number(client, address):
    answer = client.post(address, {"reader": "1", "lines": "[]"}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 401
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("lines", ["", "{}", "[1]", "[{}]", '[{"token": 1}]', "[" * 5000, '[{"replaces": {"a": 1}}]'])
def test_hostile_lines_are_no_fault(client, address, desk, lines):
    client.force_login(desk)
    answer = client.post(address, {"reader": desk.pk, "lines": lines}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 200
    assert answer.json()["saved"] == []


def test_notes_become_minutes_that_open_in_the_editor(client, meeting, address, desk, bi):
    client.force_login(member_of(bi))
    assert client.post(address + "jadikan-notula/").status_code == 403
    client.force_login(desk)
    answer = client.post(address + "jadikan-notula/")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[MinutesPage.objects.get().pk])
