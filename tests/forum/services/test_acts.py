"""What is done in the editors' rooms past our services leaves an entry: by whom, for whom, and nothing personal."""

import hashlib

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.log_actions import LogContext
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import querydict_from_html

from cms.models import StandardPage
from cms.services.preparing import prepare_site
from forum import services
from forum.audiences import PUBLIC, SECRETARIAT
from forum.models import ForumSettings, LedgerEntry, Person
from forum.services import publish_page
from tests.factories import (
    OrganisationFactory,
    UserFactory,
    invitation_page,
    meeting_page,
    member_of,
    secretariat_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return UserFactory(is_superuser=True, is_staff=True)


def told(*verbs):
    return list(LedgerEntry.objects.filter(verb__in=verbs).order_by("seq"))


def document(**fields):
    return Document.objects.create(title="Lampiran", file=ContentFile(b"satu", "lampiran.txt"), **fields)


def test_file_that_stands_nowhere_is_told_to_the_secretariat_without_its_title(admin):
    with LogContext(user=admin):
        file = document()
    entry = told("file.added")[0]
    assert (entry.actor, entry.audience, entry.data) == (admin, SECRETARIAT, {})
    assert entry.target == f"wagtaildocs.document:{file.pk}"


def test_file_on_a_public_page_is_told_there_when_it_is_replaced_or_removed(admin):
    file = document()
    home = prepare_site()
    link = f'<p><a linktype="document" id="{file.pk}">Lampiran</a></p>'
    page = home.add_child(instance=StandardPage(title="Tentang", slug="tentang", body=link))
    with LogContext(user=admin):
        file.file = ContentFile(b"dua", "lampiran.txt")
        file.save()
        file.tags.add("baru")  # the same form: told once
    with LogContext(user=admin):
        file.title = "Lampiran baru"
        file.save()
    with LogContext(user=admin):
        file.tags.remove("baru")
    with LogContext(user=admin):
        file.delete()
    entries = told("file.replaced", "file.changed", "file.removed")
    assert [entry.verb for entry in entries] == ["file.replaced", "file.changed", "file.changed", "file.removed"]
    assert {(entry.actor_id, entry.audience, entry.page_id) for entry in entries} == {(admin.pk, PUBLIC, page.pk)}
    assert [entry.data["title"] for entry in entries] == ["Lampiran"] + ["Lampiran baru"] * 3
    assert entries[0].data["sha256"] == [hashlib.sha256(words).hexdigest() for words in (b"satu", b"dua")]
    assert "Lampiran" in entries[0].sentence


def test_of_a_file_that_is_not_for_everybody_neither_title_nor_digest_is_told(admin):
    file = document()
    with LogContext(user=admin):
        file.file = ContentFile(b"dua", "lampiran.txt")
        file.save()
    (entry,) = told("file.replaced")
    assert (entry.audience, entry.data) == (SECRETARIAT, {})


def test_whoever_only_looks_at_a_file_that_was_never_measured_is_not_told_to_have_changed_it(admin, client):
    file = document()
    client.force_login(admin)
    assert client.get(reverse("wagtaildocs:edit", args=[file.pk])).status_code == 200
    file.refresh_from_db()
    assert file.file_size == 4
    assert told("file.changed") == []
    with LogContext(user=admin):
        file.title = "Lampiran baru"
        file.get_file_hash()
    assert [entry.data for entry in told("file.changed")] == []
    with LogContext(user=admin):
        file.save()
    assert len(told("file.changed")) == 1


def test_what_a_command_does_is_nobodys_act():
    file = document()
    file.delete()
    UserFactory()
    assert told("file.added", "file.removed", "login.made") == []


def test_everybody_reads_which_organisation_is_named_as_the_secretariat(admin):
    prepare_site()
    old, new = OrganisationFactory(name="Dinas Lama", short_name=""), OrganisationFactory(name="Dinas Baru")
    settings = ForumSettings.objects.create(site_id=1, secretariat=old)
    with LogContext(user=admin):
        settings.secretariat, settings.contact_email = new, "rahasia@contoh.id"
        settings.save()
        settings.save()
    (entry,) = told("settings.changed")
    assert (entry.audience, entry.actor) == (PUBLIC, admin)
    assert entry.data == {"fields": ["contact_email", "secretariat_id"], "secretariat": ["Dinas Lama", "Dinas Baru"]}
    assert "Dinas Baru" in entry.sentence


def test_a_login_that_changes_its_own_name_leaves_the_fact_and_no_other_way_to_its_address(admin):
    url = reverse("wagtailadmin_account")
    client = Client()
    client.force_login(admin)
    form = querydict_from_html(client.get(url).content.decode())
    form.update({"name_email-first_name": "Budi", "name_email-last_name": "S"})
    form["name_email-email"] = "baru@contoh.id"
    before = admin.email
    assert client.post(url, form).status_code == 302
    admin.refresh_from_db()
    assert admin.email == before
    (entry,) = told("login.changed")
    assert (entry.actor, entry.audience) == (admin, SECRETARIAT)
    assert entry.data == {"fields": ["first_name", "last_name"]}


def test_who_changes_somebody_elses_address_leaves_an_entry_and_both_addresses_are_told(
    admin, django_capture_on_commit_callbacks
):
    login = UserFactory(email="lama@contoh.id")
    with django_capture_on_commit_callbacks(execute=True), LogContext(user=admin):
        login.email = "Baru@contoh.id"
        login.save()
    (entry,) = told("login.changed")
    assert (entry.actor, entry.data) == (admin, {"fields": ["email"]})
    assert sorted(message.to[0] for message in mail.outbox) == ["baru@contoh.id", "lama@contoh.id"]


def test_duties_given_and_taken_are_told_and_groups_that_follow_from_memberships_are_not(admin):
    bi, duty = OrganisationFactory(), Group.objects.create(name="Bagian Hukum")
    login = member_of(bi)
    with LogContext(user=admin):
        login.groups.add(duty)
        login.groups.remove(duty)
        login.groups.remove(bi.group)  # by hand: it does not follow from the memberships
        login.groups.add(bi.group)
    entries = told("duty.given", "duty.taken")
    assert [(one.verb, one.data["duty"]) for one in entries] == [
        ("duty.given", "Bagian Hukum"),
        ("duty.taken", "Bagian Hukum"),
        ("duty.taken", bi.group.name),
    ]
    assert {one.target for one in entries} == {f"forum.user:{login.pk}"}


def test_everybody_learns_that_the_login_of_a_voice_was_changed_and_nobody_whose(admin):
    bi = OrganisationFactory(name="Bojonegoro Institute", short_name="BI")
    login, nobody = member_of(bi), UserFactory()
    with LogContext(user=admin):
        for one in (login, nobody):
            one.email, one.first_name = f"baru{one.pk}@contoh.id", "Baru"
            one.save()
    (entry,) = told("login.voice_changed")
    assert (entry.audience, entry.actor, entry.data) == (PUBLIC, admin, {"organisation": "BI", "fields": ["email"]})
    assert entry.target == f"forum.organisation:{bi.pk}"
    assert "BI" in entry.sentence


def test_what_somebody_changes_of_the_own_login_or_what_opens_no_door_is_nobody_elses(admin):
    login = member_of(OrganisationFactory())
    with LogContext(user=login):
        login.email = "baru@contoh.id"
        login.save()
    with LogContext(user=admin):
        login.first_name = "Baru"
        login.save()
    assert len(told("login.changed")) == 2
    assert told("login.voice_changed") == []


def test_everybody_learns_that_other_logins_hold_a_duty_and_not_which(admin):
    duty, login = Group.objects.create(name="Bagian Hukum"), UserFactory()
    with LogContext(user=admin):
        login.groups.add(duty)
        login.is_superuser = True
        login.save()
        login.groups.remove(duty)
    public = LedgerEntry.objects.filter(audience=PUBLIC).order_by("seq")
    assert [(one.verb, one.data["duty"]) for one in public] == [
        ("duty.holders_changed", name) for name in ("Bagian Hukum", "administrator", "Bagian Hukum")
    ]
    assert f"forum.user:{login.pk}" not in {one.target for one in public}


def test_inviting_a_person_leaves_one_entry(admin):
    person = Person.objects.create(name="Budi", email="budi@contoh.id")
    with LogContext(user=admin):
        services.invite_person(person, by=admin)
    assert [entry.verb for entry in LedgerEntry.objects.all()] == ["login.invited"]


def test_logins_that_are_switched_off_together_are_told_one_by_one(admin, client):
    logins = [UserFactory(), UserFactory()]
    client.force_login(admin)
    url = reverse("wagtail_bulk_action", args=["forum", "user", "set_active_state"])
    client.post(f"{url}?id={logins[0].pk}&id={logins[1].pk}", {"mark_as_active": "False"})
    assert [entry.data for entry in told("login.changed")] == [{"fields": ["is_active"]}] * 2


def test_privacy_is_told_under_the_page_and_what_stands_below_it(admin):
    secretariat = secretariat_user()
    meeting = meeting_page()
    invitation = invitation_page(parent=meeting)
    for page in (meeting, invitation):
        publish_page(page, by=secretariat)
    with LogContext(user=admin):
        limit = PageViewRestriction.objects.create(page=meeting, restriction_type="login")
        limit.delete()
    entries = told("page.restricted", "page.opened")
    assert [(one.actor, one.audience, one.data.get("way")) for one in entries] == [
        (admin, PUBLIC, "login"),
        (admin, PUBLIC, None),
    ]
    assert {row.page_id for row in entries[0].pages.all()} == {meeting.pk, invitation.pk}


def test_draft_with_a_limit_is_deleted_and_told(admin, client):
    home = prepare_site()
    draft = home.add_child(instance=StandardPage(title="Naskah", slug="naskah", live=False))
    PageViewRestriction.objects.create(page=draft, restriction_type="login")
    client.force_login(admin)
    client.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert [entry.actor for entry in told("page.deleted")] == [admin]
    assert {entry.audience for entry in LedgerEntry.objects.all()} == {SECRETARIAT}


def test_whoever_publishes_is_named_also_where_somebody_else_saved_the_draft(admin, client):
    prepare_site()
    meeting = meeting_page(live=False)
    meeting.save_revision(user=secretariat_user())
    client.force_login(admin)
    client.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={meeting.pk}")
    (entry,) = told("meeting.published")
    assert entry.actor == admin
