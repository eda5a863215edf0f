"""The guest book: whoever is expected by one tap, anybody else by one line, all without a script."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from forum import services
from forum.models import Presence, SignedSheet
from forum.reading.attendance import codes
from forum.services.attendance.recording import Arrival
from tests.factories import RegistrationFactory, invitation_page, meeting_page, member_of
from tests.forum.documents.readers import words

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def meeting(bi, kpi):
    now = timezone.now()
    meeting = meeting_page(starts_at=now - HOUR / 2, ends_at=now + HOUR, first_published_at=now)
    invitation_page(parent=meeting, to=[bi, kpi])
    return meeting


@pytest.fixture
def registration(meeting):
    letter = meeting.get_children().get().specific
    return RegistrationFactory(
        invitation=letter, name="Siti Aminah", from_organisation="Desa Ngasem", needs="Kursi roda"
    )


@pytest.fixture
def desk(reader, secretariat):
    reader.force_login(secretariat)
    return reader


def door(meeting, **query):
    return reverse("forum_door", args=[meeting.pk], query=query)


def record(desk, meeting, **data):
    return desk.post(reverse("forum_door_record", args=[meeting.pk]), data, follow=True)


def test_code_that_a_phone_opens_leads_to_one_tap_which_records_once(desk, meeting, registration):
    RegistrationFactory(invitation=registration.invitation, name="Orang lain")
    url = reverse("forum:door-code", args=[meeting.pk, codes.code_of_registration(registration)])
    page = desk.get(url, follow=True)
    assert [guest.name for guest in page.context["waiting"]] == ["Siti Aminah"]
    assert not Presence.objects.exists()
    tap = {"who": page.context["waiting"][0].value, "way": page.context["way"]}
    assert "Siti Aminah, Desa Ngasem is here." in record(desk, meeting, **tap).content.decode()
    assert "was already recorded" in record(desk, meeting, **tap).content.decode()
    assert Presence.objects.get().way == "qr"


def test_name_or_organisation_finds_who_is_expected_and_who_is_there(desk, meeting, registration, bi):
    member = member_of(bi)
    services.check_in(meeting, [Arrival(name="Budi")], way="desk", by=desk.get(door(meeting)).wsgi_request.user)
    found = {
        words: [guest.name for guest in desk.get(door(meeting, q=words)).context["waiting"]]
        for words in ("aminah siti", "institute", "ngasem", "budi")
    }
    assert found == {
        "aminah siti": ["Siti Aminah"],
        "institute": [member.person.name],
        "ngasem": ["Siti Aminah"],
        "budi": [],
    }
    assert [one.name for one in desk.get(door(meeting, q="budi")).context["presences"]] == ["Budi"]


def test_line_takes_an_organisation_by_its_short_name_and_any_other_place_as_typed(desk, meeting, bi):
    record(desk, meeting, name="Sari", place="bi", position="Staf", no_photo="on")
    record(desk, meeting, name="Tono", place="Karang Taruna Ngasem")
    sari, tono = Presence.objects.order_by("pk")
    assert (sari.organisation, sari.position, sari.no_photo, sari.way) == (bi, "Staf", True, "desk")
    assert (tono.organisation, tono.from_organisation) == (None, "Karang Taruna Ngasem")
    assert "1 person does not want to be photographed" in desk.get(door(meeting)).content.decode()


def test_line_that_is_refused_keeps_what_was_typed_and_a_namesake_is_asked_about(desk, meeting):
    page = record(desk, meeting, name="", place="Desa Ngasem")
    assert page.status_code == 422
    assert 'value="Desa Ngasem"' in page.content.decode()
    record(desk, meeting, name="Siti", place="Desa Ngasem")
    page = record(desk, meeting, name="Siti", place="Desa Ngasem")
    assert page.status_code == 422
    assert 'value="Siti"' in page.content.decode()
    record(desk, meeting, name="Siti", place="Desa Ngasem", is_another="on")
    assert Presence.objects.count() == 2


def test_needs_and_numbers_stand_at_the_desk(desk, meeting, registration, bi):
    record(desk, meeting, who=f"registration:{registration.pk}")
    text = desk.get(door(meeting)).content.decode()
    assert "Kursi roda" in text
    assert "1 person is here" in text
    assert "Not here yet: the sector" in text


def test_mistake_is_undone_at_the_desk_and_who_came_for_two_is_added(desk, meeting, bi, kpi):
    record(desk, meeting, name="Sari", place="BI")
    presence = Presence.objects.get()
    url = reverse("forum_door_capacity", args=[meeting.pk, presence.pk])
    assert "Say for which organisation" in desk.post(url, {"place": ""}, follow=True).content.decode()
    desk.post(url, {"place": "KPI"})
    assert desk.get(door(meeting)).context["turnout"].people == 1
    desk.post(reverse("forum_door_withdraw", args=[meeting.pk, presence.pk]), {"reason": "Salah catat."})
    assert desk.get(door(meeting)).context["turnout"].people == 0
    assert Presence.objects.filter(withdrawal_reason="Salah catat.").count() == 2


def test_guest_book_costs_the_same_for_many_as_for_few(desk, meeting, registration, secretariat, queries_of):
    few = queries_of(door(meeting))
    for number in range(5):
        RegistrationFactory(invitation=registration.invitation)
        services.check_in(meeting, [Arrival(name=f"Orang {number}")], way="desk", by=secretariat)
    assert queries_of(door(meeting)) == few


# --- the sheet


def url(name, meeting, *keys):
    return reverse(f"forum_sheet{name}", args=[meeting.pk, *keys])


def test_sheet_lists_who_is_expected_then_empty_lines_as_page_and_as_paper(desk, meeting, registration, bi):
    member_of(bi)
    page = desk.get(url("", meeting))
    bodies = [line.body for line in page.context["lines"]]
    assert bodies[:3] == [bi.name, "Koalisi Perempuan Indonesia", "Desa Ngasem"]
    assert len(bodies) == 3 + 15
    text = " ".join(words(desk.get(url("_file", meeting, "docx")).content, "docx"))
    assert "DAFTAR HADIR" in text
    assert "Siti Aminah" in text
    assert desk.get(url("_file", meeting, "exe")).status_code == 404


def test_signed_sheet_is_typed_in_at_once_and_nobody_is_counted_twice(desk, meeting, registration, bi):
    record(desk, meeting, name="Tono", place="BI")
    typed = {"who": [f"registration:{registration.pk}"], "lines": "3"}
    typed |= {"1-name": "Sari", "1-place": "BI", "1-position": "Staf", "3-name": "tono", "3-place": "bi"}
    page = desk.post(url("_typing", meeting), typed, follow=True)
    assert "2 people are recorded." in page.content.decode()
    assert "Already recorded before: Tono, BI" in page.content.decode()
    assert sorted(Presence.objects.values_list("name", "way")) == [
        ("Sari", "paper"),
        ("Siti Aminah", "paper"),
        ("Tono", "desk"),
    ]


def test_nothing_typed_is_lost_when_a_line_is_refused_or_more_lines_are_wanted(desk, meeting, registration):
    typed = {"who": [f"registration:{registration.pk}"], "lines": "10", "1-name": "Sari", "2-place": "Desa Ngasem"}
    for more in ({}, {"more": ""}):
        page = desk.post(url("_typing", meeting), {**typed, **more})
        text = page.content.decode()
        assert page.status_code == (200 if more else 422)
        assert 'value="Sari"' in text
        assert 'value="Desa Ngasem"' in text
        assert page.context["ticked"] == typed["who"]
        assert len(page.context["lines"]) == (20 if more else 10)
    assert not Presence.objects.exists()


def test_scan_is_known_by_its_content_kept_once_and_deleted(desk, meeting, settings, tmp_path, bi_member, committed):
    def upload(name, content):
        return desk.post(url("_keep", meeting), {"file": SimpleUploadedFile(name, content)}, follow=True)

    assert "This is no PDF" in upload("daftar.pdf", b"MZ").content.decode()
    assert not SignedSheet.objects.exists()
    for name in ("daftar.exe", "sekali-lagi.pdf"):
        upload(name, b"%PDF-1.7 tanda tangan")
    sheet = SignedSheet.objects.get()
    answer = desk.get(url("_scan", meeting, sheet.pk))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 tanda tangan"
    assert answer["Content-Disposition"].startswith("attachment")
    store, name = sheet.file.storage, sheet.file.name
    with committed():
        desk.post(url("_remove", meeting, sheet.pk))
    assert not store.exists(name)
    assert desk.get(url("_scan", meeting, sheet.pk)).status_code == 404
    desk.force_login(bi_member)
    assert desk.get(url("_typing", meeting)).status_code == 302
