"""An invited organisation answers from the mail: once, and only whoever has the mail."""

import datetime
import re
import secrets
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum import events, services
from forum.models import AnswerLink, InvitationPage, LedgerEntry, MeetingPage, Reminder, Rsvp
from forum.models.invitations import key_of
from forum.reading.invitations.links import Hindrance, hindrance_of, link_of
from forum.services.invitations import letters, reminding
from forum.views.invitations.answers import GUESSES_PER_HOUR
from tests.factories import MembershipFactory, OrganisationFactory, invitation_page, meeting_page, member_of

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://localhost:8000/undangan/jawab/([\w-]+)/")
OFFICE = "kominfo@dinas.contoh.id"


@pytest.fixture
def office(db):
    return OrganisationFactory(name="Dinas Kominfo", email=OFFICE)


def links_in(*messages):
    return [token for message in messages for token in LINK.findall(message.body)]


def mailed(invitation, *organisations, address=OFFICE):
    """The links of one letter, as the mail holds them."""
    assert letters.send_letter(invitation, organisations, address) is None
    return links_in(mail.outbox.pop())


def path(token):
    return f"/undangan/jawab/{token}/"


def answers():
    return list(Rsvp.objects.order_by("pk").values_list("organisation__name", "answer"))


def test_office_answers_from_the_letter_without_login_and_the_record_says_how(reader, office, committed):
    [token] = mailed(invitation_page(to=[office]), office)
    page = reader.get(path(token))
    assert (page.status_code, answers()) == (200, [])
    assert (page["Referrer-Policy"], "no-store" in page["Cache-Control"]) == ("strict-origin", True)
    assert "Ruang rapat lantai 3" in page.content.decode()
    with committed():
        assert reader.post(path(token), {"answer": "yes"}).status_code == 302
    assert answers() == [("Dinas Kominfo", "yes")]
    entry = LedgerEntry.objects.get(verb=events.RSVP_ANSWERED)
    assert (entry.actor, entry.organisation, entry.audience, entry.data["way"]) == (None, office, "members", "link")
    assert OFFICE not in str([entry.data, entry.actor_label, entry.sentence])
    assert "the link that was mailed to" in str(entry.sentence)
    after = reader.get(path(token))
    assert (after.status_code, "The answer is recorded" in after.content.decode()) == (200, True)


def test_only_a_digest_of_the_link_is_stored_and_no_log_holds_it(reader, office, caplog):
    [token] = mailed(invitation_page(to=[office]), office)
    caplog.set_level("INFO")
    reader.get(path(token))
    [row] = AnswerLink.objects.values()
    assert (row["key"], token in str(row)) == (key_of(token), False)
    assert len(token) >= 32
    assert [
        record for record in caplog.records if token in f"{record.getMessage()} {getattr(record, 'about', '')}"
    ] == []


def test_ten_thousand_guessed_replayed_or_forwarded_links_answer_nothing(reader, office):
    invitation = invitation_page(to=[office])
    spent, forwarded = mailed(invitation, office) + mailed(invitation, office)
    services.answer_by_link(link_of(spent), answer="yes")
    guessed = [secrets.token_urlsafe(24) for _n in range(9_900)]
    assert [link_of(token) for token in guessed[:500]] == [None] * 500
    assert not {key_of(token) for token in guessed} & set(AnswerLink.objects.values_list("key", flat=True))
    for token in (spent, forwarded):
        link = link_of(token)
        for _n in range(50):
            with pytest.raises(ValidationError, match="used"):
                services.answer_by_link(link, answer="no")
        page = reader.post(path(token), {"answer": "no"})
        assert (page.status_code, "will attend" in page.content.decode()) == (409, True)
    unknown = [reader.post(path(secrets.token_urlsafe(24)), {"answer": "no"}) for _n in range(GUESSES_PER_HOUR + 5)]
    assert [one.status_code for one in unknown] == [404] * GUESSES_PER_HOUR + [429] * 5
    assert "Dinas Kominfo" not in unknown[0].content.decode()
    assert answers() == [("Dinas Kominfo", "yes")]
    assert reader.get(path(spent)).status_code == 200


def lapsed(link):
    AnswerLink.objects.filter(pk=link.pk).update(made_at=timezone.now() - AnswerLink.LASTS)


def uninvited(link):
    link.invitation.invitees.all().delete()


def withdrawn(link):
    InvitationPage.objects.filter(pk=link.invitation_id).update(live=False)


def called_off(link):
    MeetingPage.objects.update(status=MeetingPage.Status.CANCELLED)


def over(link):
    MeetingPage.objects.update(starts_at=timezone.now() - datetime.timedelta(days=2), ends_at=None)


def moved_house(link):
    link.organisation.email = "lain@dinas.contoh.id"
    link.organisation.save()


