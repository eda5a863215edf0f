"""What comes back to the mailbox counts once, only where it can be nobody else's, and stops at nothing in it."""

import datetime
import re
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import translation
from icalendar import Calendar

from cms.models import LastRun
from cms.reading.due import mails_returned
from cms.services.timers import run_timer
from forum import clock, events, services
from forum.forms.invitations.answers import RecordedAnswerForm
from forum.models import InvitationPage, InvitedPerson, Invitee, LedgerEntry, MailboxPlace, MeetingPage, Rsvp, SentMail
from forum.reading.invitations.answers import State, lines_of
from forum.services.invitations import letters
from tests.factories import MembershipFactory, OrganisationFactory, invitation_page
from tests.forum.services.mail.mailbox.imap_server import PASSWORD, Folder, serving

pytestmark = pytest.mark.django_db
OFFICE, PERSON = "dinsos@contoh.id", "ani@bi.contoh.id"
REPORT = """From: MAILER-DAEMON@mx.contoh.id
To: {to}
Message-ID: <{own}@mx.contoh.id>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.contoh.id
{more}
Final-Recipient: rfc822; dinsos@contoh.id
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} {words}

--b
{original}
--b--
"""
WHOLE = "Content-Type: message/rfc822\n\nMessage-ID: {id}\nSubject: Undangan\n\nIsi surat."
HEAD = "Content-Type: text/rfc822-headers\n\nFrom: x@contoh.id\nMessage-ID: {id}\n"
NOTHING = "Content-Type: text/plain\n\n-"
# The shapes in which mail programs reply: in the text or beside it, with a method in the part or without, folded.
GOOGLE = """From: {sender}
To: {to}
Message-ID: <{own}@mail.contoh.id>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="m"

--m
Content-Type: multipart/alternative; boundary="a"

--a
Content-Type: text/plain; charset="UTF-8"

Ya
--a
Content-Type: text/calendar; charset="UTF-8"; method=REPLY

{calendar}
--a--
--m
Content-Type: application/ics; name="invite.ics"

{calendar}
--m--
"""
OUTLOOK = """From: {sender}
To: Sekretariat <{to}>
Message-ID: <{own}@prod.contoh.id>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="o"

--o
Content-Type: text/plain; charset="us-ascii"

--o
Content-Type: text/calendar; charset="utf-8"; method=REPLY
Content-Transfer-Encoding: 8bit

{calendar}
--o--
"""
APPLE = """From: {sender}
To: undisclosed-recipients:;
Delivered-To: {to}
Message-ID: <{own}@icloud.contoh.id>
MIME-Version: 1.0
Content-Type: text/calendar; method=REPLY; charset=utf-8

{calendar}
"""
CALENDAR = """BEGIN:VCALENDAR
PRODID:-//Program//Kalender//ID
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
SEQUENCE:{sequence}
DTSTAMP:{stamp}
DTSTART:20170509T060000Z
ORGANIZER;CN=Dinas:mailto:{organizer}
ATTENDEE;CN="{attendee}";PARTSTAT={answer};ROLE=REQ-PARTICIPANT:mailto:{attendee}
SUMMARY:Rapat
END:VEVENT
END:VCALENDAR"""


@pytest.fixture
def folder(settings):
    folder = Folder()
    with serving(folder) as port, translation.override("en"):
        settings.MAILBOX_URL = f"imap://surat:{quote(PASSWORD, safe='')}@127.0.0.1:{port}/INBOX"
        settings.MAILBOX_ADDRESS = "surat@mufakat.contoh.id"
        yield folder


@pytest.fixture
def invitation(folder, committed, secretariat, bi):
    """Two letters are out: one to a person, one to an office."""
    MembershipFactory(organisation=bi, person__user__email=PERSON)
    page = invitation_page(to=[bi, OrganisationFactory(name="Dinas Sosial", email=OFFICE)], live=False, is_open=False)
    services.publish_page(page.meeting, by=secretariat)
    with committed():
        services.publish_page(page, by=secretariat)
    return InvitationPage.objects.get()


def letter_to(address):
    return next(one for one in mail.outbox if one.to == [address])


def report(address=OFFICE, *, original=WHOLE, own="laporan-1", status="5.1.1", action="failed", words="x", **more):
    letter = letter_to(address)
    told = {"to": "bounces@mufakat.contoh.id", "more": "", **more}
    shown = original.format(id=letter.extra_headers["Message-ID"])
    return REPORT.format(own=own, status=status, action=action, words=words, original=shown, **told)


