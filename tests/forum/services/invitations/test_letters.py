"""What is shown as sent was sent; whoever could not be written to stays due, and is named."""

import datetime
import smtplib

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html

from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from forum import events, services
from forum.models import Delivery, LedgerEntry, Membership
from forum.reading.invitations.deliveries import mailing_of
from forum.services import tasks
from forum.services.invitations import letters
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory, invitation_page, meeting_page

pytestmark = pytest.mark.django_db
REFUSED = {"penuh@dinas.contoh.id"}


class ChoosyBackend(EmailBackend):
    """A mail server that does not take letters to some addresses."""

    def send_messages(self, messages):
        for message in messages:
            if refused := REFUSED & set(message.to):
                raise smtplib.SMTPRecipientsRefused(dict.fromkeys(refused, (550, b"full")))
        return super().send_messages(messages)


@pytest.fixture
def choosy(settings):
    settings.EMAIL_BACKEND = f"{__name__}.ChoosyBackend"


@pytest.fixture
def units():
    """By office address; without any; with one that the mail server refuses."""
    return [
        OrganisationFactory(name="Dinas Kominfo", email="kominfo@dinas.contoh.id"),
        OrganisationFactory(name="Kecamatan Dander"),
        OrganisationFactory(name="Dinas Sosial", email="penuh@dinas.contoh.id"),
    ]


def publish(invitation, committed, secretariat):
    with committed():
        services.publish_page(invitation, by=secretariat)
    return invitation


def told(verb=events.INVITATION_SENT):
    return [entry.data for entry in LedgerEntry.objects.filter(verb=verb).order_by("seq")]


def sent_to():
    return sorted(address for message in mail.outbox for address in message.to)


def test_entry_names_who_was_written_to_by_which_way_and_who_could_not_be(
    committed, choosy, secretariat, bi, bi_member, units
):
    office, nowhere, refused = units
    publish(invitation_page(to=[bi, *units], live=False), committed, secretariat)
    assert sent_to() == sorted([bi_member.email, office.email])
    (data,) = told()
    assert set(data["organisations"]) == {bi.pk, office.pk}
    assert (data["by_office"], data["without_address"], data["refused"]) == ([office.pk], [nowhere.pk], [refused.pk])
    assert LedgerEntry.objects.get(verb=events.INVITATION_SENT).actor == secretariat


def test_desk_says_how_many_got_it_and_names_who_did_not(reader, committed, choosy, secretariat, bi, bi_member, units):
    invitation = publish(invitation_page(to=[bi, *units], live=False), committed, secretariat)
    reader.force_login(secretariat)
    page = reader.get(f"/admin/forum/undangan/{invitation.pk}/").content.decode()
    assert "for 2 of 4 invited organisations" in " ".join(page.split())
    mailing = mailing_of(invitation)
    assert [one.name for one in mailing.without_address] == ["Kecamatan Dander"]
    assert [one.name for one in mailing.waiting] == ["Dinas Sosial"]


def test_nothing_is_entered_again_while_the_same_cannot_be_written_to(committed, choosy, secretariat, units):
    invitation = publish(invitation_page(to=units, live=False), committed, secretariat)
    assert letters.deliver(invitation, by=secretariat) is None
    assert len(told()) == 1


def test_who_gets_an_office_address_later_is_written_to_then(client, committed, secretariat, units):
    invitation = publish(invitation_page(to=[units[1]], live=False), committed, secretariat)
    assert mail.outbox == []
    client.force_login(secretariat)
    known = {"name": units[1].name, "slug": units[1].slug, "sector": units[1].sector_id}
    with committed():
        client.post(f"/admin/organisation/edit/{units[1].pk}/", {**known, "email": "dander@kec.contoh.id"})
    assert sent_to() == ["dander@kec.contoh.id"]
    assert told()[-1]["organisations"] == [units[1].pk]
    assert mailing_of(invitation).without_address == []


