"""Who is asked for a date answers from the mail, once, or tells the secretariat; who is silent is reminded, once."""

import datetime
import re
import secrets

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from forum import events, services
from forum.models import DatePoll, LedgerEntry, PollLink, PollReply, PollSlot
from forum.models.invitations import key_of
from forum.reading.meetings.poll_links import poll_link_of
from forum.services import tasks
from forum.services.meetings.polls import asking
from forum.views.invitations.answers import GUESSES_PER_HOUR
from tests.clients import as_
from tests.factories import OrganisationFactory, meeting_page, member_of

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://localhost:8000/jajak/tautan/([\w-]+)/")
OFFICE = "kominfo@dinas.contoh.id"


@pytest.fixture
def office(db):
    return OrganisationFactory(name="Dinas Kominfo", email=OFFICE)


@pytest.fixture
def poll(office, bi, secretariat, committed):
    start = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + datetime.timedelta(days=10)
    slots = [(start + datetime.timedelta(days=day), None) for day in (0, 1)]
    asked = {"organisations": [office, bi], "closes_at": timezone.now() + datetime.timedelta(days=3)}
    with committed():
        return services.open_poll(
            meeting_page(title="Rapat kerja", live=False), slots=slots, note="Pilih", by=secretariat, **asked
        )


@pytest.fixture
def token(poll):
    [message] = [one for one in mail.outbox if one.to == [OFFICE]]
    mail.outbox.clear()
    return LINK.search(message.body)[1]


def path(token):
    return f"/jajak/tautan/{token}/"


def suits(poll, *answers):
    """As the form sends it."""
    return {f"slot_{slot.pk}": answer for slot, answer in zip(poll.slots.all(), answers, strict=True)}


def said(poll, *answers):
    return {slot.pk: answer for slot, answer in zip(poll.slots.all(), answers, strict=True)}


def test_office_answers_from_the_mail_without_login_and_opening_the_link_changes_nothing(reader, poll, token, office):
    page = reader.get(path(token))
    assert (page.status_code, PollReply.objects.exists()) == (200, False)
    assert (page["Referrer-Policy"], "no-store" in page["Cache-Control"]) == ("strict-origin", True)
    assert reader.post(path(token), suits(poll, "yes", "no")).status_code == 302
    reply = PollReply.objects.get()
    assert (reply.organisation, list(reply.answers.values()), reply.came.way) == (office, ["yes", "no"], "link")
    entry = LedgerEntry.objects.get(verb=events.POLL_ANSWERED)
    assert (entry.actor, entry.organisation, entry.audience, entry.data["way"]) == (None, None, "secretariat", "link")
    assert OFFICE not in str([entry.data, entry.actor_label])
    assert "The answer is recorded" in reader.get(path(token)).content.decode()
    again = reader.post(path(token), suits(poll, "no", "no"))
    assert (again.status_code, PollReply.objects.count()) == (409, 1)


def test_answer_by_link_is_told_to_all_who_are_asked_for_the_organisation_and_to_nobody_else(poll, bi, committed):
    first, second = member_of(bi), member_of(bi)
    poll.polled.filter(organisation=bi).update(told_at=None)  # both speak for it by the time that it is told
    asking.ask(poll.pk)
    token = next(LINK.search(one.body)[1] for one in mail.outbox if one.to == [first.email])
    mail.outbox.clear()
    with committed():
        services.answer_poll_by_link(poll_link_of(token), answers=said(poll, "yes", "no"), note="Rahasia")
    assert sorted(one.to[0] for one in mail.outbox) == sorted([first.email, second.email])
    told = mail.outbox[0].body
    assert (": bisa" in told, "Rahasia" in told) == (True, False)
    again = LINK.search(next(one.body for one in mail.outbox if one.to == [second.email]))[1]
    mail.outbox.clear()
    with committed():
        services.answer_poll(poll, organisation=bi, answers=said(poll, "no", "no"), by=second)
    assert mail.outbox == []  # who signed in is known: nobody else may have done it
    services.answer_poll_by_link(poll_link_of(again), answers=said(poll, "no", "yes"))
    assert list(PollReply.objects.last().answers.values()) == ["no", "yes"]


def test_answer_that_lacks_a_date_is_asked_again_with_what_was_typed(reader, poll, token):
    first, _second = poll.slots.all()
    page = reader.post(path(token), {f"slot_{first.pk}": "maybe", "note": "Setelah panen"})
    assert (page.status_code, "Setelah panen" in page.content.decode()) == (422, True)
    assert not PollReply.objects.exists()
    assert reader.post(path(token), suits(poll, "yes", "yes")).status_code == 302  # the link was not spent


