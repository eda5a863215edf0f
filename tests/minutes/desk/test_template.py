"""The secretariat's own template for papers of minutes: tried before it is taken over, and given back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forum.models import LedgerEntry
from minutes import services
from minutes.documents import paper
from minutes.models import PaperTemplate
from minutes.models.states import State
from minutes.reading.template import template_in_use
from tests.factories import UserFactory, minutes_page, secretariat_user
from tests.forum.documents.readers import part
from tests.forum.documents.test_own_template import office_file

pytestmark = pytest.mark.django_db
URL = "minutes_template"


@pytest.fixture
def desk(client):
    client.force_login(secretariat_user())
    return client


def upload(client, content, **more):
    return client.post(reverse(URL), {"file": SimpleUploadedFile("kop.docx", content), **more})


def test_papers_take_the_template_until_it_is_given_back(desk):
    minutes = minutes_page(state=State.PUBLISHED)
    address = reverse("minutes:download", args=[minutes.pk, "docx"])
    before = desk.get(address).content
    assert upload(desk, office_file(), has_letterhead="on").status_code == 302
    assert template_in_use().has_letterhead
    assert b"Arial" in part(desk.get(address).content, "word/styles.xml")
    assert b"Arial" in part(desk.get(reverse("minutes_template_preview")).content, "word/styles.xml")
    assert desk.post(reverse(URL), {"reset": "1"}).status_code == 302
    assert desk.get(address).content == before
    told = LedgerEntry.objects.filter(verb="papers.template_changed").order_by("seq")
    assert [bool(one.data["file"]) for one in told] == [True, False]
    assert {one.audience for one in told} == {"secretariat"}


def test_file_that_cannot_be_used_changes_nothing_and_says_why(desk):
    upload(desk, office_file())
    kept = template_in_use()
    for content in (b"%PDF-1.7", office_file(**{"word/vbaProject.bin": b"x"})):
        refused = upload(desk, content)
        assert refused.status_code == 422
        assert 'id="panel' in refused.content.decode() or "error" in refused.content.decode()
    assert template_in_use() == kept
    assert PaperTemplate.objects.count() == 1


def test_only_the_secretariat_sets_it():
    with pytest.raises(PermissionDenied):
        services.set_template(office_file(), has_letterhead=False, by=UserFactory())
    with pytest.raises(PermissionDenied):
        services.reset_template(by=UserFactory())
    assert not PaperTemplate.objects.exists()
    assert paper.build_minutes(minutes_page()).template is None
