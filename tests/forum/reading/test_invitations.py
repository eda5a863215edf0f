"""A published letter shows what it was published with; where the meeting is another today, the page says so."""

import datetime
import re

import pytest
from django.core import mail
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils import timezone

from forum import services
from forum.models import ForumSettings, InvitationPage, LedgerEntry, MeetingPage, Organisation, Person, Post
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
    invitation_page,
    meeting_page,
    member_of,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
NOTICE = "The meeting has changed since this letter was published"


@pytest.fixture
def secretariat():
    return secretariat_user()


@pytest.fixture
def invitation(secretariat):
    post = PostFactory(label="Kepala Dinas Kominfo")
    MembershipFactory(person=PersonFactory(name="Budi Santosa"), organisation=post.organisation, post=post)
    meeting = meeting_page(agenda=["Evaluasi", "Lain-lain"], address="Jalan Mas Tumapel 1")
    page = invitation_page(parent=meeting, to=[OrganisationFactory()], signed_by=post, number="005/1", live=False)
    return services.publish_page(page, by=secretariat)


def page_of(reader, invitation):
    return reader.get(invitation.url).content.decode()


def letter(page):
    [found] = re.findall(r'<article class="letter".*?</article>', page, re.DOTALL)
    return found


def rename_everything():
    for model, name in ((Organisation, "name"), (Post, "label"), (Person, "name")):
        model.objects.update(**{name: Concat(F(name), Value(" baru"))})
    ForumSettings.objects.update_or_create(site_id=1, defaults={"letterhead": "LAIN", "place": "Lain"})


def test_published_letter_keeps_the_names_it_was_published_with_until_it_is_published_again(
    reader, invitation, secretariat
):
    before = letter(page_of(reader, invitation))
    rename_everything()
    assert letter(page_of(reader, invitation)) == before
    draft = InvitationPage.objects.get(pk=invitation.pk).get_latest_revision_as_object()
    services.publish_page(draft, by=secretariat)
    after = letter(page_of(reader, invitation))
    assert after != before
    assert "BUDI SANTOSA BARU" in after
    told = LedgerEntry.objects.filter(page_id=invitation.pk).order_by("seq").values_list("verb", flat=True)
    assert [verb for verb in told if verb != "invitation.sent"] == ["invitation.published", "invitation.changed"]


def test_meeting_moved_after_the_letter_is_told_beside_it(reader, invitation):
    before = page_of(reader, invitation)
    assert NOTICE not in before
    MeetingPage.objects.update(room="Pendopo", starts_at="2031-01-06T02:00Z")
    after = page_of(reader, invitation)
    assert letter(after) == letter(before)
    told = " ".join(after.split())
    assert f"<strong>{NOTICE}</strong> (day and time, place)" in told
    assert "Monday, 6 January 2031, 09.00 WIB until finished, Pendopo, Jalan Mas Tumapel 1" in told


def test_day_to_answer_by_is_said_where_one_was_chosen_and_never_the_end_of_the_meeting(reader, invitation):
    words = "as early as you can; until the meeting is over"
    assert words in page_of(reader, invitation)
    InvitationPage.objects.update(registration_until=timezone.now() + datetime.timedelta(hours=1))
    after = page_of(reader, invitation)
    assert words not in after
    assert after.count("Answer by") == 2


def test_preview_shows_what_would_be_published_now(reader, invitation):
    rename_everything()
    reader.force_login(UserFactory(is_superuser=True, is_staff=True))
    answer = reader.get(reverse("wagtailadmin_pages:view_draft", args=[invitation.pk]))
    assert "BUDI SANTOSA BARU" in answer.content.decode()


def test_mail_of_a_later_day_is_signed_as_the_letter_and_tells_where_the_meeting_is_now(
    invitation, secretariat, committed
):
    member_of(invitation.invitees.get().organisation)
    rename_everything()
    MeetingPage.objects.update(room="Pendopo")
    with committed():
        services.send_invitation(InvitationPage.objects.get(pk=invitation.pk), by=secretariat)
    [message] = mail.outbox
    assert "Pendopo" in message.body
    assert "KEPALA DINAS KOMINFO\nBudi Santosa\n" in message.body
