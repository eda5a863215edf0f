"""Organisations that circulated minutes name stay in the directory."""

import pytest
from django.core.exceptions import PermissionDenied

from forum.models import LedgerEntry, Organisation
from minutes.models.states import State
from tests.factories import OrganisationFactory, PostFactory, minutes_page, said, secretariat_user

pytestmark = pytest.mark.django_db


def test_organisation_that_spoke_or_whose_office_led_the_meeting_is_not_deleted_and_others_are(client):
    spoke, silent, post = OrganisationFactory(), OrganisationFactory(), PostFactory()
    minutes_page(discussion=[said("Setuju.", spoke)], chair=post, state=State.CIRCULATED)
    client.force_login(secretariat_user())
    for organisation in (spoke, silent, post.organisation):
        client.post(f"/admin/organisation/delete/{organisation.pk}/")
    kept = Organisation.objects.filter(pk__in=[spoke.pk, silent.pk, post.organisation_id])
    assert set(kept) == {spoke, post.organisation}
    assert LedgerEntry.objects.filter(verb="record.deleted").count() == 1
    with pytest.raises(PermissionDenied):
        spoke.delete()


def test_organisation_that_only_a_draft_names_is_deleted():
    spoke = OrganisationFactory()
    minutes_page(discussion=[said("Setuju.", spoke)])
    spoke.delete()
    assert not Organisation.objects.filter(pk=spoke.pk).exists()
