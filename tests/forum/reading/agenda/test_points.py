"""An agenda with sub-items, lengths and presenters on each way that it is read: page, letter, mail, calendar."""

import datetime

import pytest
from django.utils import timezone

from forum.documents.invitations import calendar
from forum.documents.invitations.letter import build_letter
from forum.models import AgendaItem, ShownMeeting
from forum.models.invitations import shown
from forum.reading.agenda import agenda_of, length_of
from forum.reading.invitations.letter import letter_of
from tests.factories import OrganisationFactory, invitation_page, meeting_page

pytestmark = pytest.mark.django_db
START = datetime.datetime(2030, 5, 7, 9, tzinfo=timezone.get_default_timezone())
ITEMS = [
    ("Pembukaan", 1, 10),
    ("Paparan", 1, None),
    ("Dinas Kominfo", 2, 30),
    ("Tanya jawab", 2, 20),
    ("Penutup", 1, 5),
]
HOURS = ["09.00–09.10", "09.10–10.00", "09.10–09.40", "09.40–10.00", "10.00–10.05"]


def timed(hours=1, **fields):
    """A meeting of so many hours with the agenda above, which takes 65 minutes."""
    items = [AgendaItem(text=text, level=level, minutes=minutes) for text, level, minutes in ITEMS]
    meeting = meeting_page(starts_at=START, ends_at=START + datetime.timedelta(hours=hours), **fields)
    for order, item in enumerate(items):
        item.meeting, item.sort_order = meeting, order
        item.save()
    return meeting


def test_agenda_is_numbered_and_timed_and_says_how_much_too_long_it_is(client):
    meeting = timed(hours=1)
    points = agenda_of(meeting)
    assert [one.label for one in points] == ["1.", "2.", "2.1", "2.2", "3."]
    assert [one.hours for one in points] == HOURS
    assert length_of(meeting) == "1 jam 5 menit, melebihi rencana 5 menit"
    assert length_of(timed(hours=2, slug="panjang")) == "1 jam 5 menit"
    assert length_of(meeting_page(agenda=["Evaluasi"], slug="tanpa")) == ""
    page = client.get(meeting.url).content.decode()
    for words in ("melebihi rencana 5 menit", "09.40–10.00", 'id="acara-2.1"'):
        assert words in page


def test_presenter_kind_and_note_stand_beside_the_item(client):
    host = OrganisationFactory(name="Dinas Komunikasi dan Informatika", short_name="Dinas Kominfo")
    meeting = meeting_page(host=host)
    about = {"organisation": host, "presenter": "Andi, Kepala Bidang", "kind": "decision", "note": "Bahan menyusul."}
    AgendaItem.objects.create(meeting=meeting, text="Jadwal", **about)
    page = client.get(meeting.url).content.decode()
    for words in ("Andi, Kepala Bidang (Dinas Kominfo)", "keputusan", "Bahan menyusul."):
        assert words in page


def test_letter_mail_and_calendar_tell_numbers_and_times():
    meeting = timed()
    invitation = invitation_page(parent=meeting)
    [facts] = [block for block in build_letter(invitation, with_meeting=True).blocks if hasattr(block, "rows")]
    items = facts.rows[-1].items
    assert [(one.number, one.text) for one in items][:2] == [
        ("1.", "Pembukaan (09.00–09.10)"),
        ("2.", "Paparan (09.10–10.00)"),
    ]
    assert [one.number for one in items[1].items] == ["2.1", "2.2"]
    assert [one.words for one in letter_of(invitation, with_meeting=True)["agenda"]][-1] == "Penutup (10.00–10.05)"
    description = calendar.of_meeting(meeting).decode().replace("\r\n ", "")
    assert r"2. Paparan (09.10–10.00)\n2.1 Dinas Kominfo (09.10–09.40)\n" in description


def test_plain_agenda_is_frozen_as_before_and_a_published_letter_keeps_its_outline():
    plain = ShownMeeting.of(meeting_page(agenda=["Evaluasi", "Lain-lain"]))
    assert plain.outline == []
    assert [(one.label, one.words) for one in plain.points] == [("1.", "Evaluasi"), ("2.", "Lain-lain")]
    meeting = timed(slug="berjam")
    frozen = shown.freeze(invitation_page(parent=meeting))
    assert [one.hours for one in shown.thaw(frozen).meeting.points] == HOURS
    without = {**frozen["meeting"], "outline": []}
    assert ShownMeeting(**without).differences(ShownMeeting.of(meeting)) == ["acara"]


@pytest.mark.parametrize(
    ("typed", "announced"),
    [
        ("Andi Wijaya, Kepala Bidang", "Andi Wijaya, Kepala Bidang (Kominfo)"),
        ("Andi, andi.w@contoh.go.id", "Andi (Kominfo)"),
        ("Andi (0812-3456-7890)", "Andi (Kominfo)"),
        ("Andi, NIP 19800101 200501 1 001", "Andi (Kominfo)"),
        ("Ketua 2024-2029", "Ketua 2024-2029 (Kominfo)"),
        ("andi@contoh.go.id", "Kominfo"),
    ],
)
def test_letter_and_calendar_name_the_presenter_of_an_item_without_any_address(db, typed, announced):
    meeting = meeting_page()
    office = OrganisationFactory(short_name="Kominfo")
    meeting.agenda_items.set([AgendaItem(text="Paparan", presenter=typed, organisation=office)])
    meeting.save()
    invitation = invitation_page(parent=meeting)
    assert f"Paparan – {announced}" in [point.words for point in shown.shown_letter(invitation).meeting.points]
    event = calendar.of_invitation(invitation).decode().replace("\r\n ", "").replace("\\,", ",")
    assert f"1. Paparan – {announced}" in event
