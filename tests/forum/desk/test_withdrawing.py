"""What was published is withdrawn with a reason that its address tells; it is not deleted, moved or renamed."""

import datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, Site

from cms.models import StandardPage
from cms.services.preparing import prepare_site
from forum import services
from forum.events import EVENTS
from forum.ledger.contents import find_changed
from forum.models import ForumSettings, LedgerEntry, MeetingPage, RecordedPage
from forum.models.ledger import EntryReason
from tests.factories import (
    OrganisationFactory,
    UserFactory,
    decree_page,
    invitation_page,
    meeting_page,
    member_of,
    minutes_page,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
REASON = "Surat edaran Bupati: ruangan dipakai."


@pytest.fixture
def home():
    return prepare_site()


@pytest.fixture
def secretariat(home):
    return secretariat_user()


@pytest.fixture
def admin(client, home):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.fixture
def meeting(secretariat):
    return services.publish_page(meeting_page(title="Rapat penting", slug="penting"), by=secretariat)


def withdraw_url(page):
    return reverse("forum_withdraw", args=[page.pk])


def bulk(action, *pages):
    keys = "&".join(f"id={page.pk}" for page in pages)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{keys}"


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def test_address_of_a_withdrawn_page_says_what_when_by_which_office_and_why(meeting, admin, client):
    assert admin.post(withdraw_url(meeting), {"reason": REASON}).status_code == 302
    client.logout()
    answer = client.get(meeting.url)
    assert answer.status_code == 410
    for words in ("Rapat penting", REASON):
        assert words in answer.content.decode()
    entry = LedgerEntry.objects.get(verb="meeting.withdrawn")
    assert entry.actor is not None
    assert f"{entry.reason.text}" == REASON
    assert f'id="seq-{entry.seq}"' in answer.content.decode()


@pytest.mark.parametrize("reason", ["", "\u200b ", " . "])
def test_without_a_reason_that_says_something_nothing_is_withdrawn(meeting, admin, reason):
    assert admin.post(withdraw_url(meeting), {"reason": reason}).status_code == 422
    assert is_live(meeting)
    with pytest.raises(ValidationError):
        services.withdraw_page(meeting, reason=reason, by=secretariat_user())


def test_only_the_secretariat_withdraws_and_only_what_is_public(meeting, secretariat):
    with pytest.raises(PermissionDenied):
        services.withdraw_page(meeting, reason=REASON, by=member_of(OrganisationFactory()))
    services.withdraw_page(meeting, reason=REASON, by=secretariat)
    with pytest.raises(ValidationError):
        services.withdraw_page(meeting, reason=REASON, by=secretariat)


def test_published_again_the_page_stands_at_its_address(meeting, secretariat, client):
    services.withdraw_page(meeting, reason=REASON, by=secretariat)
    services.publish_page(MeetingPage.objects.get(pk=meeting.pk), by=secretariat)
    answer = client.get(meeting.url)
    assert answer.status_code == 200
    assert REASON in answer.content.decode()  # the history keeps it


def test_several_are_withdrawn_with_one_reason_or_not_at_all(meeting, home, admin, secretariat):
    plain = services.publish_page(home.add_child(instance=StandardPage(title="Tentang", slug="t")), by=secretariat)
    admin.post(bulk("unpublish", meeting, plain), {"reason": "\u200b"})
    assert is_live(meeting)
    admin.post(bulk("unpublish", meeting, plain), {"reason": REASON})
    assert not any(map(is_live, [meeting, plain]))
    assert list(EntryReason.objects.values_list("text", flat=True)) == [REASON, REASON]


def test_wagtails_own_doors_to_unpublish_are_closed(meeting, admin):
    admin.post(reverse("wagtailadmin_pages:unpublish", args=[meeting.pk]))
    api = reverse("wagtailadmin_api:pages:action", args=[meeting.pk, "unpublish"])
    assert admin.post(api, {"recursive": True}).status_code == 404
    assert is_live(meeting)


def test_a_page_does_not_end_by_itself(meeting):
    form = MeetingPage.get_edit_handler().get_form_class()
    bound = form({"expire_at": "01-12-2030 10.00"}, instance=meeting, for_user=secretariat_user())
    assert "expire_at" in bound.errors


def test_page_that_nobody_withdrew_says_what_did(meeting, home, secretariat, client):
    plain = services.publish_page(home.add_child(instance=StandardPage(title="Tentang", slug="t")), by=secretariat)
    names = ForumSettings.for_site(Site.objects.get(is_default_site=True))
    names.secretariat = OrganisationFactory(name="Dinas Kominfo")
    names.save()
    StandardPage.objects.get(pk=plain.pk).unpublish()  # as a command would
    MeetingPage.objects.filter(pk=meeting.pk).update(expire_at=timezone.now() - datetime.timedelta(days=1))
    call_command("publish_scheduled", stdout=StringIO())
    assert "Hari yang ditetapkan Dinas Kominfo sebagai akhirnya" in client.get(meeting.url).content.decode()
    assert "perintah di server" in client.get(plain.url).content.decode()
    assert list(LedgerEntry.objects.filter(verb__endswith=".withdrawn").values_list("actor", flat=True)) == [None, None]
    assert find_changed() == []


def test_withdrawn_page_that_was_not_for_everybody_is_not_told_to_strangers(secretariat, client):
    bi = OrganisationFactory()
    letter = invitation_page(parent=meeting_page(), to=[bi], is_open=False)
    draft = decree_page(reading="invited")
    for page in (letter, draft):
        services.withdraw_page(page, reason=REASON, by=secretariat)
        assert client.get(page.url).status_code == 404
    client.force_login(member_of(bi))
    assert client.get(letter.url).status_code == 410
    assert client.get(draft.url).status_code == 404


def test_page_that_was_never_published_has_no_notice(home, client):
    draft = home.add_child(instance=StandardPage(title="Naskah", slug="naskah", live=False))
    assert client.get(f"/{draft.slug}/").status_code == 404


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_was_published_is_never_deleted(meeting, admin, secretariat, withdrawn):
    letter = services.publish_page(invitation_page(parent=meeting), by=secretariat)
    if withdrawn:
        services.withdraw_page(letter, reason=REASON, by=secretariat)
    single = admin.post(reverse("wagtailadmin_pages:delete", args=[letter.pk]), follow=True)
    assert "Tarik" in single.content.decode()
    admin.post(reverse("wagtailadmin_pages:delete", args=[meeting.pk]))
    admin.post(bulk("delete", letter))
    admin.post(bulk("delete", meeting.get_parent()))
    admin.post(reverse("wagtailadmin_api:pages:action", args=[letter.pk, "delete"]))
    for page in (letter, Page.objects.get(pk=letter.pk), meeting.get_parent()):
        with pytest.raises(PermissionDenied), transaction.atomic():
            page.delete()
    assert Page.objects.filter(pk__in=[letter.pk, meeting.pk]).count() == 2


def test_draft_is_deleted_and_the_secretariat_reads_by_whom(home, admin):
    draft = home.add_child(instance=StandardPage(title="Naskah", slug="naskah", live=False))
    admin.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert not Page.objects.filter(pk=draft.pk).exists()
    entry = LedgerEntry.objects.get(verb="page.deleted")
    assert (entry.audience, entry.data, entry.actor is not None) == ("secretariat", {"title": "Naskah"}, True)


def test_what_was_published_keeps_its_address(home, admin, secretariat):
    plain, other = (
        services.publish_page(home.add_child(instance=StandardPage(title=name, slug=name)), by=secretariat)
        for name in ("satu", "dua")
    )
    admin.post(reverse("wagtailadmin_pages:move_confirm", args=[plain.pk, other.pk]))
    admin.post(bulk("move", plain), {"chooser": other.pk})
    with pytest.raises(PermissionDenied):
        plain.move(other, pos="last-child")
    form = StandardPage.get_edit_handler().get_form_class()
    assert "slug" in form({"title": "satu", "slug": "lain"}, instance=plain, for_user=secretariat).errors
    plain.slug = "lain"
    draft = Revision.objects.get(pk=plain.save_revision(user=secretariat).pk)
    draft.publish(user=secretariat, skip_permission_checks=True)
    assert StandardPage.objects.get(pk=plain.pk).url_path == "/beranda/satu/"


def test_order_of_neighbours_is_told(home, admin, secretariat):
    services.publish_page(home.add_child(instance=StandardPage(title="satu", slug="satu")), by=secretariat)
    admin.post(f"{reverse('wagtailadmin_pages:set_page_position', args=[home.get_last_child().pk])}?position=0")
    assert LedgerEntry.objects.get(verb="page.moved").data == {"title": "satu"}


def test_minutes_are_withdrawn_like_every_page(home, secretariat, client):
    minutes = minutes_page(state="published", by=secretariat)
    services.withdraw_page(minutes, reason=REASON, by=secretariat)
    assert client.get(minutes.url).status_code == 410


def test_every_page_of_the_record_has_an_event_for_its_withdrawal():
    kinds = [model for model in apps.get_models() if issubclass(model, RecordedPage)]
    assert all("reason" in EVENTS[f"{kind.ledger_prefix}.withdrawn"].content for kind in kinds)


def test_reason_that_was_changed_behind_the_ledger_is_found(meeting, secretariat):
    services.withdraw_page(meeting, reason=REASON, by=secretariat)
    assert find_changed() == []
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        EntryReason.objects.update(text="Lain.")
    with connection.cursor() as cursor:  # what somebody with the database's password could do
        of_table = "" if connection.vendor == "sqlite" else " ON forum_entryreason"
        name = "entry_reason_no_update" if connection.vendor == "sqlite" else "entry_reason_guard"
        cursor.execute(f"DROP TRIGGER {name}{of_table}")
    EntryReason.objects.update(text="Lain.")
    assert len(find_changed()) == 1
