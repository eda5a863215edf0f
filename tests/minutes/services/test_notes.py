"""Notes of a meeting: each line is kept, once; the minutes take each once, and what was edited there stays."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from forum import clock
from forum.models import AgendaItem, LedgerEntry, OutsideSystem
from forum.services import check_in
from forum.services.attendance.recording import Arrival
from minutes.models import ConfirmedAttendance, MeetingNotes, MinutesPage, NoteWords
from minutes.models.states import State
from minutes.reading.notes import board_of
from minutes.services import notes as services
from minutes.text.notes import Written
from tests.factories import OrganisationFactory, PostFactory, bring_to, meeting_page, member_of, secretariat_user
from tests.factories.minutes import minutes_page

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2018, 6, 28, 12, tzinfo=datetime.UTC)


def line(text, *, item="", row=None, over=()):
    token = uuid.uuid4()
    return Written(token, row or token, item, text, tuple(over))


@pytest.fixture
def desk():
    return secretariat_user()


@pytest.fixture
def bi():
    return OrganisationFactory(name="Bojonegoro Institute", short_name="BI")


@pytest.fixture
def meeting(bi):
    return meeting_page(starts_at=NOON, agenda=["Pembukaan", "Pembahasan"])


def write(meeting, *lines, by):
    return services.write_notes(meeting, list(lines), by=by)


def texts(meeting):
    return [[words.text for words in row.said] for row in board_of(meeting).rows if row.said]


def draft_of(meeting):
    return MinutesPage.objects.get(meeting=meeting).get_latest_revision_as_object()


def test_line_that_is_sent_twice_is_there_once(meeting, desk):
    one = line("Rapat dibuka")
    assert len(write(meeting, one, one, by=desk)) == 1
    assert write(meeting, one, by=desk) == []
    assert texts(meeting) == [["Rapat dibuka"]]
    assert MeetingNotes.objects.get().revision == 1


def test_late_words_stand_beside_those_that_came_first(meeting, desk):
    first = line("Data")
    write(meeting, first, by=desk)
    write(meeting, line("Data A", row=first.row, over=[first.token]), by=desk)
    write(meeting, line("Data B", row=first.row, over=[first.token]), by=secretariat_user())
    assert texts(meeting) == [["Data A", "Data B"]]
    assert NoteWords.objects.count() == 3


def test_member_writes_nothing(meeting, bi, desk):
    with pytest.raises(PermissionDenied):
        write(meeting, line("Rapat dibuka"), by=member_of(bi))
    assert not NoteWords.objects.exists()
    write(meeting, line("Rapat dibuka"), by=desk)
    assert texts(meeting) == [["Rapat dibuka"]]


def test_record_is_told_once_that_notes_are_taken_and_not_of_each_line(meeting, desk):
    for number in range(3):
        write(meeting, line(f"Baris {number}"), by=desk)
    assert list(LedgerEntry.objects.filter(verb__startswith="minutes.").values_list("verb", flat=True)) == [
        "minutes.notes_begun"
    ]


def test_notes_become_the_minutes_in_their_proper_places(meeting, desk, bi):
    opening, discussing = AgendaItem.objects.filter(meeting=meeting)
    check_in(meeting, [Arrival(name="Ani", organisation=bi)], way="desk", by=desk)
    lines = [
        "BI: setuju",
        "+ BI: perlu sosialisasi",
        "! Dibentuk tim",
        "- ketua BI",
        "@BI susun draf paling lambat 30 Mei",
    ]
    write(meeting, line("Rapat dibuka", item=opening.key), *(line(one, item=discussing.key) for one in lines), by=desk)
    taken = services.take_notes(meeting, by=desk)
    draft = draft_of(meeting)
    assert taken.added == 7
    assert [block.block_type for block in draft.discussion] == ["heading", "paragraph", "heading", "statement"]
    assert [str(draft.discussion[n].value) for n in (0, 2)] == ["1. Pembukaan", "2. Pembahasan"]
    assert draft.discussion[3].value["organisation"] == bi
    assert [(one.text, one.organisation) for one in draft.inputs.all()] == [("perlu sosialisasi", bi)]
    assert [one.text for one in draft.decisions.all()] == ["Dibentuk tim\na. ketua BI"]
    assert [(one.text, one.owner, one.due_date) for one in draft.action_items.all()] == [
        ("susun draf", bi, datetime.date(2019, 5, 30))
    ]
    assert [(one.organisation, one.people) for one in draft.attendance.all()] == [(bi, 1)]
    assert LedgerEntry.objects.filter(verb="minutes.notes_taken", data={"lines": 6}).count() == 1


def test_second_time_only_what_is_new_is_taken_and_edited_words_stay(meeting, desk):
    opening, discussing = AgendaItem.objects.filter(meeting=meeting)
    kept, edited, struck = line("+ satu"), line("+ dua"), line("+ tiga")
    talk = line("Rapat dibuka", item=opening.key)
    write(meeting, talk, kept, edited, struck, line("Lanjut", item=discussing.key), by=desk)
    services.take_notes(meeting, by=desk)
    again = services.take_notes(meeting, by=desk)
    assert (again.added, again.updated) == (0, 0)
    draft = draft_of(meeting)
    inputs = list(draft.inputs.all())
    inputs[1].text = "dua, diperbaiki"
    draft.inputs.set(inputs)
    draft.save_revision(user=desk)
    changes = [line("+ satu lebih", row=kept.row, over=[kept.token])]
    changes += [line("+ dua lebih", row=edited.row, over=[edited.token]), line("", row=struck.row, over=[struck.token])]
    write(meeting, *changes, line("Disusul", item=opening.key), by=desk)
    taken = services.take_notes(meeting, by=desk)
    draft = draft_of(meeting)
    assert [one.text for one in draft.inputs.all()] == ["satu lebih", "dua, diperbaiki", "dua lebih"]
    said = [str(block.value) for block in draft.discussion]
    assert said == ["1. Pembukaan", "<p>Rapat dibuka</p>", "<p>Disusul</p>", "2. Pembahasan", "<p>Lanjut</p>"]
    assert (taken.added, taken.updated) == (2, 2)


def test_follow_up_of_nobody_and_words_in_dispute_are_in_the_minutes_too(meeting, desk):
    first = line("Data")
    write(meeting, first, line("@Entah kirim surat"), by=desk)
    write(meeting, line("Data A", row=first.row, over=[first.token]), by=desk)
    write(meeting, line("Data B", row=first.row, over=[first.token]), by=desk)
    services.take_notes(meeting, by=desk)
    said = [str(block.value) for block in draft_of(meeting).discussion]
    assert said == ["<p>Data A</p>", "<p>Data B</p>", "<p>@Entah kirim surat</p>"]
    assert not draft_of(meeting).action_items.exists()


def test_several_behind_an_at_are_in_charge_together(meeting, desk, bi):
    kpi = OrganisationFactory(short_name="KPI")
    one = line("@BI dan @KPI susun draf")
    write(meeting, one, by=desk)
    services.take_notes(meeting, by=desk)
    (item,) = draft_of(meeting).action_items.all()
    assert (item.text, item.owners) == ("susun draf", [bi, kpi])
    write(meeting, line("@BI susun draf", row=one.row, over=[one.token]), by=desk)
    services.take_notes(meeting, by=desk)
    (item,) = draft_of(meeting).action_items.all()
    assert item.owners == [bi]


def test_minutes_that_were_begun_before_get_the_notes_and_approved_ones_refuse_them(meeting, desk, bi):
    minutes = minutes_page(meeting=meeting, present=[bi], inputs=["sudah ada"], by=desk)
    write(meeting, line("+ baru"), by=desk)
    services.take_notes(meeting, by=desk)
    assert [one.text for one in draft_of(meeting).inputs.all()] == ["sudah ada", "baru"]
    bring_to(minutes, State.APPROVED, by=desk)
    write(meeting, line("+ terlambat"), by=desk)
    with pytest.raises(ValidationError):
        services.take_notes(meeting, by=desk)


def test_member_makes_no_minutes_of_the_notes(meeting, bi, desk):
    write(meeting, line("Rapat dibuka"), by=desk)
    with pytest.raises(PermissionDenied):
        services.take_notes(meeting, by=member_of(bi))
    assert not MinutesPage.objects.exists()


def test_organisation_that_is_there_confirms_it_once_and_one_that_is_absent_is_refused(meeting, desk, bi):
    kpi = OrganisationFactory(short_name="KPI")
    check_in(meeting, [Arrival(name="Ani", organisation=bi)], way="desk", by=desk)
    with clock.moved_to(NOON):
        for _ in range(2):
            services.confirm_attendance(meeting, organisation=bi, by=member_of(bi))
        with pytest.raises(PermissionDenied):
            services.confirm_attendance(meeting, organisation=kpi, by=member_of(kpi))
    assert [(one.organisation, one.people) for one in ConfirmedAttendance.objects.all()] == [(bi, 1)]
    assert LedgerEntry.objects.filter(verb="minutes.attendance_confirmed").count() == 1


def test_notes_are_forgotten_a_year_after_the_meeting_and_not_before(meeting, desk):
    write(meeting, line("Rapat dibuka"), by=desk)
    with clock.moved_to(NOON + datetime.timedelta(days=364)):
        services.forget_notes()
        assert NoteWords.objects.exists()
    with clock.moved_to(NOON + datetime.timedelta(days=366)):
        services.forget_notes()
    assert not NoteWords.objects.exists()


def test_line_says_who_came_and_what_the_door_recorded_stays(meeting, desk, bi):
    kpi, idfos = OrganisationFactory(short_name="KPI"), OrganisationFactory(short_name="IDFoS")
    check_in(meeting, [Arrival(name="Ani", organisation=bi)], way="desk", by=desk)
    came = line("Hadir: BI 9, KPI 2 (Ketua), Entah")
    write(meeting, came, line("Izin: IDFoS (sakit)"), by=desk)
    services.take_notes(meeting, by=desk)

    def attendance():
        return [(one.organisation, one.status, one.people, one.capacity) for one in draft_of(meeting).attendance.all()]

    assert attendance() == [
        (bi, "present", 1, ""),
        (kpi, "present", 2, "Ketua"),
        (idfos, "excused", 0, "sakit"),
    ]
    assert "Entah" in str(draft_of(meeting).discussion[0].value)
    write(meeting, line("Hadir: KPI 3", row=came.row, over=[came.token]), by=desk)
    services.take_notes(meeting, by=desk)
    assert attendance() == [(bi, "present", 1, ""), (kpi, "present", 3, ""), (idfos, "excused", 0, "sakit")]


def test_minutes_begin_with_who_leads_the_meeting_and_who_wrote(meeting, desk, bi):
    chair = PostFactory(label="Asisten")
    meeting.chair = chair
    meeting.save()
    write(meeting, line("Dibuka"), by=desk)
    services.take_notes(meeting, by=desk)
    assert draft_of(meeting).chair == chair


def test_tracking_id_that_a_follow_up_names_becomes_a_link_until_somebody_edits_it(meeting, desk, bi):
    rule = {"signs": "digits", "shortest": 5, "longest": 10, "address": "https://lapor.contoh.go.id/"}
    OutsideSystem.objects.create(short_name="LAPOR!", name="SP4N-LAPOR!", **rule)
    first = line("@BI menindaklanjuti LAPOR! 1234567 paling lambat 30 Juli")
    write(meeting, first, line("+ Warga menyebut LAPOR! 7654321"), by=desk)
    services.take_notes(meeting, by=desk)
    assert links(meeting) == ["LAPOR! 1234567"]
    second = line("@BI menindaklanjuti LAPOR! 55555 paling lambat 30 Juli", row=first.row, over=[first.token])
    write(meeting, second, by=desk)
    services.take_notes(meeting, by=desk)
    assert links(meeting) == ["LAPOR! 55555"]
    draft = draft_of(meeting)
    [item] = draft.action_items.all()
    item.links = None
    draft.action_items.set([item])
    draft.save_revision(user=desk)
    third = line("@BI menindaklanjuti LAPOR! 66666 paling lambat 30 Juli", row=first.row, over=[second.token])
    write(meeting, third, by=desk)
    services.take_notes(meeting, by=desk)
    assert links(meeting) == []


def links(meeting):
    [item] = draft_of(meeting).action_items.all()
    return [link.words for link in item.outside_links]
