"""What the desk of the minutes says before a step."""

import pytest
from django.urls import reverse

from minutes.models import ActionItem
from minutes.models.states import State, Step
from minutes.services import reopen_minutes
from tests.factories import UserFactory, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("text", "is_told"), [("Dibentuk tim 漢", True), ("Dibentuk tim ꦗꦮ", False)])
def test_characters_that_the_pdf_cannot_show_are_told_before_circulating(client, text, is_told):
    minutes = minutes_page(decisions=[text], state=State.DRAFT)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    for url in (
        reverse("wagtailadmin_pages:edit", args=[minutes.pk]),
        reverse("minutes_step", args=[minutes.pk, Step.CIRCULATE]),
    ):
        assert ("U+6F22" in client.get(url).content.decode()) == is_told


@pytest.mark.parametrize("state", [State.CIRCULATED, State.PUBLISHED])
def test_an_earlier_draft_whose_follow_ups_had_no_number_yet_can_still_be_looked_at(client, state):
    secretariat = secretariat_user(is_staff=True, is_superuser=True)
    minutes = minutes_page(state=state, actions=[("Menyusun draf", None)], by=secretariat)
    client.force_login(secretariat)
    for revision in minutes.revisions.all():
        shown = client.get(reverse("wagtailadmin_pages:revisions_view", args=[minutes.pk, revision.pk]))
        assert shown.status_code == 200
        assert "Menyusun draf" in shown.content.decode()


def test_a_follow_up_that_is_new_in_the_next_edition_can_be_previewed(client):
    secretariat = secretariat_user(is_staff=True, is_superuser=True)
    minutes = reopen_minutes(minutes_page(state=State.PUBLISHED, by=secretariat), reason="Kurang satu.", by=secretariat)
    draft = minutes.get_latest_revision_as_object()
    draft.action_items.add(ActionItem(text="Mengundang camat", owner=minutes.attendance.get().organisation))
    revision = draft.save_revision(user=secretariat)
    client.force_login(secretariat)
    shown = client.get(reverse("wagtailadmin_pages:revisions_view", args=[minutes.pk, revision.pk]))
    assert "Mengundang camat" in shown.content.decode()
