"""An empty installation gets its first pages and the secretariat's group, once."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, Site, Workflow

from cms.models import HomePage
from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from forum.permissions import is_secretariat
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_site_is_prepared_once_and_stays_as_it_is():
    home = prepare_site()
    pages = set(Page.objects.values_list("pk", "url_path"))
    home.title = "Rumah kita"
    home.save()
    prepare_site()
    assert set(Page.objects.values_list("pk", "url_path")) == pages
    assert HomePage.objects.get().title == "Rumah kita"
    assert Site.objects.get().root_page_id == home.pk
    assert {page.slug for page in home.get_children()} == {"rapat", "rancangan", "notula", "forum"}
    assert not Workflow.objects.filter(name__contains="Moderators").exists()


def test_secretariat_runs_the_forum_and_not_the_logins(client):
    prepare_site()
    user = UserFactory()
    user.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    client.force_login(user)
    assert is_secretariat(user)
    assert client.get("/admin/").status_code == 200
    assert user.has_perm("forum.change_organisation")
    assert not user.has_perm("forum.change_user")
    assert client.get("/admin/users/").status_code == 302
    assert client.get("/admin/groups/").status_code == 302
