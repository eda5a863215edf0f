"""The room on phones, the projector, the desk: by plain forms, for whoever may, and never more than is theirs."""

import datetime

import pytest
from django.utils import timezone

from forum.models import Question, QuestionSupport, Speech
from forum.reading.sitting import room_of
from forum.services import sitting
from forum.views.sitting import taking_part
from tests.clients import as_
from tests.factories import OrganisationFactory, meeting_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(secretariat):
    meeting = meeting_page(starts_at=timezone.now(), agenda=["Pembukaan", "Pembahasan"])
    sitting.open_speaking_list(meeting, by=secretariat)
    sitting.open_questions(meeting, by=secretariat)
    return meeting


def at(meeting, place):
    return f"/rapat/{meeting.pk}/{place}"


def test_citizen_asks_and_supports_by_plain_forms(meeting, secretariat, client):
    answer = client.post(at(meeting, "ruang/tanya/"), {"text": "Kapan selesai?", "name": "Siti"}, follow=True)
    assert answer.status_code == 200
    assert "Kapan selesai?" not in answer.content.decode()
    asked = Question.objects.get()
    sitting.show_question(asked, by=secretariat)
    for supports in (1, 0, 1):
        answer = client.post(at(meeting, "ruang/dukung/"), {"question": asked.pk}, follow=True)
        assert room_of(meeting).on_top.support == supports
    page = answer.content.decode()
    assert 'aria-pressed="true"' in page
    assert as_().post(at(meeting, "ruang/dukung/"), {"question": asked.pk}).status_code == 302
    assert QuestionSupport.objects.count() == 2


def test_what_was_typed_stays_when_it_is_refused_and_a_program_gets_the_same_answer(meeting, client):
    answer = client.post(at(meeting, "ruang/tanya/"), {"text": "a" * 301, "name": "Siti"})
    assert (answer.status_code, "a" * 301 in answer.content.decode()) == (422, True)
    answer = client.post(at(meeting, "ruang/tanya/"), {"text": "Beli!", "website": "x"})
    assert (answer.status_code, Question.objects.count()) == (302, 0)


def test_one_address_asks_and_supports_only_so_often(meeting, secretariat, client, monkeypatch):
    monkeypatch.setattr(taking_part, "QUESTIONS_PER_HOUR", 1)
    monkeypatch.setattr(taking_part, "VISITORS_PER_HOUR", 1)
    answers = [client.post(at(meeting, "ruang/tanya/"), {"text": "Kapan?"}).status_code for _ in range(2)]
    assert answers == [302, 429]
    asked = sitting.show_question(Question.objects.get(), by=secretariat)
    # Without its cookie a browser is a new visitor each time.
    fetched = {"headers": {"X-Requested-With": "fetch"}}
    answers = [as_().post(at(meeting, "ruang/dukung/"), {"question": asked.pk}, **fetched) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 422]
    assert QuestionSupport.objects.count() == 1


def test_visitor_with_a_cookie_of_their_own_making_is_a_new_visitor(meeting, secretariat, bi, bi_member, client):
    asked = sitting.ask_question(meeting, text="Kapan?", organisation=bi, by=bi_member)
    client.cookies["pengunjung"] = "a" * 32
    client.post(at(meeting, "ruang/dukung/"), {"question": asked.pk})
    assert QuestionSupport.objects.get().visitor != "a" * 32


def test_member_asks_for_the_floor_and_leaves_without_a_script(meeting, bi, bi_member):
    client = as_(bi_member)
    page = client.post(at(meeting, "ruang/bicara/"), {"organisation": bi.pk}, follow=True).content.decode()
    speech = Speech.objects.get()
    assert f'data-speech="{speech.pk}"' in page
    client.post(at(meeting, "ruang/bicara/"), {"speech": speech.pk})
    assert room_of(meeting).waiting == []
    others = sitting.ask_for_floor(meeting, organisation=bi, by=bi_member)
    assert as_().post(at(meeting, "ruang/bicara/"), {"speech": others.pk}).status_code == 302
    assert room_of(meeting).waiting == [others]


def test_chair_leads_by_buttons_and_puts_organisations_on_the_list_by_their_first_letters(meeting, secretariat):
    OrganisationFactory(name="Badan Perencanaan", short_name="Bappeda")
    OrganisationFactory(name="Badan Kepegawaian", short_name="BKPP")
    client = as_(secretariat)
    for organisation, name, status in (
        ("Bappe", "", 302),
        ("Bad", "", 422),
        ("", "", 422),
        ("", "Ibu Siti", 302),
    ):
        data = {"act": "add", "organisation": organisation, "name": name}
        assert client.post(at(meeting, "meja/"), data).status_code == status
    assert {speech.label for speech in room_of(meeting).waiting} == {"Bappeda", "Ibu Siti"}
    client.post(at(meeting, "meja/"), {"act": "next"})
    answer = client.post(at(meeting, "meja/"), {"act": "call"}, headers={"X-Requested-With": "fetch"}).json()
    assert [frame["channel"] for frame in answer["frames"]] == ["secretariat"]
    answer = client.post(at(meeting, "meja/"), {"act": "rules", "takes_turns": "on", "limit_minutes": 5})
    assert (answer.status_code, room_of(meeting).limit_seconds) == (302, 300)
    for nonsense in ("fly", "item:x", "item:999999", "call:9999999999999999999"):
        assert client.post(at(meeting, "meja/"), {"act": nonsense}).status_code == 404
    screen = as_().get(at(meeting, "layar/")).content.decode()
    assert "Pembukaan" in screen
    assert "Bappeda" in screen
    assert "data-keys" not in screen


def test_what_was_missed_is_the_newest_state(meeting, secretariat, client):
    url = at(meeting, "ruang/peristiwa/")
    sitting.step(meeting, by=secretariat)
    answer = client.get(url, {"after": 0}).json()
    assert (answer["seq"], len(answer["frames"]), answer["frames"][0]["prev"]) == (3, 1, 0)
    assert client.get(url, {"after": 3}).json() == {"seq": 3, "frames": [], "reload": False}
    assert client.get(url, {"after": "x" * 30}).json()["seq"] == 3


def test_room_takes_as_many_queries_for_many_as_for_one(meeting, secretariat, bi, bi_member, queries_of):
    def fill(count):
        for number in range(count):
            sitting.add_speaker(meeting, name=f"Warga {number}", by=secretariat)
            sitting.add_speaker(meeting, organisation=bi, by=secretariat)
            sitting.ask_question(meeting, text=f"Tanya {number}?", organisation=bi, by=bi_member)

    fill(1)
    few = [queries_of(at(meeting, place)) for place in ("layar/", "ruang/")]
    fill(8)
    assert [queries_of(at(meeting, place)) for place in ("layar/", "ruang/")] == few


def test_meeting_page_leads_into_the_room_on_its_day_only(meeting, client):
    other = meeting_page(slug="lain", starts_at=timezone.now() + datetime.timedelta(days=2))
    assert at(meeting, "ruang/") in client.get(meeting.url).content.decode()
    assert at(other, "ruang/") not in client.get(other.url).content.decode()
