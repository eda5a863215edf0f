"""A published change of a meeting is told to everybody it concerns, once, compared with what they were last told."""

import datetime
import email
import email.policy
import smtplib
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from forum import clock, events, services
from forum.models import CalendarEntry, Delivery, InvitationPage, LedgerEntry, MeetingPage, Notice
from forum.services.mail import NotSentError
from forum.services.meetings import telling
from tests.factories import (
    OrganisationFactory,
    RegistrationFactory,
    index_page,
    invitation_page,
    meeting_page,
    member_of,
)

pytestmark = pytest.mark.django_db
WIB = datetime.timezone(datetime.timedelta(hours=7))
START = datetime.datetime(2035, 5, 9, 13, tzinfo=WIB)
RULES: dict[str, object] = {}


class MovedBackend(EmailBackend):
    """A mail server whose behaviour a test says: by address, what is raised before a mail is taken."""

    def send_messages(self, messages):
        for message in messages:
            if error := RULES.get(message.to[0]):
                raise error
        return super().send_messages(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.MovedBackend"
    RULES.clear()
    yield RULES
    RULES.clear()


@pytest.fixture
def site(db):
    prepare_site()


@pytest.fixture
def office():
    return OrganisationFactory(name="Dinas Sosial", email="dinsos@contoh.id")


@pytest.fixture
def meeting(secretariat):
    return services.publish_page(
        meeting_page(title="Rapat koordinasi OGP", starts_at=START, room="Ruang A", live=False), by=secretariat
    )


@pytest.fixture
def invitation(meeting, secretariat, bi, bi_member, office, committed):
    """BI has a login, Dinas Sosial an office's address; the letters are out."""
    page = invitation_page(parent=meeting, to=[bi, office], live=False)
    with committed():
        services.publish_page(page, by=secretariat)
    mail.outbox.clear()
    return InvitationPage.objects.get(pk=page.pk)


@pytest.fixture
def change(secretariat, committed):
    """Publish these changes of a page, and do what follows."""

    def publish(page, **changes):
        with committed():
            return quietly(page, by=secretariat, **changes)

    return publish


def quietly(page, *, by, **changes):
    """Publish, and leave the telling to whoever comes by."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    return services.publish_page(page, by=by)


def told():
    return sorted(address for message in mail.outbox for address in message.to)


def mail_to(address):
    (message,) = [message for message in mail.outbox if message.to == [address]]
    return message


def file_of(message):
    """What a mail program finds in the mail as it travels: content type and event."""
    parsed = email.message_from_bytes(message.message().as_bytes(), policy=email.policy.default)
    part = next(part for part in parsed.walk() if part.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == calendar["METHOD"]
    return calendar, calendar.events[0]


def entries(verb=events.MEETING_TOLD):
    return [entry.data for entry in LedgerEntry.objects.filter(verb=verb).order_by("seq")]


def test_change_of_day_is_told_to_whoever_was_invited_answered_or_registered(
    invitation, meeting, change, bi, bi_member, kpi, kpi_member, office
):
    services.answer_invitation(invitation, organisation=bi, answer="yes", by=bi_member)
    services.answer_invitation(invitation, organisation=kpi, answer="no", by=kpi_member)  # a member; it is open
    citizen = RegistrationFactory(invitation=invitation)
    RegistrationFactory(invitation=invitation, cancelled_at=timezone.now())
    RegistrationFactory(invitation=invitation, confirmed_at=None)
    change(meeting, starts_at=START + datetime.timedelta(days=1), room="Pendopo")
    assert told() == sorted([bi_member.email, kpi_member.email, office.email, citizen.email])
    words = " ".join(mail_to(bi_member.email).body.split())
    for part in (
        "Rabu, 9 Mei 2035, 13.00 WIB",
        "Kamis, 10 Mei 2035, 13.00 WIB",
        "Ruang A",
        "Pendopo",
        "tetap berlaku: hadir",
    ):
        assert part in words
    assert f"/undangan/batal/{citizen.token}/" in mail_to(citizen.email).body
    assert "/undangan/batal/" not in mail_to(office.email).body
    assert not any(one.name in message.body for one in [citizen, bi_member.person] for message in mail.outbox)
    assert entries() == [
        {"organisations": sorted([bi.pk, kpi.pk, office.pk]), "people": 4, "refused": 0, "without_address": []}
    ]


def test_what_people_need_not_know_is_told_to_nobody(invitation, meeting, change, secretariat):
    change(meeting, summary="Kata lain", title="Judul lain")
    draft = MeetingPage.objects.get(pk=meeting.pk)
    draft.room = "Pendopo"
    draft.save_revision(user=secretariat)
    copy = meeting.copy(update_attrs={"slug": "salinan", "title": "Salinan"}, user=secretariat)
    assert (told(), entries(), Notice.objects.count()) == ([], [], 0)
    change(copy, room="Aula")
    assert told() == []


def test_a_meeting_that_is_over_is_told_to_nobody(invitation, meeting, change, committed, secretariat):
    change(meeting, starts_at=START - datetime.timedelta(days=10_000))
    with committed():
        services.withdraw_page(MeetingPage.objects.get(pk=meeting.pk), reason="Sudah lewat.", by=secretariat)
    assert told() == []


def test_mail_program_gets_the_new_date_and_only_its_own_address(invitation, meeting, change, bi, bi_member, office):
    services.answer_invitation(invitation, organisation=bi, answer="yes", by=bi_member)
    change(meeting, starts_at=START + datetime.timedelta(days=1))
    calendar, event = file_of(mail_to(bi_member.email))
    assert (calendar["METHOD"], event["SEQUENCE"], event["STATUS"]) == ("REQUEST", 1, "CONFIRMED")
    assert (event["ATTENDEE"], event["ATTENDEE"].params["PARTSTAT"]) == (f"mailto:{bi_member.email}", "ACCEPTED")
    assert event.start == START + datetime.timedelta(days=1)
    assert file_of(mail_to(office.email))[1]["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"


def test_called_off_meeting_is_told_with_its_reason_and_closes_its_invitations(
    reader, invitation, meeting, change, office
):
    change(meeting, status="cancelled", status_reason="Narasumber sakit.")
    message = mail_to(office.email)
    assert "Narasumber sakit." in message.body
    calendar, event = file_of(message)
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert InvitationPage.objects.get(pk=invitation.pk).is_closed
    assert "Narasumber sakit." in reader.get(invitation.url).content.decode()
    mail.outbox.clear()
    change(meeting, status="scheduled", status_reason="")
    calendar, event = file_of(mail_to(office.email))
    assert (calendar["METHOD"], event["SEQUENCE"]) == ("REQUEST", 2)
    assert not InvitationPage.objects.get(pk=invitation.pk).is_closed


def test_withdrawn_meeting_is_told_with_its_reason_and_closes_its_invitations(
    reader, invitation, meeting, committed, secretariat, office
):
    with committed():
        services.withdraw_page(MeetingPage.objects.get(pk=meeting.pk), reason="Salah tanggal.", by=secretariat)
    message = mail_to(office.email)
    assert "Salah tanggal." in message.body
    assert file_of(message)[0]["METHOD"] == "CANCEL"
    assert InvitationPage.objects.get(pk=invitation.pk).is_closed
    assert "Salah tanggal." in reader.get(invitation.url).content.decode()


def test_several_publications_are_told_as_one_and_what_was_taken_back_not_at_all(
    invitation, meeting, secretariat, settings, committed, office, bi_member
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.NOTICES_QUIET_MINUTES = 5
    now = timezone.now()
    with clock.moved_to(now - datetime.timedelta(minutes=20)), committed():
        quietly(meeting, by=secretariat, room="Pendopo")
    with clock.moved_to(now - datetime.timedelta(minutes=16)):
        quietly(meeting, by=secretariat, room="Aula", starts_at=START + datetime.timedelta(days=1))
        telling.tell(meeting.pk)
        assert told() == []  # four minutes are not five
    with clock.moved_to(now - datetime.timedelta(minutes=10)):
        telling.tell(meeting.pk)
    assert told() == sorted([office.email, bi_member.email])
    body = mail_to(office.email).body
    assert ("Ruang A" in body, "Aula" in body, "Pendopo" in body) == (True, True, False)
    mail.outbox.clear()
    with clock.moved_to(now - datetime.timedelta(minutes=9)):
        quietly(meeting, by=secretariat, room="Pendopo")
        quietly(meeting, by=secretariat, room="Aula")
    telling.tell(meeting.pk)
    assert (told(), len(entries())) == ([], 1)


def test_publishing_again_and_again_puts_the_telling_off_for_an_hour_at_the_most(
    invitation, meeting, secretariat, settings, office, bi_member
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.NOTICES_QUIET_MINUTES, settings.NOTICES_LONGEST_MINUTES = 5, 60
    begins = timezone.now() - datetime.timedelta(hours=3)
    for minute in (0, 4, *range(8, 121, 4)):
        with clock.moved_to(begins + datetime.timedelta(minutes=minute)):
            quietly(meeting, by=secretariat, room=f"Ruang {minute}")
            telling.tell(meeting.pk)
        if told():
            break
    assert (minute, told()) == (56, sorted([office.email, bi_member.email]))
    assert "Ruang 56" in mail_to(office.email).body
    mail.outbox.clear()
    with clock.moved_to(begins + datetime.timedelta(minutes=60)):
        quietly(meeting, by=secretariat, room="Pendopo")
        telling.tell(meeting.pk)
        assert told() == []  # the quiet time begins anew
    telling.tell(meeting.pk)
    assert told() == sorted([office.email, bi_member.email])


def test_whoever_registered_since_is_told_what_changed_since_they_did(
    invitation, meeting, change, committed, office, bi_member
):
    change(meeting, room="Pendopo")
    asked = services.register(invitation, name="Siti", email="Siti@contoh.id", consent="Ya.")
    with committed():
        services.confirm_registration(asked)
    mail.outbox.clear()
    change(meeting, room="Aula")
    assert "Pendopo" in mail_to("siti@contoh.id").body
    assert told() == sorted([office.email, bi_member.email, "siti@contoh.id"])


def test_worker_that_is_killed_half_way_goes_on_behind_those_it_has_told(
    server, invitation, meeting, secretariat, office, bi_member
):
    """Killed at each of the mails in turn, and taken up by the hourly timer."""
    quietly(meeting, by=secretariat, room="Pendopo")
    server |= {bi_member.email: SystemExit(), office.email: SystemExit()}
    for address in (bi_member.email, office.email):
        with pytest.raises(SystemExit):
            telling.tell(meeting.pk)
        del server[address]
    with transaction.atomic():
        services.tell_overdue()
        services.tell_overdue()
    assert told() == sorted([office.email, bi_member.email])
    assert sum(entry["people"] for entry in entries()) == 2


def test_refused_address_is_told_by_nobody_until_somebody_asks_and_the_next_change_is_compared_with_what_it_knows(
    reader, server, invitation, meeting, change, secretariat, office
):
    server[office.email] = smtplib.SMTPRecipientsRefused({office.email: (550, b"full")})
    quietly(meeting, by=secretariat, room="Pendopo")
    with pytest.raises(NotSentError):
        telling.tell(meeting.pk)
    telling.tell(meeting.pk)
    assert (office.email in told(), entries()[0]["refused"]) == (False, 1)
    reader.force_login(secretariat)
    page = reader.get(f"/admin/forum/undangan/{invitation.pk}/").content.decode()
    assert "The mail server does not take mail for this address." in page
    server.clear()
    change(meeting, room="Aula")
    assert ("Ruang A" in mail_to(office.email).body, "Pendopo" in mail_to(office.email).body) == (True, False)


def test_who_registered_for_a_meeting_that_is_not_for_everybody_is_told_that_it_changed_and_not_what_it_is(
    invitation, meeting, change, office
):
    restriction = PageViewRestriction.objects.create(page=meeting, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="Tertutup"))
    outside = invitation_page(parent=index_page().get_parent(), subject=meeting, slug="luar", title="Undangan umum")
    citizen = RegistrationFactory(invitation=outside)
    change(meeting, room="Ruang rahasia")
    message = mail_to(citizen.email)
    assert "rahasia" not in message.message().as_string()
    assert (message.attachments, message.alternatives) == ([], [])
    assert "Ruang rahasia" in mail_to(office.email).body


def test_whoever_is_taken_off_the_list_is_told_once_and_counts_no_more(
    reader, invitation, meeting, change, secretariat, bi, bi_member, office
):
    services.answer_invitation(invitation, organisation=bi, answer="yes", attendees=3, by=bi_member)
    bi.is_forum_member = False
    bi.save()
    invited = InvitationPage.objects.get(pk=invitation.pk)
    kept = [one for one in invited.invitees.all() if one.organisation_id != bi.pk]
    change(invitation, invitees=kept)
    change(invitation)
    assert told() == [bi_member.email]
    calendar, event = file_of(mail_to(bi_member.email))
    assert (calendar["METHOD"], event["ATTENDEE"]) == ("CANCEL", f"mailto:{bi_member.email}")
    assert entries(events.INVITATION_RECALLED)[0]["organisations"] == [bi.pk]
    reader.force_login(secretariat)
    context = reader.get(f"/admin/forum/undangan/{invitation.pk}/").context
    assert (context["rsvps"], context["seats"]) == ([], 0)
    assert [one.organisation for one in context["silent"]] == [office]
    mail.outbox.clear()
    change(meeting, room="Pendopo")
    assert told() == [office.email]
    mail.outbox.clear()
    change(invitation, invitees=[*kept, type(kept[0])(organisation=bi, sort_order=9)])
    assert told() == [bi_member.email]  # invited anew: the letter anew
    assert Delivery.objects.filter(invitation=invitation, organisation=bi).exists()


def test_withdrawn_invitation_is_told_to_all_who_had_it_and_its_meeting_no_more(
    invitation, meeting, change, committed, secretariat, bi_member, office
):
    citizen = RegistrationFactory(invitation=invitation)
    with committed():
        services.withdraw_page(InvitationPage.objects.get(pk=invitation.pk), reason="Salah alamat.", by=secretariat)
    assert told() == sorted([bi_member.email, office.email, citizen.email])
    assert all("Salah alamat." in message.body for message in mail.outbox)
    mail.outbox.clear()
    change(meeting, room="Pendopo")
    change(meeting, status="cancelled", status_reason="Batal.")
    assert told() == []


def test_withdrawal_cancels_the_date_for_who_has_a_place_and_has_none_to_cancel_for_who_waits(
    invitation, committed, secretariat
):
    has_place = RegistrationFactory(invitation=invitation)
    waits = RegistrationFactory(invitation=invitation, confirmed_at=None, waiting_number=1)
    with committed():
        services.withdraw_page(InvitationPage.objects.get(pk=invitation.pk), reason="Salah alamat.", by=secretariat)
    assert file_of(mail_to(has_place.email))[0]["METHOD"] == "CANCEL"
    message = mail_to(waits.email)
    assert "Salah alamat." in message.body
    assert (message.attachments, message.alternatives) == ([], [])


def test_editor_says_beforehand_how_many_are_told_and_who_has_no_address(
    site, reader, invitation, meeting, change, secretariat, office
):
    nowhere = OrganisationFactory(name="Kecamatan Dander")
    invited = list(InvitationPage.objects.get(pk=invitation.pk).invitees.all())
    change(invitation, invitees=[*invited, type(invited[0])(organisation=nowhere, sort_order=9)])
    secretariat.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    reader.force_login(secretariat)
    for url in (f"/admin/pages/{meeting.pk}/edit/", f"/admin/forum/halaman/{meeting.pk}/tarik/"):
        page = " ".join(reader.get(url).content.decode().split())
        assert "is told to 2 people by mail" in page
        assert "Kecamatan Dander" in page


def test_first_change_after_an_upgrade_is_compared_with_what_was_published_before_it(
    invitation, meeting, change, secretariat, office
):
    draft = MeetingPage.objects.get(pk=meeting.pk)
    draft.room = "Hanya konsep"
    draft.save_revision(user=secretariat)
    CalendarEntry.objects.update(announced={})
    import_module("forum.migrations.0018_notices_of_changes").announce_as_published(apps, None)
    change(meeting, room="Pendopo")
    body = mail_to(office.email).body
    assert ("Ruang A" in body, "Pendopo" in body, "Hanya konsep" in body) == (True, True, False)


def test_erased_person_is_not_kept_as_an_address(invitation, meeting, change, committed, bi_member, office):
    change(meeting, room="Pendopo")
    services.forget_notices_of([bi_member.email])
    assert list(Notice.objects.values_list("address", flat=True)) == [office.email]
    services.forget_registrations(at=timezone.now() + datetime.timedelta(days=366))
    assert not Notice.objects.exists()


def test_somebody_who_speaks_for_two_of_those_invited_gets_one_mail(
    meeting, invitation, change, secretariat, bi_member, office
):
    member_of(office, email="lain@contoh.id")
    other = invitation_page(parent=meeting, to=[OrganisationFactory(email=office.email)], slug="kedua", live=False)
    change(other)
    mail.outbox.clear()
    change(meeting, room="Pendopo")
    assert told() == sorted([bi_member.email, "lain@contoh.id", office.email])