def reply(shape=GOOGLE, *, own="balasan-1", day=1, person=PERSON, **changes):
    """As the program of the person answers the letter that it got."""
    event = Calendar.from_ical(letter_to(person).attachments[0].content).events[0]
    organizer = str(event["ORGANIZER"]).removeprefix("mailto:")
    values = {
        "method": "REPLY", "uid": str(event["UID"]), "sequence": event["SEQUENCE"], "answer": "ACCEPTED",
        "organizer": organizer, "attendee": person, "stamp": f"201701{day:02}T010000Z",
    }  # fmt: skip
    values |= changes
    sender, to = values.pop("sender", person), values.pop("to", organizer)
    return shape.format(own=own, sender=sender, to=to, calendar=CALENDAR.format(**values))


def answers():
    return [(one.organisation.name, one.answer) for one in Rsvp.objects.all()]


# --- mails that came back


def test_each_reason_is_told_in_plain_words(folder, invitation):
    told = {
        "5.1.1": "There is no such mailbox: the address is wrong or no longer used.",
        "5.2.1": "The mailbox is closed.",
        "4.2.2": "The mailbox is full.",
        "5.3.4": "The mail is too large for the mailbox.",
        "5.7.1": "Their mail server refuses mail from this site.",
        "4.4.1": "Their mail server could not be reached for days.",
        "5.9.9": "It came back without a reason that can be understood.",
        "": "It came back without a reason that can be understood.",
    }
    for number, (status, words) in enumerate(told.items()):
        folder.add(report(own=f"laporan-{number}", status=status))
        assert services.read_mailbox() == {"bounce": 1}
        lines = {line.organisation.name: line for line in lines_of(invitation)}
        assert lines["Dinas Sosial"].state == State.BOUNCED
        returned = [(one.address, one.why, one.is_final) for one in lines["Dinas Sosial"].returned]
        assert returned == [(OFFICE, words, not status.startswith("4"))]
    assert lines["Bojonegoro Institute"].state == State.SILENT


def test_secretariat_sees_what_did_not_arrive_on_its_list_and_at_home(folder, invitation, reader, secretariat):
    assert mails_returned() == []
    folder.add(report())
    services.read_mailbox()
    (due,) = mails_returned()
    assert due.late
    reader.force_login(secretariat)
    page = reader.get(due.url)
    assert [line.organisation.name for line in page.context["lines"]] == ["Dinas Sosial"]
    assert "There is no such mailbox" in page.content.decode()
    assert OFFICE not in reader.get(invitation.url).content.decode()


def test_report_finds_the_mail_by_its_head_its_name_or_the_address_that_it_returned_to(folder, invitation):
    letter = letter_to(OFFICE)
    name = letter.extra_headers["Message-ID"]
    shapes = [
        {"original": HEAD},
        {"original": NOTHING, "more": f"Original-Message-ID: {name}"},
        {"original": NOTHING, "to": letter.from_email},
    ]
    for number, more in enumerate(shapes):
        folder.add(report(own=f"laporan-{number}", **more))
        assert services.read_mailbox() == {"bounce": 1}
        assert SentMail.objects.get(state=SentMail.State.BOUNCED).address == OFFICE
        SentMail.objects.update(state=SentMail.State.SENT)


def test_mail_that_is_late_or_arrived_or_is_not_ours_has_not_come_back(folder, invitation):
    shapes = [{"action": "delayed"}, {"action": "delivered"}, {"original": NOTHING}, {"original": HEAD[:40]}]
    for number, more in enumerate(shapes):
        folder.add(report(own=f"laporan-{number}", **more))
    assert services.read_mailbox() == {"unknown": 4}
    assert not SentMail.objects.filter(state=SentMail.State.BOUNCED).exists()


def test_letter_sent_once_more_has_not_come_back_until_it_does(folder, invitation, committed, secretariat):
    folder.add(report())
    services.read_mailbox()
    office = next(line.organisation for line in lines_of(invitation) if line.state == State.BOUNCED)
    with committed():
        services.repeat_invitation(invitation, organisations=[office], by=secretariat)
    assert {line.state for line in lines_of(invitation)} == {State.SILENT}


# --- answers of calendar programs


