"""No way around the steps: Wagtail's own publishing, saving and editing are refused or harmless."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models.deletion import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from forum.models import InvitedPerson, Invitee
from forum.reading.attendance.expected import guest_alone
from forum.services import add_capacity, check_in
from forum.services.attendance.recording import Arrival
from minutes import services
from minutes.models import MinutesPage, content
from minutes.models.states import State
from tests.factories import (
    OrganisationFactory,
    UserFactory,
    invitation_page,
    meeting_page,
    minutes_page,
    secretariat_user,
)
from tests.factories.minutes import bring_to

pytestmark = pytest.mark.django_db

UNAPPROVED = [State.DRAFT, State.CIRCULATED]


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize("state", UNAPPROVED)
def test_unapproved_minutes_cannot_be_published_by_a_revision(state):
    minutes = minutes_page(state=state)
    with pytest.raises(PermissionDenied):
        minutes.get_latest_revision().publish(user=secretariat_user(), skip_permission_checks=True)
    assert not MinutesPage.objects.get(pk=minutes.pk).live


@pytest.mark.parametrize("state", UNAPPROVED)
def test_unapproved_minutes_cannot_be_saved_as_live(state):
    minutes = minutes_page(state=state)
    minutes.live = True
    with pytest.raises(PermissionDenied):
        minutes.save()


def test_minutes_are_born_as_a_draft_even_if_made_otherwise():
    minutes = MinutesPage(title="Notula", live=True, state=State.PUBLISHED, published_at=timezone.now())
    meeting_page().add_child(instance=minutes)
    saved = MinutesPage.objects.get(pk=minutes.pk)
    assert (saved.live, saved.state, saved.published_at) == (False, State.DRAFT, None)


def test_database_refuses_states_without_their_past():
    minutes = minutes_page()
    for state in (State.CIRCULATED, State.APPROVED, State.PUBLISHED):
        with pytest.raises(IntegrityError), transaction.atomic():
            MinutesPage.objects.filter(pk=minutes.pk).update(state=state)


def test_a_scheduled_revision_does_not_go_live_without_approval():
    minutes = minutes_page()
    minutes.revisions.update(approved_go_live_at=timezone.now() - timezone.timedelta(hours=1))
    with pytest.raises(PermissionDenied):
        call_command("publish_scheduled")
    assert not MinutesPage.objects.get(pk=minutes.pk).live


def test_changed_draft_of_reopened_minutes_cannot_replace_the_public_edition():
    secretariat = secretariat_user()
    minutes = services.reopen_minutes(
        minutes_page(state=State.PUBLISHED, by=secretariat), reason="Salah", by=secretariat
    )
    draft = minutes.get_latest_revision_as_object()
    draft.number = "diam-diam"
    with pytest.raises(PermissionDenied):
        draft.save_revision(user=secretariat).publish(skip_permission_checks=True)
    assert MinutesPage.objects.get(pk=minutes.pk).number == ""


def test_old_draft_does_not_bring_an_old_state_back():
    minutes = minutes_page(state=State.PUBLISHED)
    first = minutes.revisions.order_by("pk").first().as_object()
    assert (first.state, first.edition, first.live) == (State.PUBLISHED, 1, True)


def editor_form(minutes, **changes):
    """What the editor's browser sends."""
    rows = ("attendance", "outcomes", "inputs", "decisions", "action_items", "attachments", "recordings", "signatories")
    lists = (*rows, "comments")
    return nested_form_data(
        {
            "title": minutes.title,
            "slug": minutes.slug,
            "kind": minutes.kind,
            "public_participants": 0,
            "discussion": streamfield([]),
            **{name: inline_formset([]) for name in lists},
            **changes,
        }
    )


def save_in_editor(client, minutes, **changes):
    url = reverse("wagtailadmin_pages:edit", args=[minutes.pk])
    return client.post(url, editor_form(minutes, **changes))


def test_a_draft_is_saved_in_the_editor_but_not_published_there(admin):
    minutes = minutes_page()
    save_in_editor(admin, minutes, title="Notula baru")
    save_in_editor(admin, minutes, title="Notula lebih baru", **{"action-publish": "1"})
    saved = MinutesPage.objects.get(pk=minutes.pk)
    assert (saved.title, saved.live, saved.state) == ("Notula lebih baru", False, State.DRAFT)


