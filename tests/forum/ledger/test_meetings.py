"""What was said about meetings: no statement of SQL bends it, and each change that the site makes is still made."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from forum import clock, services
from forum.models import MeetingPage, Presence
from forum.services.attendance.forgetting import forget_attendance
from forum.services.attendance.recording import Arrival, check_in, withdraw_presence
from tests.clients import as_
from tests.factories import UserFactory, invitation_page, meeting_page

pytestmark = pytest.mark.django_db


def bend(row, **values):
    """By SQL, past every service."""
    columns = ", ".join(f"{column} = %s" for column in values)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {columns} WHERE id = %s", [*values.values(), row.pk])


def refused(row, **values):
    with pytest.raises(DatabaseError, match="stays"):
        bend(row, **values)
    return True


@pytest.fixture
def there(secretariat):
    meeting = meeting_page(starts_at=timezone.now() - datetime.timedelta(minutes=5))
    ((presence, _),) = check_in(
        meeting, [Arrival(name="Siti", from_organisation="Desa Sukorejo")], way="desk", by=secretariat
    )
    return presence


@pytest.fixture
def proposal(secretariat, bi, bi_member):
    meeting = services.publish_page(meeting_page(live=False), by=secretariat)
    invitation_page(parent=meeting, to=[bi], is_open=False)
    return services.propose_item(meeting, organisation=bi, title="Data", reason="Belum lengkap.", by=bi_member)


@pytest.fixture
def reply(secretariat, bi, bi_member):
    start = timezone.now() + datetime.timedelta(days=9)
    slots = [(start + datetime.timedelta(days=day), None) for day in (0, 1)]
    poll = services.open_poll(
        meeting_page(live=False),
        slots=slots,
        organisations=[bi],
        closes_at=start - datetime.timedelta(days=5),
        by=secretariat,
    )
    said = dict.fromkeys(poll.slots.values_list("pk", flat=True), "yes")
    return services.answer_poll(poll, organisation=bi, answers=said, by=bi_member)


def test_proposal_is_decided_once_and_its_words_stay(proposal, secretariat, bi_member):
    assert refused(proposal, title="Lain")
    services.decline_proposal(proposal, reason="Sudah dibahas.", by=secretariat)
    for bent in ({"decision_reason": "Lain"}, {"state": "accepted"}, {"state": "open", "decided_at": None}):
        assert refused(proposal, **bent)
    bi_member.delete()  # the login goes, the words stay
    proposal.refresh_from_db()
    assert (proposal.proposed_by, proposal.decision_reason) == (None, "Sudah dibahas.")


def test_reply_to_a_poll_outlives_its_login_and_nothing_else_changes(reply, bi_member):
    assert refused(reply, note="Lain")
    bi_member.delete()
    reply.refresh_from_db()
    assert (reply.answered_by, set(reply.answers.values())) == (None, {"yes"})


def test_who_was_there_is_withdrawn_once_and_nobody_stands_in_their_place(there, secretariat):
    for bent in ({"name": "Budi"}, {"forgotten_at": timezone.now()}, {"key": "forgotten:x"}, {"person_id": 1}):
        assert refused(there, **bent)
    assert refused(there, name="Budi", forgotten_at=timezone.now(), key="forgotten:x")  # another name is not forgetting
    withdraw_presence(there, reason="Salah orang.", by=secretariat)
    for bent in ({"withdrawn_at": None, "withdrawal_reason": ""}, {"withdrawal_reason": "Lain"}):
        assert refused(there, **bent)


def test_names_of_who_was_there_are_forgotten_once(there, secretariat):
    withdraw_presence(there, reason="Salah orang.", by=secretariat)
    assert forget_attendance(at=clock.now() + datetime.timedelta(days=400)) == 1
    row = Presence.objects.get(pk=there.pk)
    assert (row.name, row.body, row.withdrawal_reason) == ("–", "", "–")
    assert refused(row, name="Siti")
    assert refused(row, forgotten_at=None)


@pytest.mark.parametrize("said", ["reply", "proposal"])
def test_meeting_about_which_something_was_said_is_not_deleted(request, said):
    row = request.getfixturevalue(said)
    meeting = row.poll.meeting if said == "reply" else row.meeting
    desk = as_(UserFactory(is_superuser=True))
    desk.post(reverse("wagtailadmin_pages:delete", args=[meeting.pk]))
    assert MeetingPage.objects.filter(pk=meeting.pk).exists()
    empty = meeting_page(live=False, slug="kosong")
    desk.post(reverse("wagtailadmin_pages:delete", args=[empty.pk]))
    assert not MeetingPage.objects.filter(pk=empty.pk).exists()
