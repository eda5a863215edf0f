"""Anybody asks; what comes from the public is looked at first, what is hidden nobody else reads, one supports once."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from forum import ledger
from forum.events import sittings as events
from forum.models import AskedQuestions, LedgerEntry, Question
from forum.reading.sitting import frame_of, room_of
from forum.services import sitting
from tests.factories import meeting_page

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def meeting(secretariat):
    meeting = meeting_page(starts_at=timezone.now())
    sitting.open_questions(meeting, by=secretariat)
    return meeting


def shown(meeting):
    return [question.text for question in room_of(meeting).questions]


def test_question_of_a_member_is_shown_at_once_that_of_the_public_after_the_check(
    meeting, secretariat, bi, kpi, bi_member
):
    sitting.ask_question(meeting, text="Dari BI?", organisation=bi, by=bi_member)
    asked = sitting.ask_question(meeting, text="Dari warga?", name="Siti", by=NOBODY)
    assert shown(meeting) == ["Dari BI?"]
    assert "Dari warga?" not in str(frame_of(meeting, "public"))
    assert "Dari warga?" in str(frame_of(meeting, "secretariat"))
    with pytest.raises(PermissionDenied):
        sitting.show_question(asked, by=bi_member)
    sitting.show_question(asked, by=secretariat)
    assert shown(meeting) == ["Dari BI?", "Dari warga?"]
    with pytest.raises(PermissionDenied):
        sitting.ask_question(meeting, text="Atas nama lain?", organisation=kpi, by=bi_member)
    with pytest.raises(ValidationError):
        sitting.ask_question(meeting, text="x" * 301, by=NOBODY)


def test_nothing_is_asked_or_supported_when_no_questions_are_taken_or_on_another_day(
    meeting, secretariat, bi, bi_member
):
    asked = sitting.ask_question(meeting, text="Kapan?", organisation=bi, by=bi_member)
    sitting.close_questions(meeting, by=secretariat)
    with pytest.raises(ValidationError):
        sitting.ask_question(meeting, text="Terlambat?", by=NOBODY)
    with pytest.raises(ValidationError):
        sitting.toggle_support(asked, by=NOBODY, visitor="a")
    other = meeting_page(slug="lain", starts_at=timezone.now() + datetime.timedelta(days=2))
    with pytest.raises(PermissionDenied):
        sitting.ask_question(other, text="Terlalu awal?", by=NOBODY)


def test_each_login_and_each_visitor_supports_once_and_the_most_supported_is_on_top(meeting, bi, bi_member, kpi_member):
    first, second = (
        sitting.ask_question(meeting, text=text, organisation=bi, by=bi_member) for text in ("Satu?", "Dua?")
    )
    for who in ({"by": NOBODY, "visitor": "a"}, {"by": NOBODY, "visitor": "b"}, {"by": kpi_member}):
        assert sitting.toggle_support(second, **who)
    assert [(one.text, one.support) for one in room_of(meeting).questions] == [("Dua?", 3), ("Satu?", 0)]
    assert not sitting.toggle_support(second, by=kpi_member)
    assert not sitting.toggle_support(second, by=NOBODY, visitor="a")
    assert room_of(meeting).on_top.support == 1
    with pytest.raises(PermissionDenied):
        sitting.toggle_support(first, by=NOBODY)


def test_one_question_is_being_answered_at_a_time(meeting, secretariat, bi, bi_member):
    first, second = (
        sitting.ask_question(meeting, text=text, organisation=bi, by=bi_member) for text in ("Satu?", "Dua?")
    )
    unchecked = sitting.ask_question(meeting, text="Tiga?", by=NOBODY)
    for question in (second, first):
        sitting.mark_question(question, state="answering", by=secretariat)
    states = dict(Question.objects.values_list("text", "state"))
    assert states == {"Satu?": "answering", "Dua?": "answered", "Tiga?": "waiting"}
    for question, state in ((unchecked, "answering"), (first, "hidden")):
        with pytest.raises(ValidationError):
            sitting.mark_question(question, state=state, by=secretariat)
    with pytest.raises(PermissionDenied):
        sitting.mark_question(first, state="answered", by=bi_member)


def test_what_was_shown_stays_with_the_page_and_what_is_hidden_later_goes_from_it(
    meeting, secretariat, bi, bi_member, client
):
    asked = sitting.ask_question(meeting, text="Kapan selesai?", organisation=bi, by=bi_member)
    bad = sitting.ask_question(meeting, text="Kata buruk", organisation=bi, by=bi_member)
    never = sitting.ask_question(meeting, text="Tak pernah tampil", by=NOBODY)
    sitting.mark_question(asked, state="minutes", by=secretariat)
    sitting.close_questions(meeting, by=secretariat)
    entry = LedgerEntry.objects.get(verb=events.QUESTIONS_CLOSED)
    assert entry.data == {"asked": 2, "answered": 1}
    content = [["Kata buruk", "BI", "open", 0], ["Kapan selesai?", "BI", "minutes", 0]]
    assert entry.content in {ledger.digest_of(content), ledger.digest_of(content[::-1])}
    sitting.hide_question(bad, by=secretariat)
    sitting.hide_question(never, by=secretariat)
    page = client.get(meeting.url).content.decode()
    assert "Kapan selesai?" in page
    assert "Kata buruk" not in page
    assert "Tak pernah tampil" not in page
    hidden = LedgerEntry.objects.filter(verb__startswith="question.").order_by("seq")
    told = [(entry.verb, entry.audience) for entry in hidden]
    assert told == [(events.QUESTION_HIDDEN, "public"), (events.QUESTION_DECLINED, "secretariat")]
    sitting.show_question(bad, by=secretariat)
    assert "Kata buruk" in client.get(meeting.url).content.decode()


def test_a_year_later_citizens_have_no_name_and_members_keep_that_of_their_organisation(
    meeting, secretariat, bi, bi_member
):
    sitting.ask_question(meeting, text="Dari BI?", organisation=bi, by=bi_member)
    asked = sitting.ask_question(meeting, text="Dari warga?", name="Siti", by=NOBODY)
    sitting.show_question(asked, by=secretariat)
    sitting.ask_question(meeting, text="Tak dilihat", name="Budi", by=NOBODY)
    sitting.close_questions(meeting, by=secretariat)
    type(meeting).objects.update(starts_at=timezone.now() - datetime.timedelta(days=366))
    sitting.forget_sittings()
    assert [one["by"] for one in AskedQuestions.objects.get().asked] == ["BI", ""]
    assert set(Question.objects.values_list("text", "name")) == {("Dari BI?", ""), ("Dari warga?", "")}