def test_date_of_which_half_is_typed_does_not_stop_the_form_from_saving_itself(admin):
    minutes = minutes_page(actions=[("Menyusun draf", datetime.date(2027, 1, 12)), ("Mengunggah", None)])
    rows = list(minutes.action_items.all())
    typed = [
        {"id": row.pk, "text": f"{row.text} data", "owner": row.owner_id, "due_date": due, "ORDER": place}
        for place, (row, due) in enumerate(zip(rows, ["30 Ma", "5 Februari 2027"], strict=True))
    ]
    form = editor_form(minutes, number="005/1", action_items=inline_formset(typed, initial=2))
    url = reverse("wagtailadmin_pages:edit", args=[minutes.pk])
    by_itself = {"headers": {"Accept": "application/json"}}
    assert admin.post(url, form, **by_itself).json()["success"] is False
    assert admin.post(url, {**form, "saves-itself": "on"}, **by_itself).json()["success"] is True
    draft = MinutesPage.objects.get(pk=minutes.pk).get_latest_revision_as_object()
    assert draft.number == "005/1"
    assert [(one.text, one.due_date) for one in draft.action_items.all()] == [
        ("Menyusun draf data", datetime.date(2027, 1, 12)),
        ("Mengunggah data", datetime.date(2027, 2, 5)),
    ]


def test_a_statement_keeps_its_organisation_through_the_editor(admin):
    speaker = OrganisationFactory()
    minutes = minutes_page()
    statement = {"office": "Ketua", "organisation": str(speaker.pk), "text": "Setuju"}
    save_in_editor(admin, minutes, discussion=streamfield([("statement", statement)]))
    saved = MinutesPage.objects.get(pk=minutes.pk).discussion[0].value
    assert (saved["office"], saved["organisation"], saved["text"]) == ("Ketua", speaker, "Setuju")
    block = MinutesPage.discussion.field.stream_block.child_blocks["statement"].child_blocks["organisation"]
    assert block.get_form_state(speaker) == [str(speaker.pk)]


@pytest.mark.parametrize("organisation", ["", "0", "abc", "9" * 30])
def test_a_statement_without_an_organisation_is_saved(admin, organisation):
    minutes = minutes_page()
    statement = {"office": "Warga", "organisation": organisation, "text": "Setuju\x0bsekali"}
    answer = save_in_editor(admin, minutes, discussion=streamfield([("statement", statement)]))
    assert answer.status_code == 302
    saved = MinutesPage.objects.get(pk=minutes.pk).get_latest_revision_as_object().discussion[0].value
    assert (saved["office"], saved["organisation"], saved["text"]) == ("Warga", None, "Setuju\nsekali")


def test_minutes_made_and_published_in_one_go_stay_a_draft(admin):
    meeting = meeting_page()
    url = reverse("wagtailadmin_pages:add", args=["minutes", "minutespage", meeting.pk])
    minutes = MinutesPage(title="Notula", slug="notula")
    assert b'name="action-publish"' not in admin.get(url).content
    admin.post(url, editor_form(minutes, **{"action-publish": "1"}))
    made = MinutesPage.objects.get(meeting=meeting)
    assert (made.live, made.state) == (False, State.DRAFT)


@pytest.mark.parametrize("state", [State.APPROVED, State.PUBLISHED])
def test_approved_and_published_minutes_are_locked_in_the_editor(admin, state):
    minutes = minutes_page(state=state)
    revisions = minutes.revisions.count()
    response = save_in_editor(admin, minutes, title="Diganti")
    assert response.status_code == 200
    assert minutes.revisions.count() == revisions
    assert MinutesPage.objects.get(pk=minutes.pk).title == "Notula rapat"
    admin.post(reverse("wagtailadmin_pages:unlock", args=[minutes.pk]))
    assert MinutesPage.objects.get(pk=minutes.pk).get_lock() is not None


def test_published_minutes_and_their_meeting_cannot_be_deleted_or_moved(admin):
    minutes = minutes_page(state=State.PUBLISHED)
    for page in (minutes, minutes.meeting):
        admin.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert MinutesPage.objects.filter(pk=minutes.pk).exists()
    assert not minutes.permissions_for_user(UserFactory(is_superuser=True)).can_move()
    with pytest.raises(ProtectedError):
        minutes.meeting.delete()


def test_publish_button_is_not_offered_and_does_not_work(admin):
    minutes = minutes_page()
    edit = reverse("wagtailadmin_pages:edit", args=[minutes.pk])
    assert b'name="action-publish"' not in admin.get(edit).content
    assert not minutes.permissions_for_user(UserFactory(is_superuser=True)).can_publish()