def test_answer_given_in_a_calendar_program_is_the_organisations(folder, invitation):
    given = [(GOOGLE, "ACCEPTED", "yes"), (OUTLOOK, "DECLINED", "no"), (APPLE, "ACCEPTED", "yes")]
    for day, (shape, said, answer) in enumerate(given, 1):
        folder.add(reply(shape, own=f"balasan-{day}", day=day, answer=said))
        assert services.read_mailbox() == {"answer": 1}
        assert answers()[-1] == ("Bojonegoro Institute", answer)
        entry = LedgerEntry.objects.filter(verb=events.RSVP_ANSWERED).latest("seq")
        assert (entry.actor, entry.actor_label, entry.data["way"]) == (None, "BI", "calendar")
        assert "calendar" in events.sentence_of(entry.verb, entry.data)
        assert {line.state for line in lines_of(invitation)} == {State(answer), State.SILENT}


def test_answer_of_somebody_invited_alone_is_theirs_and_their_words_are_for_the_secretariat(folder, invitation):
    address = "siti@desa.contoh.id"
    siti = InvitedPerson.objects.create(name="Siti", office="Camat Kalitidu", email=address)
    invitation.invitees.add(Invitee(person=siti, sort_order=9))
    invitation.save()
    letters.deliver(invitation, by=None)
    folder.add(reply(person=address, answer="DECLINED", attendee="lain@desa.contoh.id"))
    assert services.read_mailbox() == {"unknown": 1}
    folder.add(reply(person=address, own="balasan-2", day=2, answer="DECLINED"))
    assert services.read_mailbox() == {"answer": 1}
    given = Rsvp.objects.get()
    assert (given.person, given.answer, given.note) == (siti, "no", "")
    told = LedgerEntry.objects.filter(verb=events.RSVP_ANSWERED).latest("seq")
    assert "Siti" not in f"{told.actor_label} {told.data}"
    invitation.invitees.filter(person=siti).delete()
    folder.add(reply(person=address, own="balasan-3", day=3))
    assert services.read_mailbox() == {"unknown": 1}


def test_tentative_counts_only_where_organisations_can_say_it(folder, invitation):
    folder.add(reply(answer="TENTATIVE"))
    services.read_mailbox()
    assert answers() == ([("Bojonegoro Institute", "maybe")] if "maybe" in Rsvp.Answer.values else [])


OTHER = "surat+0123456789abcdef0123456789abcdef@mufakat.contoh.id"
FORGED = [
    {"to": OTHER, "organizer": OTHER},  # from the person's address, to a word that somebody guessed
    {"to": "surat@mufakat.contoh.id", "organizer": "surat@mufakat.contoh.id"},  # to the mailbox itself
    {"to": OFFICE, "organizer": OFFICE},
    {"attendee": OFFICE},  # for somebody else
    {"uid": "6f1b1d1e-0000-4000-8000-000000000000@mufakat"},  # for another meeting
    {"uid": "x@mufakat"},
    {"uid": "x@contoh.id"},
    {"method": "REQUEST"},
    {"answer": "NEEDS-ACTION"},
    {"stamp": "kemarin"},
    {"sequence": -1},  # about an earlier date
]


def test_reply_that_somebody_else_could_have_sent_answers_nothing(folder, invitation):
    for number, changes in enumerate(FORGED):
        folder.add(reply(own=f"palsu-{number}", **changes))
    assert services.read_mailbox() == {"unknown": len(FORGED)}
    assert answers() == []
    folder.add(reply(own="benar"))
    services.read_mailbox()
    assert answers() == [("Bojonegoro Institute", "yes")]


def test_reply_of_who_no_longer_speaks_for_it_or_speaks_for_two_answers_nothing(folder, invitation, bi):
    seat = MembershipFactory(
        organisation=OrganisationFactory(name="Kedua"), person=bi.memberships.get(person__user__email=PERSON).person
    )
    Invitee.objects.create(invitation=invitation, organisation=seat.organisation)
    folder.add(reply())
    assert services.read_mailbox() == {"unknown": 1}
    bi.memberships.all().delete()
    seat.delete()
    folder.add(reply(own="kedua"))
    assert services.read_mailbox() == {"unknown": 1}
    assert answers() == []