def test_who_gets_somebody_to_speak_for_it_later_is_written_to_then(committed, secretariat, units):
    publish(invitation_page(to=[units[1]], live=False), committed, secretariat)
    person = PersonFactory(user=None, email="camat@kec.contoh.id")
    with committed():
        services.start_membership(person, organisation=units[1], start_date=timezone.localdate(), by=secretariat)
    assert mail.outbox == []
    with committed():
        services.invite_person(person, by=secretariat)
    assert sent_to() == ["camat@kec.contoh.id"] * 2  # the link to sign in, and the letter


def test_membership_that_begins_on_a_later_day_brings_the_letter_that_day(committed, secretariat, units):
    publish(invitation_page(to=[units[1]], live=False), committed, secretariat)
    today = timezone.localdate()
    membership = MembershipFactory(organisation=units[1], start_date=today + datetime.timedelta(days=1))
    assert (services.sync_memberships(), sent_to()) == (0, [])
    Membership.objects.filter(pk=membership.pk).update(start_date=today)
    assert services.sync_memberships() == 1
    assert sent_to() == [membership.person.user.email]


def test_closed_invitations_are_not_sent_to_whoever_gets_an_address_later(committed, secretariat, units):
    old = meeting_page(starts_at=timezone.now() - datetime.timedelta(days=90))
    invitation_page(parent=old, to=[units[0]])
    tasks.send_overdue_letters.call()
    assert mail.outbox == []


def test_letter_that_somebody_else_is_sending_is_not_sent_twice_and_is_taken_up_when_that_was_stopped(units):
    invitation = invitation_page(to=[units[0]])
    begun = Delivery.objects.create(invitation=invitation, organisation=units[0], way="office")
    assert letters.deliver(invitation, by=None) is None
    assert mail.outbox == []
    Delivery.objects.filter(pk=begun.pk).update(begun_at=timezone.now() - 2 * letters.GIVEN_UP_AFTER)
    assert letters.deliver(invitation, by=None).data["organisations"] == [units[0].pk]
    assert sent_to() == [units[0].email]


def test_only_the_secretariat_sends_it_again(client, committed, choosy, secretariat, bi_member, units):
    invitation = publish(invitation_page(to=[units[2]], live=False), committed, secretariat)
    address = f"/admin/forum/undangan/{invitation.pk}/kirim/"
    seen = {"revision": invitation.latest_revision_id}
    units[2].email = "sosial@dinas.contoh.id"
    units[2].save()
    client.force_login(bi_member)
    assert client.post(address, seen).status_code in (302, 403)
    assert mail.outbox == []
    client.force_login(secretariat)
    with committed():
        assert client.post(address, seen).status_code == 302
    assert sent_to() == ["sosial@dinas.contoh.id"]


def test_whoever_publishes_is_told_at_once_whom_it_does_not_reach(client, committed, secretariat, units):
    prepare_site()
    secretariat.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    invitation = invitation_page(to=units[:2], live=False)
    client.force_login(secretariat)
    edit = reverse("wagtailadmin_pages:edit", args=[invitation.pk])
    form = querydict_from_html(client.get(edit).content.decode(), form_id="page-edit-form").dict()
    with committed():
        before = client.post(edit, {**form, "action-publish": "1"}, follow=True)
        assert [one.name for one in before.context["plan"].unreachable] == ["Kecamatan Dander"]
        confirmed = {"revision": before.context["revision"]}
        answer = client.post(reverse("forum_send_preview", args=[invitation.pk]), confirmed, follow=True)
    messages = " ".join(str(message) for message in answer.context["messages"])
    assert "Kecamatan Dander" in messages
    assert "Dinas Kominfo" not in messages


@pytest.mark.parametrize("number", [1, 5])
def test_mailing_is_read_with_the_same_number_of_queries(number, django_assert_num_queries):
    invitation = invitation_page(to=[OrganisationFactory() for _each in range(number)])
    with django_assert_num_queries(5):
        assert len(mailing_of(invitation).without_address) == number