def test_a_step_is_taken_in_the_admin_and_refused_to_an_editor_without_the_duty(admin, client):
    minutes = minutes_page()
    url = reverse("minutes_step", args=[minutes.pk, "circulate"])
    assert url in admin.get(reverse("wagtailadmin_pages:edit", args=[minutes.pk])).content.decode()
    assert admin.get(url).status_code == 200
    admin.post(url)
    assert MinutesPage.objects.get(pk=minutes.pk).state == State.CIRCULATED
    editor = UserFactory()
    from django.contrib.auth.models import Permission

    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    response = client.post(reverse("minutes_step", args=[minutes.pk, "approve"]))
    assert response.status_code in {302, 403}
    assert MinutesPage.objects.get(pk=minutes.pk).state == State.CIRCULATED


def test_reopening_in_the_admin_asks_for_the_reason(admin):
    minutes = minutes_page(state=State.PUBLISHED)
    url = reverse("minutes_step", args=[minutes.pk, "reopen"])
    assert admin.post(url, {"reason": ""}).status_code == 200
    assert MinutesPage.objects.get(pk=minutes.pk).state == State.PUBLISHED
    admin.post(url, {"reason": "Salah nama lembaga"})
    assert MinutesPage.objects.get(pk=minutes.pk).state == State.DRAFT


def test_preview_of_a_draft_shows_it_to_the_editor(admin):
    minutes = minutes_page(decisions=["Keputusan yang masih draf"])
    response = admin.get(reverse("wagtailadmin_pages:view_draft", args=[minutes.pk]))
    assert "Keputusan yang masih draf" in response.content.decode()


def test_new_minutes_begin_with_the_organisations_that_were_recorded_as_present(admin):
    meeting, bi, kpi = meeting_page(starts_at=timezone.now()), OrganisationFactory(name="BI"), OrganisationFactory()
    arrivals = [
        Arrival(name="Sari", organisation=bi, position="Direktur"),
        Arrival(name="Tono", organisation=bi, position="Staf"),
        Arrival(name="Warga"),
    ]
    ((first, _), *_others) = check_in(meeting, arrivals, way="desk", by=secretariat_user())
    add_capacity(first, organisation=kpi, by=secretariat_user())
    page = admin.get(reverse("wagtailadmin_pages:add", args=["minutes", "minutespage", meeting.pk]))
    form = page.context["form"]
    assert form["title"].value() == f"Notula {meeting.title}"
    rows = form.formsets["attendance"].forms
    shown = [tuple(row[name].value() for name in ("organisation", "people", "capacity")) for row in rows]
    assert shown == [(bi.pk, 2, "Direktur, Staf"), (kpi.pk, 0, "")]
    assert form["public_participants"].value() == 1
    assert 'name="attendance-1-people" value="0"' in page.content.decode()
    assert "Sari" not in page.content.decode()
    other = admin.get(reverse("wagtailadmin_pages:add", args=["minutes", "minutespage", meeting_page(slug="lain").pk]))
    assert other.context["form"].formsets["attendance"].forms == []


def test_guests_who_were_invited_alone_stand_by_their_office_in_new_minutes_and_in_what_is_published(admin):
    siti = InvitedPerson.objects.create(name="Siti Aminah", office="Camat Kalitidu")
    meeting, by = meeting_page(starts_at=timezone.now()), secretariat_user()
    Invitee.objects.create(invitation=invitation_page(parent=meeting), person=siti)
    alone = Arrival.alone(siti, guest_alone(meeting, siti))
    check_in(meeting, [alone, Arrival(name="Warga")], way="desk", by=by)
    page = admin.get(reverse("wagtailadmin_pages:add", args=["minutes", "minutespage", meeting.pk]))
    form = page.context["form"]
    assert (form["guests"].value(), form["public_participants"].value()) == ("Camat Kalitidu", 1)
    assert "Siti" not in page.content.decode()
    minutes = minutes_page(meeting=meeting, present=[OrganisationFactory()], public_participants=1)
    assert "guests" not in content.content_of(minutes)  # what was circulated before there were guests keeps its digest
    minutes.guests = "Camat Kalitidu\nRadio Malowopati"
    assert content.content_of(minutes)["guests"] == ["Camat Kalitidu", "Radio Malowopati"]
    minutes.save_revision(user=by)
    published = bring_to(minutes, State.PUBLISHED, by=by)
    html = " ".join(Client().get(published.url).content.decode().split())
    assert "Camat Kalitidu; Radio Malowopati" in html
    assert "Seluruhnya: 5 orang" in html  # two of an organisation, two guests, one of the public
