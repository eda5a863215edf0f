"""The trail says what happened: from when to when, to what, and why; entries of before keep their sentence."""

import datetime

import pytest
from django.utils import timezone, translation

from forum import services
from forum.events import EVENTS, sentence_of
from forum.models import LedgerEntry, MeetingPage
from tests.factories import invitation_page, meeting_page, secretariat_user


@pytest.fixture(autouse=True)
def _indonesian():
    with translation.override("id"):
        yield


def at(*parts):
    return datetime.datetime(*parts, tzinfo=timezone.get_default_timezone())


def told(verb="meeting.changed", **changed):
    plain = {
        name: [one.isoformat() if isinstance(one, datetime.datetime) else one for one in pair]
        for name, pair in changed.items()
    }
    return sentence_of(verb, {"title": "Rapat", "changed": plain})


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"starts_at": [at(2026, 1, 12, 9), at(2026, 1, 14, 9)]},
            "memindahkan rapat dari 12 ke 14 Januari 2026",
        ),
        (
            {"starts_at": [at(2025, 12, 30, 9), at(2026, 1, 14, 9)]},
            "memindahkan rapat dari 30 Desember 2025 ke 14 Januari 2026",
        ),
        (
            {"starts_at": [at(2026, 1, 12, 9), at(2026, 1, 12, 13, 30)]},
            "memindahkan rapat 12 Januari 2026 dari pukul 09.00 ke 13.30",
        ),
        ({"status": ["scheduled", "cancelled"]}, "membatalkan rapat"),
        ({"status": ["scheduled", "postponed"]}, "menunda rapat"),
        (
            {"room": ["Aula", "Ruang 3"], "title": ["Rapat", "Rapat besar"]},
            "memindahkan rapat dari “Aula” ke “Ruang 3”; mengubah judul dari “Rapat” menjadi “Rapat besar”",
        ),
    ],
)
def test_a_change_of_a_meeting_is_told_in_words(changed, sentence):
    assert told(**changed) == sentence


@pytest.mark.parametrize(
    "data", [{"title": "Rapat"}, {"title": "50 %", "changed": {}}, {"changed": {"agenda": [1, 2]}}]
)
def test_entry_of_before_keeps_its_sentence(data):
    assert sentence_of("meeting.changed", data) == str(EVENTS["meeting.changed"].sentence)


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        (["Dinas A", "Dinas B"], "menetapkan Dinas B sebagai sekretariat menggantikan Dinas A"),
        (["", "Dinas B"], "menetapkan Dinas B sebagai sekretariat"),
        (["Dinas A", ""], "tidak lagi menetapkan sekretariat"),
    ],
)
def test_the_secretariat_that_is_named_is_told(named, sentence):
    assert sentence_of("settings.changed", {"fields": ["secretariat_id"], "secretariat": named}) == sentence


def republished(page, *, by, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    return services.publish_page(page, by=by)


@pytest.mark.django_db
def test_history_of_a_meeting_says_that_it_was_moved_and_then_cancelled_and_why(client):
    by = secretariat_user()
    meeting = services.publish_page(meeting_page(starts_at=at(2030, 1, 12, 9)), by=by)
    republished(meeting, by=by, starts_at=at(2030, 1, 14, 9))
    republished(meeting, by=by, summary="Lebih jelas.")
    republished(meeting, by=by, status=MeetingPage.Status.CANCELLED, status_reason="Ruangan dipakai.")
    history = client.get(meeting.url).content.decode()
    for words in ("memindahkan rapat dari 12 ke 14 Januari 2030", "membatalkan rapat: Ruangan dipakai."):
        assert words in " ".join(history.split())
    data = [entry.data.get("changed", {}).keys() for entry in LedgerEntry.objects.filter(verb="meeting.changed")]
    assert list(map(set, data)) == [{"starts_at"}, {"summary"}, {"status"}]


@pytest.mark.django_db
def test_what_a_meeting_was_said_to_be_about_and_where_stays_readable(client):
    by = secretariat_user()
    meeting = services.publish_page(meeting_page(summary="Membahas\ntarif.", address="Jalan Mas 1"), by=by)
    republished(meeting, by=by, summary="Membahas hal lain.", address="Jalan Mas 2")
    history = " ".join(client.get(meeting.url).content.decode().split())
    assert "“Membahas tarif.”" in history
    assert "mengubah alamat dari “Jalan Mas 1” menjadi “Jalan Mas 2”" in history


@pytest.mark.django_db
def test_of_a_draft_nothing_is_told(client):
    by = secretariat_user()
    meeting = services.publish_page(meeting_page(summary="Membahas tarif."), by=by)
    meeting.summary = "Rahasia dulu."
    meeting.save_revision(user=by)
    assert "Rahasia dulu" not in client.get(meeting.url).content.decode()
    assert not LedgerEntry.objects.filter(verb="meeting.changed").exists()


@pytest.mark.django_db
def test_whoever_calls_a_meeting_off_says_why():
    meeting = meeting_page()
    form = MeetingPage.get_edit_handler().get_form_class()
    for reason, is_asked in (("\u200b", True), ("Ruangan dipakai.", False)):
        bound = form({"status": "cancelled", "status_reason": reason}, instance=meeting, for_user=secretariat_user())
        assert ("status_reason" in bound.errors) is is_asked


@pytest.mark.django_db
def test_an_invitation_that_is_opened_to_the_public_says_so():
    by = secretariat_user()
    letter = services.publish_page(invitation_page(is_open=False), by=by)
    republished(letter, by=by, is_open=True)
    assert LedgerEntry.objects.get(verb="invitation.changed").sentence == "membuka undangan untuk umum"
