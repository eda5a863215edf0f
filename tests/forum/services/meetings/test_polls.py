"""A date is sought among those who are asked, and nobody else learns of it; what is chosen is told as any change."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from forum import events, services
from forum.models import CalendarEntry, DatePoll, LedgerEntry, MeetingPage, PollReply
from forum.reading.meetings.polls import table_of
from tests.clients import as_
from tests.factories import OrganisationFactory, RegistrationFactory, invitation_page, meeting_page, member_of

pytestmark = pytest.mark.django_db


def slots(*days):
    start = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    return [(at := start + datetime.timedelta(days=day), at + datetime.timedelta(hours=2)) for day in days]


def closing():
    return timezone.now() + datetime.timedelta(days=3)


@pytest.fixture
def meeting():
    return meeting_page(title="Rapat kerja", live=False)


@pytest.fixture
def poll(meeting, bi, kpi, secretariat):
    asked = {"organisations": [bi, kpi], "required": [kpi], "closes_at": closing()}
    return services.open_poll(meeting, slots=slots(10, 11, 12), by=secretariat, **asked)


def answered(poll, organisation, answers, by=None):
    keys = poll.slots.values_list("pk", flat=True)
    said = dict(zip(keys, answers.split(), strict=True))
    return services.answer_poll(poll, organisation=organisation, answers=said, by=by or member_of(organisation))


def best(poll):
    return [column.is_best for column in table_of(poll).columns]


def test_who_is_asked_gets_one_mail_that_leads_to_the_poll(meeting, bi, kpi, secretariat, committed):
    both = member_of(bi)
    kpi.email = "kpi@contoh.id"
    kpi.save()
    with committed():
        opened = {"organisations": [bi, kpi], "closes_at": closing(), "by": secretariat}
        poll = services.open_poll(meeting, slots=slots(10, 11), **opened)
    assert sorted(one.to[0] for one in mail.outbox) == sorted([both.email, "kpi@contoh.id"])
    assert reverse("forum:poll", args=[poll.pk]) in mail.outbox[0].body
    assert all(poll.polled.values_list("told_at", flat=True))


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        # the organisation that must be there last
        (["yes yes yes", "yes yes yes"], [True, False, False]),
        (["yes yes maybe", "no maybe yes"], [False, False, True]),
        (["no yes yes", "yes maybe no"], [True, False, False]),
        (["no yes maybe", "no no no"], [False, True, False]),
    ],
)
def test_the_best_date_first_loses_nobody_who_must_be_there_then_brings_the_most(poll, bi, kpi, answers, wanted):
    assert best(poll) == [False, False, False]
    answered(poll, bi, answers[0])
    answered(poll, kpi, answers[1])
    assert best(poll) == wanted


def test_an_answer_may_be_changed_until_the_end_and_the_first_stays_on_record(poll, bi, bi_member):
    answered(poll, bi, "yes yes no", bi_member)
    answered(poll, bi, "no no yes", bi_member)
    assert best(poll) == [False, False, True]
    assert PollReply.objects.count() == LedgerEntry.objects.filter(verb=events.POLL_ANSWERED).count() == 2
    DatePoll.objects.update(closes_at=timezone.now())
    with pytest.raises(ValidationError):
        answered(poll, bi, "yes yes yes", bi_member)


def test_nobody_answers_for_others_or_only_in_part(poll, bi, kpi, bi_member, secretariat):
    for by in (bi_member, secretariat):
        with pytest.raises(PermissionDenied):
            answered(poll, kpi, "yes yes yes", by)
    for said in ({}, {poll.slots.first().pk: "yes"}, dict.fromkeys(poll.slots.values_list("pk", flat=True), "ja")):
        with pytest.raises(ValidationError):
            services.answer_poll(poll, organisation=bi, answers=said, by=bi_member)


def test_the_choice_dates_a_draft_and_tells_nobody(poll, meeting, secretariat, committed):
    chosen = poll.slots.all()[1]
    with committed():
        services.choose_slot(poll, slot=chosen, by=secretariat)
    assert MeetingPage.objects.get().get_latest_revision_as_object().starts_at == chosen.starts_at
    assert MeetingPage.objects.get().starts_at == chosen.starts_at
    assert not MeetingPage.objects.get().live
    assert mail.outbox == []
    with pytest.raises(ValidationError):
        services.choose_slot(poll, slot=chosen, by=secretariat)


def test_the_choice_is_told_of_a_meeting_that_is_announced(bi, secretariat, committed, settings):
    settings.NOTICES_QUIET_MINUTES = 0
    meeting = services.publish_page(meeting_page(status=MeetingPage.Status.TENTATIVE, live=False), by=secretariat)
    RegistrationFactory(invitation=invitation_page(parent=meeting), email="warga@contoh.id")
    opened = {"organisations": [bi], "closes_at": closing(), "by": secretariat}
    poll = services.open_poll(meeting, slots=slots(10, 11), **opened)
    with committed():
        services.choose_slot(poll, slot=poll.slots.first(), by=secretariat)
    assert [one.to for one in mail.outbox] == [["warga@contoh.id"]]
    assert MeetingPage.objects.get().status == MeetingPage.Status.SCHEDULED
    assert CalendarEntry.objects.get().sequence == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"slots": slots(10)},
        {"slots": slots(*range(10, 21))},
        {"slots": slots(10, 10)},
        {"slots": slots(-1, 10)},
        {"slots": slots(1, 2)},  # before the answers are in
        {"organisations": []},
        {"closes_at": timezone.now()},
    ],
)
def test_what_makes_no_sense_is_not_asked(meeting, bi, secretariat, wrong):
    asked = {"slots": slots(10, 11), "organisations": [bi], "closes_at": closing(), **wrong}
    with pytest.raises(ValidationError):
        services.open_poll(meeting, by=secretariat, **asked)


def test_only_the_secretariat_asks_and_chooses_and_once_at_a_time(poll, meeting, bi, bi_member, secretariat):
    asked = {"slots": slots(10, 11), "organisations": [bi], "closes_at": closing()}
    for act in (
        lambda: services.open_poll(meeting, by=bi_member, **asked),
        lambda: services.choose_slot(poll, slot=poll.slots.first(), by=bi_member),
        lambda: services.close_poll(poll, by=bi_member),
    ):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(ValidationError):
        services.open_poll(meeting, by=secretariat, **asked)
    services.close_poll(poll, by=secretariat)
    services.open_poll(meeting, by=secretariat, **asked)


def test_on_its_page_a_member_answers_and_an_incomplete_answer_comes_back(poll, bi, bi_member):
    client, url = as_(bi_member), reverse("forum:poll-answer", args=[poll.pk, bi.pk])
    first, *others = [f"slot_{key}" for key in poll.slots.values_list("pk", flat=True)]
    back = client.post(url, {first: "maybe", "note": "Hanya pagi."})
    assert back.status_code == 422
    assert "Hanya pagi." in back.content.decode()
    assert client.post(url, {first: "maybe", **dict.fromkeys(others, "no")}).status_code == 302
    page = client.get(reverse("forum:poll", args=[poll.pk])).content.decode()
    assert page.count("checked") == 3


def test_at_the_desk_a_poll_is_opened_read_and_ended(meeting, bi, secretariat):
    secretariat.is_staff = True
    client, url = as_(secretariat), desk_url_of(meeting)
    data = {"slots": "kapan saja", "closes_on": "besok", "organisations": bi.pk}
    back = client.post(url, data)
    assert back.status_code == 422
    assert "kapan saja" in back.content.decode()
    proposed = "\n".join(f"{start:%d-%m-%Y %H.%M}–{end:%H.%M}" for start, end in slots(10, 11))
    data |= {"slots": proposed, "closes_on": f"{closing():%d-%m-%Y}", "required": bi.pk}
    assert client.post(url, data).status_code == 302
    poll = DatePoll.objects.get()
    assert poll.polled.get().is_required
    assert str(poll.slots.first().pk) in client.get(url).content.decode()
    client.post(f"{url}pilih/", {"slot": poll.slots.last().pk})
    assert DatePoll.objects.get().chosen == poll.slots.last()


def desk_url_of(meeting):
    return reverse("forum_poll", args=[meeting.pk])


def test_on_the_page_of_an_announced_meeting_only_those_who_are_asked_find_the_poll(bi, bi_member, secretariat):
    meeting = meeting_page(status=MeetingPage.Status.TENTATIVE)
    opened = {"organisations": [bi], "closes_at": closing(), "by": secretariat}
    poll = services.open_poll(meeting, slots=slots(10, 11), **opened)
    url = reverse("forum:poll", args=[poll.pk])
    found = [
        url in as_(user).get(meeting.url).content.decode()
        for user in (bi_member, None, member_of(OrganisationFactory()))
    ]
    assert found == [True, False, False]


def test_a_stranger_finds_no_poll(poll):
    url = reverse("forum:poll", args=[poll.pk])
    assert as_(member_of(OrganisationFactory())).get(url).status_code == 404
    assert as_().get(url)["Location"] == as_().get(reverse("forum:poll", args=[999]))["Location"].replace(
        "999", str(poll.pk)
    )