@pytest.mark.parametrize(
    ("end", "hindrance"),
    [
        (lapsed, Hindrance.LAPSED),
        (uninvited, Hindrance.NOT_INVITED),
        (withdrawn, Hindrance.WITHDRAWN),
        (called_off, Hindrance.CALLED_OFF),
        (over, Hindrance.CLOSED),
        (moved_house, Hindrance.NOT_YOURS),
    ],
)
def test_link_of_what_has_ended_answers_nothing_and_says_why(reader, office, end, hindrance):
    [token] = mailed(invitation_page(to=[office]), office)
    end(link_of(token))
    page = reader.post(path(token), {"answer": "yes"})
    assert (page.status_code, answers()) == (410, [])
    assert str(hindrance.label) in page.content.decode()
    assert ("Ruang rapat lantai 3" in page.content.decode()) == (hindrance == Hindrance.LAPSED)


def test_who_no_longer_speaks_for_the_organisation_answers_no_more(bi, bi_member, office):
    invitation = invitation_page(to=[bi])
    [token] = mailed(invitation, bi, address=bi_member.email)
    assert hindrance_of(link_of(token)) is None
    bi_member.person.memberships.update(end_date=timezone.localdate() - datetime.timedelta(days=1))
    assert hindrance_of(link_of(token)) == Hindrance.NOT_YOURS


def test_answer_is_told_to_all_who_have_the_invitation_each_with_a_link_of_their_own(reader, bi, bi_member, committed):
    colleague = member_of(bi)
    [token] = mailed(invitation_page(to=[bi]), bi, address=bi_member.email)
    with committed():
        reader.post(path(token), {"answer": "no", "note": "kata orang asing"})
    assert sorted(message.to[0] for message in mail.outbox) == sorted([bi_member.email, colleague.email])
    assert all("cannot attend" in message.body or "tidak" in message.body for message in mail.outbox)
    assert "kata orang asing" not in "".join(message.body for message in mail.outbox)
    tokens = links_in(*mail.outbox)
    assert len(set(tokens)) == 2
    reader.post(path(tokens[0]), {"answer": "yes"})
    assert answers() == [("Bojonegoro Institute", "no"), ("Bojonegoro Institute", "yes")]


def test_new_link_goes_to_the_same_address_only_and_not_without_end(reader, office, committed):
    [token] = mailed(invitation_page(to=[office]), office)
    services.answer_by_link(link_of(token), answer="maybe")
    for _n in range(5):
        with committed():
            assert reader.post(f"{path(token)}baru/", {"address": "lain@contoh.id"}).status_code == 302
    assert [message.to for message in mail.outbox] == [[OFFICE]] * 3
    [fresh] = links_in(mail.outbox[0])
    assert hindrance_of(link_of(fresh)) is None
    with committed():
        assert reader.post(f"{path(fresh)}baru/").status_code == 302
    assert len(mail.outbox) == 3
    assert reader.post(f"{path('tidak-dikenal')}baru/").status_code == 404


def test_mail_that_is_not_taken_leaves_no_link_behind(office, settings):
    settings.EMAIL_BACKEND = "tests.forum.services.invitations.test_letters.ChoosyBackend"
    office.email = "penuh@dinas.contoh.id"
    assert letters.send_letter(invitation_page(to=[office]), [office], office.email) is not None
    assert not AnswerLink.objects.exists()


def test_reminder_holds_a_link_and_whoever_may_come_is_reminded_again(office):
    invitation = invitation_page(
        to=[office], parent=meeting_page(starts_at=timezone.now() + datetime.timedelta(days=2))
    )
    invitation.reminders = [Reminder(days_before=3, to=Reminder.To.SILENT)]
    invitation.save()
    before = timezone.now() - datetime.timedelta(days=5)
    invitation.deliveries.create(organisation=office, way="office", sent_at=before)
    services.answer_by_link(link_of(mailed(invitation, office)[0]), answer="maybe")
    reminding.remind(invitation.pk)
    [token] = links_in(mail.outbox[-1])
    services.answer_by_link(link_of(token), answer="yes")
    assert answers() == [("Dinas Kominfo", "maybe"), ("Dinas Kominfo", "yes")]


def test_who_speaks_for_two_gets_a_link_for_each_in_one_mail(bi, kpi, bi_member, secretariat, committed):
    MembershipFactory(person=bi_member.person, organisation=kpi)
    invitation = invitation_page(to=[bi, kpi], live=False)
    with committed():
        services.publish_page(invitation, by=secretariat)
    [message] = mail.outbox
    assert {link_of(token).organisation for token in links_in(message)} == {bi, kpi}


def test_letter_asks_as_often_for_many_links_as_for_one(office):
    invitation = invitation_page(to=[office])
    letters.send_letter(invitation, [office], OFFICE)

    def queries(*organisations):
        with CaptureQueriesContext(connection) as found:
            letters.send_letter(InvitationPage.objects.get(pk=invitation.pk), organisations, OFFICE)
        return len(found)

    assert queries(office) == queries(office, OrganisationFactory(), OrganisationFactory())


def test_link_that_the_secretariat_hands_over_is_on_record_and_so_is_the_answer(reader, office, secretariat, bi_member):
    invitation = invitation_page(to=[office])
    fresh = services.hand_over_link(invitation, organisation=office, by=secretariat)
    assert LedgerEntry.objects.get(verb=events.ANSWER_LINK_HANDED).actor == secretariat
    reader.post(urlsplit(fresh.url).path, {"answer": "yes"})
    assert LedgerEntry.objects.get(verb=events.RSVP_ANSWERED).data["way"] == "handed"
