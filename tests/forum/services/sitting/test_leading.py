"""The chair walks along the agenda and leads the speaking list; the record tells openings and closings, no more."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from forum.events import sittings as events
from forum.models import LedgerEntry, Sitting, Speech, Stage
from forum.models.meetings.agenda import SUB
from forum.reading.attendance.codes import room_url
from forum.reading.sitting import room_of, speakers_of
from forum.services import sitting
from tests.clients import as_
from tests.factories import OrganisationFactory, PostFactory, SectorFactory, meeting_page, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return meeting_page(starts_at=timezone.now(), agenda=["Pembukaan", "Pembahasan", "Penutup"])


@pytest.fixture
def office(db):
    return OrganisationFactory(name="Bappeda", sector=SectorFactory(slug="opd"))


def verbs():
    return list(LedgerEntry.objects.order_by("seq").values_list("verb", flat=True))


def current(meeting):
    item = room_of(meeting).current
    return item.text if item else None


def labels(meeting):
    return [speech.label for speech in room_of(meeting).waiting]


def test_items_bear_the_numbers_of_the_page_and_the_letter(meeting):
    meeting.agenda_items.filter(text="Penutup").update(level=SUB)
    assert [(item.number, item.text) for item in room_of(meeting).items] == [
        ("1", "Pembukaan"),
        ("2", "Pembahasan"),
        ("2.1", "Penutup"),
    ]


def test_agenda_is_walked_forth_and_back_and_leaves_the_time_of_each_item_but_no_entry(meeting, secretariat):
    walked = []
    for back in (False, False, True, False, False, False, True):
        sitting.step(meeting, by=secretariat, back=back)
        walked.append(current(meeting))
    assert walked == ["Pembukaan", "Pembahasan", "Pembukaan", "Pembahasan", "Penutup", None, "Penutup"]
    began = timezone.now() - datetime.timedelta(minutes=5)
    Stage.objects.filter(item__text="Pembukaan").update(began_at=began, ended_at=began + datetime.timedelta(minutes=1))
    assert next(item.seconds for item in room_of(meeting).items) == 120
    assert verbs() == []


def test_item_that_the_meeting_is_at_goes_on_when_it_is_chosen_again(meeting, secretariat):
    for _ in range(2):
        sitting.go_to_item(meeting, item=meeting.agenda_items.get(text="Pembahasan"), by=secretariat)
    assert Stage.objects.count() == 1
    assert [item.text for item in room_of(meeting).coming] == ["Penutup"]


def test_only_the_secretariat_leads_and_only_on_the_day(meeting, secretariat, bi, bi_member):
    other_day = meeting_page(slug="lain", starts_at=timezone.now() + datetime.timedelta(days=2))
    for refused, by in ((meeting, bi_member), (other_day, secretariat)):
        for act in (sitting.step, sitting.open_speaking_list, sitting.open_questions, sitting.stop_speaker):
            with pytest.raises(PermissionDenied):
                act(refused, by=by)
        with pytest.raises(PermissionDenied):
            sitting.add_speaker(refused, name="Ibu Siti", by=by)
    assert sitting.step(meeting, by=secretariat).revision == 1


def test_members_ask_for_the_floor_for_their_organisation_once_and_leave(meeting, secretariat, bi, bi_member, kpi):
    with pytest.raises(ValidationError) as closed:
        sitting.ask_for_floor(meeting, organisation=bi, by=bi_member)
    assert closed.value.code == "closed"
    sitting.open_speaking_list(meeting, by=secretariat)
    with pytest.raises(PermissionDenied):
        sitting.ask_for_floor(meeting, organisation=kpi, by=bi_member)
    speech = sitting.ask_for_floor(meeting, organisation=bi, by=bi_member)
    assert sitting.ask_for_floor(meeting, organisation=bi, by=bi_member) == speech
    assert labels(meeting) == ["BI"]
    with pytest.raises(PermissionDenied):
        sitting.leave_speaking_list(speech, by=member_of(kpi))
    sitting.leave_speaking_list(speech, by=bi_member)
    assert labels(meeting) == []


def test_sectors_take_turns_unless_the_chair_decides_otherwise(meeting, secretariat, bi, kpi, office):
    sitting.open_speaking_list(meeting, by=secretariat)
    for organisation, name in ((bi, ""), (kpi, ""), (office, ""), (None, "Ibu Siti")):
        sitting.add_speaker(meeting, organisation=organisation, name=name, by=secretariat)
    assert labels(meeting) == ["BI", "Bappeda", "Ibu Siti", "KPI"]
    sitting.call_speaker(meeting, by=secretariat)
    assert labels(meeting) == ["Bappeda", "Ibu Siti", "KPI"]
    sitting.set_speaking_rules(meeting, takes_turns=False, limit_minutes=2, by=secretariat)
    assert labels(meeting) == ["KPI", "Bappeda", "Ibu Siti"]
    with pytest.raises(ValidationError):
        sitting.set_speaking_rules(meeting, takes_turns=False, limit_minutes=0, by=secretariat)
    with pytest.raises(ValidationError):
        sitting.add_speaker(meeting, name=" – ", by=secretariat)


def test_one_has_the_floor_at_a_time_and_closing_sums_up_without_names(meeting, secretariat, bi, office):
    sitting.step(meeting, by=secretariat)
    sitting.open_speaking_list(meeting, by=secretariat)
    assert sitting.call_speaker(meeting, by=secretariat) is None
    for organisation, name in ((bi, ""), (None, "Ibu Siti"), (office, "")):
        sitting.add_speaker(meeting, organisation=organisation, name=name, by=secretariat)
    first = sitting.call_speaker(meeting, by=secretariat)
    earlier = timezone.now() - datetime.timedelta(seconds=90)
    Sitting.objects.update(speaking_opened_at=earlier)
    Speech.objects.filter(pk=first.pk).update(began_at=earlier)
    sitting.call_speaker(meeting, by=secretariat)
    assert room_of(meeting).speaking.label == "Ibu Siti"
    sitting.close_speaking_list(meeting, by=secretariat)
    sitting.close_speaking_list(meeting, by=secretariat)
    entry = LedgerEntry.objects.get(verb=events.SPEAKING_CLOSED)
    assert entry.data == {"speeches": 2, "seconds": {"ngo": 90, "public": 0}}
    assert "Siti" not in entry.sentence
    assert verbs() == [events.SPEAKING_OPENED, events.SPEAKING_CLOSED]
    spoken = speakers_of(meeting)
    assert [(one.name, one.organisation, one.seconds) for one in spoken] == [("BI", bi.pk, 90), ("Ibu Siti", None, 0)]
    assert {one.item for one in spoken} == {meeting.agenda_items.first().pk}
    assert labels(meeting) == []


def test_lists_left_open_are_closed_the_day_after_and_names_go_a_year_later(meeting, secretariat):
    sitting.open_speaking_list(meeting, by=secretariat)
    sitting.add_speaker(meeting, name="Ibu Siti", by=secretariat)
    sitting.call_speaker(meeting, by=secretariat)
    sitting.open_questions(meeting, by=secretariat)
    assert (sitting.end_sittings(), sitting.forget_sittings()) == (
        "0 rooms closed",
        "0 names of meetings forgotten",
    )
    for days, closed, forgotten in ((1, 1, 0), (366, 0, 1), (366, 0, 0)):
        type(meeting).objects.update(starts_at=timezone.now() - datetime.timedelta(days=days))
        assert sitting.end_sittings() == f"{closed} rooms closed"
        assert sitting.forget_sittings() == f"{forgotten} names of meetings forgotten"
    assert [one.name for one in speakers_of(meeting)] == ["–"]


def test_projector_shows_the_way_to_check_in_to_whoever_leads_and_to_nobody_at_home(meeting, secretariat, bi_member):
    page = reverse("forum:sitting-screen", args=[meeting.pk])
    way = room_url(meeting).rpartition("/hadir/")[2]  # the line may be broken before it, never inside
    assert [way in as_(who).get(page).content.decode() for who in (secretariat, bi_member, None)] == [
        True,
        False,
        False,
    ]
    meeting.starts_at += datetime.timedelta(hours=2)  # the door opens an hour before
    meeting.save()
    assert way not in as_(secretariat).get(page).content.decode()


def test_who_holds_the_office_that_leads_the_meeting_leads_it_and_no_other(meeting, bi):
    chair = member_of(bi)
    other = meeting_page(starts_at=timezone.now(), slug="lain", agenda=["Pembukaan"])
    desk = reverse("forum:sitting-desk", args=[meeting.pk])
    assert as_(chair).get(desk).status_code == 403
    meeting.chair = chair.person.memberships.get().post or PostFactory(organisation=bi)
    meeting.save()
    chair.person.memberships.update(post=meeting.chair)
    assert as_(chair).get(desk).status_code == 200
    assert as_(chair).post(desk, {"act": "next"}).status_code == 302
    assert current(meeting) == "Pembukaan"
    assert as_(chair).get(reverse("forum:sitting-desk", args=[other.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        sitting.step(other, by=chair)
    chair.person.memberships.update(end_date=timezone.localdate() - datetime.timedelta(days=1))
    assert as_(chair).get(desk).status_code == 403
