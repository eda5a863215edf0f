"""The editor's form of a page, filled in before its scripts have come."""

import pytest
from django.contrib.auth.models import Group
from wagtail.test.utils.form_data import querydict_from_html

from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from forum.models import InvitationPage
from tests.factories import meeting_page, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(client):
    prepare_site()
    user = secretariat_user()
    user.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    client.force_login(user)
    meeting = meeting_page()
    url = f"/admin/pages/add/forum/invitationpage/{meeting.pk}/"

    def post(**filled):
        form = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")
        form.update({"title": "Undangan terbuka", "opening": "Kami mengundang:", "action-publish": "1"})
        for name, value in filled.items():
            form[name] = value
        answer = client.post(url, form)
        assert answer.status_code == 302, answer.context["form"].errors
        return InvitationPage.objects.latest("pk")

    return post


def test_a_page_published_without_a_slug_gets_one_from_its_title(add):
    page = add(slug="")
    assert (page.slug, page.live) == ("undangan-terbuka", True)


def test_a_page_of_the_same_title_is_numbered_instead_of_refused(add):
    assert [add(slug="undangan-terbuka").slug for _ in range(3)] == [
        "undangan-terbuka",
        "undangan-terbuka-2",
        "undangan-terbuka-3",
    ]


def test_a_slug_that_somebody_chose_and_that_is_taken_is_refused(add):
    add(slug="pilihan")
    with pytest.raises(AssertionError, match="slug"):
        add(slug="pilihan")


def test_an_unpublished_page_keeps_its_number_when_saved_with_the_plain_slug(add, client):
    add(slug="")
    second = add(slug="")
    second.unpublish()
    url = f"/admin/pages/{second.pk}/edit/"
    form = querydict_from_html(client.get(url).content.decode(), form_id="page-edit-form")
    form["slug"] = "undangan-terbuka"
    assert client.post(url, form).status_code == 302
    assert InvitationPage.objects.get(pk=second.pk).get_latest_revision_as_object().slug == "undangan-terbuka-2"
