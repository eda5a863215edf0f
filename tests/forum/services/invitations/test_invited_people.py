"""Single people without an account are invited beside organisations, and nobody else reads where they are."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from forum import events, services
from forum.models import (
    Delegation,
    Delivery,
    InvitedPerson,
    Invitee,
    LedgerEntry,
    MeetingFacts,
    MeetingPage,
    Notice,
    Reminder,
    Rsvp,
)
from forum.models.invitations.invited.people import Told
from forum.models.invitations.shown import shown_letter
from forum.reading.attendance.expected import guests_of
from forum.reading.concerned import of_invitation
from forum.reading.invitations.answers import State, lines_of
from forum.reading.invitations.links import Hindrance, hindrance_of, link_of
from forum.services.invitations import letters, reminding
from forum.services.meetings import planning, telling
from tests.factories import OrganisationFactory, invitation_page, meeting_page, secretariat_user
from tests.forum.services.invitations.test_links import links_in, path

pytestmark = pytest.mark.django_db
ADDRESS = "siti@desa.contoh.id"


@pytest.fixture
def siti(db):
    return InvitedPerson.objects.create(name="Siti Aminah", office="Camat Kalitidu", email=ADDRESS)


@pytest.fixture
def invitation(siti):
    office = OrganisationFactory(name="Dinas Kominfo", email="kominfo@contoh.id")
    invitation = invitation_page(to=[office], is_open=False)
    invitation.invitees.add(Invitee(person=siti, sort_order=9))
    invitation.save()
    return invitation


def sent(invitation):
    letters.deliver(invitation, by=None)
    [to_siti] = [one for one in mail.outbox if one.to == [ADDRESS]]
    return to_siti


def state(invitation, siti):
    return next(line.state for line in lines_of(invitation) if line.party == siti)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Siti; Camat Kalitidu; SITI@desa.contoh.id", ("Siti", "Camat Kalitidu", "siti@desa.contoh.id", "")),
        ("Budi; ; 0812 3456 7890", ("Budi", "", "", "0812 3456 7890")),
        (" ;Kepala Desa Ngasem; ngasem@desa.contoh.id", ("", "Kepala Desa Ngasem", "ngasem@desa.contoh.id", "")),
        ("Tono; Kepala Desa; ", ("Tono", "Kepala Desa", "", "")),
        ("Rini; Radar; rini@radar.contoh.id; 0812345678", ("Rini", "Radar", "rini@radar.contoh.id", "0812345678")),
    ],
)
def test_a_line_says_name_office_and_addresses_and_is_the_same_when_the_editor_shows_it_again(line, told):
    assert Told.of(line) == told
    assert Told.of(InvitedPerson(**Told.of(line)._asdict()).line) == told


@pytest.mark.parametrize("line", ["Siti", "Siti; Camat; di rumah", "; ; siti@desa.contoh.id", "a; b; c@d.id; e; f; g"])
def test_a_line_that_says_nobody_or_no_address_is_refused(line):
    with pytest.raises(ValidationError):
        Told.of(line)


def test_person_gets_the_letter_once_with_a_link_and_answers_by_it_once(reader, invitation, siti, committed):
    letter = sent(invitation)
    assert "Siti Aminah, Camat Kalitidu" in letter.body
    assert b"METHOD:REQUEST" in letter.attachments[0].content
    letters.deliver(invitation, by=None)
    assert [one.to for one in mail.outbox].count([ADDRESS]) == 1
    [token] = links_in(letter)
    assert state(invitation, siti) == State.SILENT
    assert "Siti Aminah" in reader.get(path(token)).content.decode()
    given = {"answer": "represented", "name": "Sekretaris Camat", "note": "ibu saya sakit"}
    with committed():
        assert reader.post(path(token), given).status_code == 302
    assert state(invitation, siti) == State.REPRESENTED
    assert reader.post(path(token), {"answer": "no"}).status_code == 409
    rsvp = Rsvp.objects.get()
    assert (rsvp.person, rsvp.organisation, rsvp.note) == (siti, None, "")
    assert (rsvp.delegation.name, rsvp.delegation.note) == ("Sekretaris Camat", "ibu saya sakit")


def test_record_tells_that_a_person_was_invited_and_answered_and_never_who(invitation, siti):
    [token] = links_in(sent(invitation))
    services.answer_by_link(link_of(token), answer="no", note="sakit")
    services.record_answer(invitation, organisation=siti, answer="yes", way="phone", by=secretariat_user())
    told = str([(one.data, one.actor_label, str(one.sentence), one.target) for one in LedgerEntry.objects.all()])
    assert LedgerEntry.objects.get(verb=events.INVITATION_SENT).data["people"] == 1
    assert LedgerEntry.objects.filter(verb=events.RSVP_ANSWERED).count() == 2
    assert not [word for word in ("Siti", ADDRESS, "sakit", "Kalitidu") if word in told]


def test_letter_names_the_office_and_the_person_only_where_that_was_agreed(invitation, siti):
    assert [one.name for one in shown_letter(invitation).invitees] == ["Dinas Kominfo", "Camat Kalitidu"]
    row = invitation.invitees.get(person=siti)
    row.is_named = True
    row.save()
    fresh = type(invitation).objects.get(pk=invitation.pk)
    assert shown_letter(fresh).invitees[1].name == "Siti Aminah, Camat Kalitidu"


def test_person_is_reminded_told_of_a_change_and_of_the_removal(invitation, siti, settings):
    settings.NOTICES_QUIET_MINUTES = 0
    invitation.reminders.add(Reminder(days_before=60, to=Reminder.To.SILENT))
    invitation.save()
    sent(invitation)
    Delivery.objects.update(sent_at=timezone.now() - datetime.timedelta(days=70))
    mail.outbox.clear()
    reminding.remind(invitation.pk)
    [reminder] = [one for one in mail.outbox if one.to == [ADDRESS]]
    assert len(links_in(reminder)) == 1
    mail.outbox.clear()
    invitation.invitees.filter(person=siti).delete()
    planning.plan_invitation(type(invitation).objects.get(pk=invitation.pk))
    telling.tell(invitation.pk)
    [removal] = [one for one in mail.outbox if one.to == [ADDRESS]]
    assert b"METHOD:CANCEL" in removal.attachments[0].content
    assert Notice.objects.get(address=ADDRESS).known == {"valid": False}
    assert not Delivery.objects.filter(person=siti).exists()
    assert ADDRESS not in of_invitation(invitation)


def test_change_of_the_date_holds_a_link_for_whoever_answered_for_the_date_of_before(invitation, siti, settings):
    settings.NOTICES_QUIET_MINUTES = 0
    office = invitation.invitees.get(person=None).organisation
    meeting = MeetingPage.objects.get()
    sent(invitation)
    services.record_answer(invitation, organisation=office, answer="yes", way="phone", by=secretariat_user())
    mail.outbox.clear()
    before = MeetingFacts.of(meeting)
    meeting.room = "Pendopo"
    meeting.save()
    planning.plan_meeting(meeting, before=before)
    telling.tell(meeting.pk)
    assert {one.to[0]: len(links_in(one)) for one in mail.outbox} == {office.email: 0, ADDRESS: 1}
    mail.outbox.clear()
    before = MeetingFacts.of(meeting)
    meeting.starts_at += datetime.timedelta(days=1)
    meeting.save()
    planning.plan_meeting(meeting, before=before)
    telling.tell(meeting.pk)
    assert {one.to[0]: len(links_in(one)) for one in mail.outbox} == {office.email: 1, ADDRESS: 1}


def test_link_of_a_person_who_is_no_longer_invited_answers_nothing(invitation, siti):
    [token] = links_in(sent(invitation))
    invitation.invitees.filter(person=siti).delete()
    assert hindrance_of(link_of(token)) == Hindrance.NOT_INVITED


def test_person_is_expected_at_the_door_unless_they_said_no(invitation, siti):
    [token] = links_in(sent(invitation))
    assert [one.name for one in guests_of(invitation.meeting, [])] == ["Siti Aminah"]
    services.answer_by_link(link_of(token), answer="no")
    assert guests_of(invitation.meeting, []) == []


def test_secretariat_checks_the_person_in_by_one_tap(reader, invitation, siti):
    MeetingPage.objects.update(starts_at=timezone.now(), first_published_at=timezone.now())
    reader.force_login(secretariat_user())
    reader.post(reverse("forum_door_record", args=[invitation.meeting.pk]), {"who": f"invited:{siti.pk}"})
    [presence] = invitation.meeting.presences.all()
    assert (presence.name, presence.from_organisation) == ("Siti Aminah", "Camat Kalitidu")


@pytest.mark.parametrize("erases", ["a year after the meeting", "on request"])
def test_name_address_and_reason_go_and_the_answer_stays(siti, erases):
    meeting = meeting_page(starts_at=timezone.now() + datetime.timedelta(days=7))
    invitation = invitation_page(parent=meeting, is_open=False)
    Invitee.objects.create(invitation=invitation, person=siti)
    InvitedPerson.objects.update(made_at=timezone.now() - datetime.timedelta(days=1))
    services.record_answer(invitation, organisation=siti, answer="no", way="phone", note="sakit", by=secretariat_user())
    if erases == "on request":
        services.forget_invited_people_at([ADDRESS])
    else:
        services.forget_registrations(at=timezone.now() + datetime.timedelta(days=300))
        assert InvitedPerson.objects.get().email == ADDRESS
        services.forget_registrations(at=timezone.now() + datetime.timedelta(days=380))
    siti.refresh_from_db()
    assert (siti.name, siti.office, siti.email, siti.phone) == ("", "", "", "")
    assert (Delegation.objects.get().note, Rsvp.objects.get().answer) == ("", "no")