def test_reply_to_a_date_that_was_moved_since_or_that_came_late_answers_nothing(folder, invitation, secretariat):
    late = reply(own="lama", answer="DECLINED", day=1)
    folder.add(reply(own="baru", day=2))
    folder.add(late)
    assert services.read_mailbox() == {"answer": 1, "unknown": 1}
    outdated = reply(own="usang", answer="DECLINED", day=3)
    meeting = MeetingPage.objects.get()
    meeting.starts_at += datetime.timedelta(days=7)
    services.publish_page(meeting, by=secretariat)
    folder.add(outdated)
    assert services.read_mailbox() == {"unknown": 1}
    assert answers() == [("Bojonegoro Institute", "yes")]


def test_closed_invitation_is_answered_by_nobody(folder, invitation, secretariat):
    sent = reply()
    services.cancel_meeting(invitation.meeting, reason="Narasumber sakit.", by=secretariat)
    folder.add(sent)
    assert services.read_mailbox() == {"unknown": 1}
    assert answers() == []


def test_every_mail_to_a_person_holds_the_same_word_and_no_public_file_holds_one(
    folder, invitation, client, committed, secretariat
):
    first = re.search(r"surat\+\w{32}@", letter_to(PERSON).attachments[0].content.decode().replace("\r\n ", "")).group()
    meeting = MeetingPage.objects.get()
    meeting.starts_at += datetime.timedelta(days=1)
    with committed():
        services.publish_page(meeting, by=secretariat)
    told = [one for one in mail.outbox if one.to == [PERSON]][-1]
    assert first in told.attachments[0].content.decode().replace("\r\n ", "")
    assert first not in letter_to(OFFICE).attachments[0].content.decode().replace("\r\n ", "")
    assert "surat+" not in client.get(f"/rapat/{meeting.pk}/acara.ics").content.decode()


def test_secretariat_does_not_say_that_a_calendar_told_it(bi):
    assert "calendar" not in dict(RecordedAnswerForm(organisation=bi).fields["way"].choices)


# --- exactly once, whatever happens


def test_whoever_is_stopped_loses_and_doubles_nothing(folder, invitation):
    folder.add("Subject: Halo\n\nPesan biasa.")
    folder.add(reply())
    folder.breaks_at = folder.add(report())
    with pytest.raises(services.MailboxError):
        services.read_mailbox()
    assert answers() == [("Bojonegoro Institute", "yes")]
    folder.breaks_at = None
    assert services.read_mailbox() == {"bounce": 1}
    assert services.read_mailbox() == {}
    folder.validity += 1  # the server has numbered its messages anew
    assert services.read_mailbox() == {"unknown": 3}
    assert len(answers()) == 1
    assert set(folder.commands) <= {"CAPABILITY", "LOGIN", "EXAMINE", "UID", "LOGOUT"}  # nothing is changed there


BROKEN = [
    b"",
    b"\x00\xff\xfe" * 50,
    b"Message-ID: <a@b>\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n",
    b"From: \xff\xff <\r\nTo: =?utf-8?b?////?=\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY",
    b"Subject: besar\r\n\r\n" + b"x" * 2_100_000,
]


def test_message_that_means_nothing_or_is_broken_stops_none_behind_it(folder, invitation):
    for content in BROKEN:
        folder.add(content)
    folder.add(reply())
    assert services.read_mailbox() == {"unknown": len(BROKEN), "answer": 1}


def test_mailbox_that_cannot_be_read_is_told_without_its_password(folder, invitation, settings):
    call_command("read_mail")
    settings.MAILBOX_URL = settings.MAILBOX_URL.replace("surat:", "surat:salah")
    with pytest.raises(CommandError) as told:
        call_command("read_mail")
    assert PASSWORD not in str(told.value)
    list(run_timer("hourly"))
    assert LastRun.objects.get(name="mailbox").has_failed  # the doctor names it
    assert not MailboxPlace.objects.exclude(uid=0).exists()


def test_what_is_kept_of_mails_goes_after_a_year(folder, invitation):
    services.forget_registrations(at=clock.now() + datetime.timedelta(days=300))
    assert SentMail.objects.count() == 2
    services.forget_registrations(at=clock.now() + datetime.timedelta(days=400))
    assert not SentMail.objects.exists()


def test_without_a_mailbox_no_program_is_asked_to_reply(settings, committed, secretariat, bi, bi_member):
    settings.MAILBOX_ADDRESS = ""
    page = invitation_page(to=[bi], live=False)
    with committed():
        services.publish_page(page, by=secretariat)
    text = mail.outbox[0].attachments[0].content.decode()
    assert "RSVP=FALSE" in text
    assert mail.outbox[0].from_email == settings.DEFAULT_FROM_EMAIL