def test_only_a_digest_of_the_link_is_stored(poll, token):
    row = PollLink.objects.filter(address=OFFICE).values().get()
    assert (row["key"], token in str(row)) == (key_of(token), False)


def test_forged_links_are_not_found_and_too_many_from_one_address_are_stopped(reader, poll, token):
    codes = [reader.get(path(secrets.token_urlsafe(24))).status_code for _n in range(GUESSES_PER_HOUR + 1)]
    assert codes == [404] * GUESSES_PER_HOUR + [429]
    assert reader.get(path(token)).status_code == 200  # who has a link is let in all the same


def test_link_answers_no_more_when_the_poll_is_over_or_its_address_is_not_the_offices(reader, poll, token, office):
    office.email = "baru@contoh.id"
    office.save()
    assert reader.post(path(token), suits(poll, "yes", "yes")).status_code == 410
    assert "Rapat kerja" not in reader.get(path(token)).content.decode()
    office.email = OFFICE
    office.save()
    DatePoll.objects.update(closes_at=timezone.now())
    assert reader.post(path(token), suits(poll, "yes", "yes")).status_code == 410
    assert not PollReply.objects.exists()


def test_answer_spends_every_link_of_the_same_address_and_no_other(poll, token, office, bi):
    member_of(bi, email="bi@contoh.id")
    other = asking.links_in_mail(poll, [office], OFFICE)
    with other as [fresh]:
        services.answer_poll_by_link(poll_link_of(token), answers=said(poll, "yes", "no"))
    with pytest.raises(ValidationError) as refused:
        services.answer_poll_by_link(poll_link_of(fresh["url"].split("/")[-2]), answers=said(poll, "no", "no"))
    assert refused.value.code == "spent"
    assert PollReply.objects.count() == 1


def test_secretariat_records_what_it_was_told_by_phone_and_nobody_else_does(poll, office, bi, secretariat, bi_member):
    url = reverse("forum_poll_record", args=[poll.meeting_id, office.pk])
    form = {**suits(poll, "maybe", "yes"), "way": "phone", "note": "Bu Ratna"}
    assert as_(bi_member).post(url, form).status_code == 302  # to sign in
    told = {"answers": said(poll, "no", "no"), "way": "phone"}
    for organisation, by in [(office, bi_member), (OrganisationFactory(), secretariat)]:  # the second was not asked
        with pytest.raises(PermissionDenied):
            services.record_poll_reply(poll, organisation=organisation, by=by, **told)
    assert not PollReply.objects.exists()
    assert as_(secretariat).post(url, form).status_code == 302
    reply = PollReply.objects.get()
    assert (reply.came.way, reply.answered_by, reply.note) == ("phone", secretariat, "Bu Ratna")
    assert LedgerEntry.objects.get(verb=events.POLL_ANSWERED).data["way"] == "phone"
    assert url in as_(secretariat).get(reverse("forum_poll", args=[poll.meeting_id])).content.decode()


def test_who_has_not_answered_is_reminded_once_in_the_last_day(poll, token, office, bi, bi_member, committed):
    def hour():
        mail.outbox.clear()
        with committed():
            services.remind_of_polls()
        return sorted(one.to[0] for one in mail.outbox)

    services.answer_poll(poll, organisation=bi, answers=said(poll, "yes", "yes"), by=bi_member)
    assert hour() == []  # three days are left
    DatePoll.objects.update(closes_at=timezone.now() + datetime.timedelta(hours=20))
    assert hour() == []  # it was opened less than two days before its end
    DatePoll.objects.update(opened_at=timezone.now() - datetime.timedelta(days=4))
    assert hour() == [OFFICE]
    link = LINK.search(mail.outbox[0].body)[1]
    assert hour() == []
    tasks.remind_of_poll.func(poll.pk)
    assert mail.outbox == []
    services.answer_poll_by_link(poll_link_of(link), answers=said(poll, "no", "yes"))


def test_what_was_asked_stays(poll):
    slot = poll.slots.first()
    for act in (
        lambda: PollSlot.objects.filter(pk=slot.pk).update(starts_at=timezone.now()),
        lambda: PollSlot.objects.filter(pk=slot.pk)._raw_delete("default"),
        lambda: connection.cursor().execute("UPDATE forum_pollslot SET poll_id = poll_id"),
    ):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            act()


def test_what_is_stored_about_an_address_is_erased_with_it(poll, token):
    services.forget_links_of([OFFICE])
    assert not PollLink.objects.filter(address=OFFICE).exists()
