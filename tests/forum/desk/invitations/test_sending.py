"""Before letters go out the secretariat sees exactly whom they go to; a draft sends nothing."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from forum import services
from forum.models import Delivery, InvitationPage, InvitedPerson, Invitee, LedgerEntry
from forum.reading.invitations.planned import plan_of, progress_of
from tests.factories import MembershipFactory, OrganisationFactory, PostFactory, invitation_page, secretariat_user

pytestmark = pytest.mark.django_db
LINK = re.compile(r"(?<=/undangan/jawab/)\S+")  # each mail has its own


@pytest.fixture
def units():
    """By people, by the office's address, and by nothing."""
    people = OrganisationFactory(name="Dinas Kominfo")
    for name in ("ani", "budi"):
        MembershipFactory(organisation=people, person__user__email=f"{name}@kominfo.contoh.id")
    return [
        people,
        OrganisationFactory(name="Dinas Sosial", email="sosial@contoh.id"),
        OrganisationFactory(name="Dander"),
    ]


@pytest.fixture
def editor(reader):
    login = secretariat_user(is_superuser=True)
    reader.force_login(login)
    return login


def preview(invitation):
    return reverse("forum_send_preview", args=[invitation.pk])


def publish_in_editor(reader, invitation, **fields):
    edit = reverse("wagtailadmin_pages:edit", args=[invitation.pk])
    form = querydict_from_html(reader.get(edit).content.decode(), form_id="page-edit-form").dict()
    return reader.post(edit, {**form, **fields, "action-publish": "1"})


def test_publishing_shows_first_whom_it_goes_to_and_sends_when_that_is_confirmed(reader, editor, committed, units):
    invitation = invitation_page(to=units, live=False, number="")
    with committed():
        answer = publish_in_editor(reader, invitation, title="Undangan baru")
    assert answer.headers["Location"] == preview(invitation)
    assert mail.outbox == []
    assert not InvitationPage.objects.get().live
    page = reader.get(preview(invitation))
    told = [(one.party.name, one.way, one.addresses) for one in page.context["plan"].letters]
    assert told == [
        ("Dinas Kominfo", "to the people who speak for it", ("ani@kominfo.contoh.id", "budi@kominfo.contoh.id")),
        ("Dinas Sosial", "to the office's address", ("sosial@contoh.id",)),
    ]
    assert [one.name for one in page.context["plan"].unreachable] == ["Dander"]
    assert (page.context["plan"].mails, page.context["mail"].subject) == (3, "Undangan baru")
    with committed():
        reader.post(preview(invitation), {"revision": page.context["revision"]})
    assert InvitationPage.objects.get().live
    assert [one.to[0] for one in mail.outbox] == [address for _name, _way, each in told for address in each]
    sent, shown = (LINK.sub("", one.body).splitlines() for one in (mail.outbox[0], page.context["mail"]))
    assert sent[3:] == shown[3:]  # above: the number


def test_draft_sends_nothing_to_anybody(reader, editor, committed, units):
    invitation = invitation_page(to=units, live=False)
    with committed():
        invitation.save_revision(user=editor)
        services.send_invitation(invitation, by=editor)
        reader.get(preview(invitation))
    assert mail.outbox == []
    assert not Delivery.objects.exists()
    assert not LedgerEntry.objects.filter(verb="invitation.sent").exists()


def test_what_was_changed_meanwhile_is_shown_once_more(reader, editor, committed, units):
    invitation = invitation_page(to=units, live=False)
    seen = invitation.save_revision(user=editor)
    invitation.save_revision(user=editor)
    with committed():
        assert reader.post(preview(invitation), {"revision": seen.pk}).status_code == 200
    assert not InvitationPage.objects.get().live
    assert mail.outbox == []


def test_change_that_sends_no_letter_is_published_at_once(reader, editor, committed, units):
    invitation = invitation_page(to=units)
    with committed():
        services.publish_page(invitation, by=editor)
    before = len(mail.outbox)
    with committed():
        publish_in_editor(reader, InvitationPage.objects.get(), closing="Terima kasih.")
    assert InvitationPage.objects.get().closing == "Terima kasih."
    assert len(mail.outbox) == before


def test_only_whoever_manages_the_forum_sees_or_sends(reader, editor, committed, units, bi_member):
    invitation = invitation_page(to=units, live=False)
    revision = invitation.save_revision(user=editor)
    reader.force_login(bi_member)
    with committed():
        assert reader.get(preview(invitation)).status_code == 302  # to the sign-in of the editors' rooms
        reader.post(preview(invitation), {"revision": revision.pk})
    assert not InvitationPage.objects.get().live


def test_progress_counts_those_with_an_address(committed, secretariat, units):
    invitation = invitation_page(to=units)
    assert (progress_of(invitation).done, progress_of(invitation).all) == (0, 2)
    with committed():
        services.send_invitation(invitation, by=secretariat)
    assert (progress_of(invitation).done, progress_of(invitation).all) == (2, 2)
    assert plan_of(invitation).letters == []


@pytest.mark.parametrize("number", [1, 5])
def test_plan_asks_no_more_for_many(number, django_assert_num_queries):
    invitation = invitation_page(to=OrganisationFactory.create_batch(number, email="kantor@contoh.id"))
    with django_assert_num_queries(5):
        assert len(plan_of(invitation).letters) == number


def test_preview_counts_organisations_and_single_people_apart(reader, editor, units):
    siti = InvitedPerson.objects.create(name="Siti", office="Camat Kalitidu", email="siti@desa.contoh.id")
    invitation = invitation_page(to=units, live=False)
    words = []
    for people, offices in (([], units), ([siti], units), ([siti], [])):
        rows = [*({"organisation": one} for one in offices), *({"person": one} for one in people)]
        invitation.invitees = [Invitee(sort_order=order, **row) for order, row in enumerate(rows)]
        invitation.save_revision(user=editor)
        page = " ".join(reader.get(preview(invitation)).content.decode().split())
        words.append(re.search(r"Letters to ([^.]*)\.", page)[1])
    assert words == [
        "2 organisations, in mails to 3 addresses",
        "2 organisations and 1 single person, in mails to 4 addresses",
        "1 single person, in a mail to 1 address",
    ]


def test_who_brings_a_line_is_chosen_among_the_people_whom_the_invitation_names(reader, editor, units):
    named, stranger = (InvitedPerson.objects.create(name=name, office="Camat") for name in ("Siti", "Budi"))
    invitation = invitation_page(to=units[:1], live=False, bring=["Data"])
    edit = reverse("wagtailadmin_pages:edit", args=[invitation.pk])
    assert "bring_items-0-person" not in reader.get(edit).content.decode()
    invitation.invitees.add(Invitee(person=named, sort_order=9))
    invitation.save_revision(user=editor)
    form = querydict_from_html(reader.get(edit).content.decode(), form_id="page-edit-form").dict()

    def brought_by(person):
        reader.post(edit, {**form, "bring_items-0-person": str(person.pk)})
        return InvitationPage.objects.get().get_latest_revision_as_object().bring_items.get().person

    assert brought_by(stranger) is None
    assert brought_by(named) == named


def test_preview_shows_readable_links_and_says_that_nobody_signs(reader, editor, units):
    invitation = invitation_page(to=units, live=False)
    invitation.save_revision(user=editor)
    page = reader.get(preview(invitation)).content.decode()
    assert "/undangan/jawab/…/" in page
    assert "Nobody signs this letter." in page
    invitation.signed_by = PostFactory(organisation=units[0])
    invitation.save_revision(user=editor)
    assert "Nobody signs this letter." not in reader.get(preview(invitation)).content.decode()
