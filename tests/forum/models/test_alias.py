"""Wagtail's alias would be published with its original, past the services and the ledger: there is none."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page

from tests.factories import UserFactory, decree_page, invitation_page, meeting_page

pytestmark = pytest.mark.django_db
MAKERS = [meeting_page, decree_page, invitation_page]


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def copy_url(page):
    return reverse("wagtailadmin_pages:copy", args=[page.pk])


def sent(page, **given):
    return {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": page.get_parent().pk, **given}


@pytest.mark.parametrize("make", MAKERS)
def test_form_offers_a_copy_and_no_alias(admin, make):
    page = make()
    fields = admin.get(copy_url(page)).context["form"].fields
    assert "new_title" in fields
    assert "alias" not in fields
    assert admin.post(copy_url(page), sent(page)).status_code == 302
    assert Page.objects.get(slug="salinan").alias_of is None


@pytest.mark.parametrize("make", MAKERS)
def test_alias_that_is_asked_for_all_the_same_is_refused_and_nothing_is_copied(admin, make):
    page = make()
    answer = admin.post(copy_url(page), sent(page, alias="on"))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Page.objects.filter(slug="salinan").exists()


@pytest.mark.parametrize("make", MAKERS)
def test_no_other_way_leads_to_an_alias(admin, make):
    page = make()
    with pytest.raises(ValidationError):
        CreatePageAliasAction(page, update_slug="salinan").execute(skip_permission_checks=True)
    api = reverse("wagtailadmin_api:pages:action", args=[page.pk, "create_alias"])
    assert admin.post(api, {"recursive": False, "update_slug": "salinan"}).status_code == 404
    assert not Page.objects.filter(slug="salinan").exists()


def test_copy_has_a_title_that_says_something(admin):
    page = meeting_page()
    assert admin.post(copy_url(page), sent(page, new_title="\u200b")).context["form"].errors["new_title"]
    admin.post(copy_url(page), sent(page, new_title="Rapat\x0bkedua"))
    assert Page.objects.get(slug="salinan").title == "Rapat kedua"
