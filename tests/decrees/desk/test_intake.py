"""A Word file, or a text pasted as a whole, becomes the text in the editor: looked through first, then taken over."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from decrees import services
from decrees.drafting.intake import read_decree
from decrees.models import DecreePage
from decrees.text import walk
from tests.factories import OrganisationFactory, member_of, secretariat_user
from tests.factories.decrees import circulated, decree_page
from tests.forum.documents.office.brought import deleted, docx, p, table

pytestmark = pytest.mark.django_db
FILE = docx(
    p("Menimbang:")
    + p("bahwa <b> perlu dijaga;".replace("<", "&lt;"), num=1)
    + p("MEMUTUSKAN:")
    + table(("KESATU", ":", p("Membentuk Forum", runs=deleted(" Besar"))), ("KEDUA", ":", "Forum bertugas."))
)
WORDS = "MEMUTUSKAN:\nKESATU : Membentuk tim.\nKEDUA : Tim bertugas."


def texts_of(decree):
    draft = DecreePage.objects.get(pk=decree.pk).get_latest_revision_as_object()
    return [f"{clause.label} {clause.text}" for clause in walk(draft.as_document())]


def file(content=FILE, name="rancangan.docx"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def decree():
    page = decree_page()
    page.save_revision()
    return DecreePage.objects.get(pk=page.pk)


@pytest.fixture
def sent(client, decree):
    """What the page answers to the secretariat."""
    user = secretariat_user()
    client.force_login(user)

    def send(**data):
        return client.post(reverse("decrees_admin:text-intake", args=[decree.pk]), data)

    send.user = user
    return send


def looked(response):
    form = response.context["form"]
    return {name: form[name].value() or "" for name in ("text", "left", "revision")} | {"look": "1"}


def test_file_is_looked_through_and_then_taken_over(sent, decree):
    before = texts_of(decree)
    response = sent(file=file())
    page = response.content.decode()
    assert "bahwa &lt;b&gt; perlu dijaga;" in page
    assert "Besar" in page.split("<textarea")[0]
    assert "Besar" not in page.split("<textarea")[1]
    assert texts_of(decree) == before
    taken = sent(**looked(response), take="1")
    assert taken.status_code == 302
    assert texts_of(decree) == ["a. bahwa <b> perlu dijaga;", "KESATU Membentuk Forum", "KEDUA Forum bertugas."]
    assert DecreePage.objects.get(pk=decree.pk).latest_revision.user == sent.user


def test_pasted_words_go_the_same_way(sent, decree):
    assert sent(**looked(sent(text=WORDS)), take="1").status_code == 302
    assert texts_of(decree) == ["KESATU Membentuk tim.", "KEDUA Tim bertugas."]


def test_what_is_put_right_by_hand_is_looked_at_once_more(sent, decree):
    shown = looked(sent(file=file()))
    response = sent(**{**shown, "text": WORDS})
    assert "Membentuk tim." in response.content.decode()
    assert looked(response)["left"] == shown["left"] != ""
    assert texts_of(decree) != ["KESATU Membentuk tim.", "KEDUA Tim bertugas."]


@pytest.mark.parametrize("name", ["rancangan.docx", "rancangan.pdf", "tanpa-nama"])
def test_what_the_file_is_called_does_not_count(sent, name):
    assert sent(file=file(name=name)).status_code == 200
    assert sent(file=file(b"%PDF-1.7", name=name)).status_code == 422


def test_refused_file_says_why_and_the_pasted_words_stay(sent):
    response = sent(file=file(b"%PDF-1.7"))
    assert response.context["form"].errors["file"].as_data()[0].code == "pdf"
    both = sent(file=file(), text=WORDS)
    assert both.status_code == 422
    assert "Tim bertugas." in both.content.decode()
    assert sent().status_code == 422


def test_words_without_any_part_of_a_decree_are_shown_and_not_taken(sent, decree):
    before = texts_of(decree)
    shown = looked(sent(text="Yth. Bapak Bupati"))
    assert "Yth. Bapak Bupati" in shown["text"]
    assert sent(**shown, take="1").status_code == 422
    assert texts_of(decree) == before


def test_text_that_was_saved_meanwhile_is_not_written_over(sent, decree):
    shown = looked(sent(text=WORDS))
    draft = decree.get_latest_revision_as_object()
    draft.title = "Judul baru"
    draft.save_revision()
    response = sent(**shown, take="1")
    assert response.status_code == 422
    assert looked(response)["text"] == shown["text"]
    assert "KESATU Membentuk tim." not in texts_of(decree)


def test_nothing_is_put_under_somebody_who_is_typing(sent, decree):
    EditingSession.objects.create(
        user=secretariat_user(),
        content_type=ContentType.objects.get_for_model(Page),
        object_id=decree.pk,
        is_editing=True,
        last_seen_at=timezone.now(),
    )
    assert sent(**looked(sent(text=WORDS)), take="1").status_code == 422


def test_circulated_version_stays_and_the_same_clauses_keep_their_identity():
    version = circulated()
    decree, staff = version.decree, secretariat_user()
    digest, before = version.digest, [clause.id for clause in walk(version.document)]
    lines = [f"{clause.label} {clause.text}" for clause in version.document.diktums[:1]]
    taken = read_decree(["MEMUTUSKAN:", *lines])
    decree = DecreePage.objects.get(pk=decree.pk)
    services.take_in_text(decree, taken, revision=decree.latest_revision_id, by=staff)
    draft = DecreePage.objects.get(pk=decree.pk).get_latest_revision_as_object()
    assert [one.id for one in draft.as_document().diktums] == [version.document.diktums[0].id]
    version.refresh_from_db()
    assert (version.digest, [clause.id for clause in walk(version.document)]) == (digest, before)


def test_copies_are_filled_only_where_there_are_none(decree):
    copied = read_decree([*WORDS.splitlines(), "Ditetapkan di X", "Tembusan:", "1. Gubernur"])
    draft = services.with_text(decree, copied)
    assert draft.copies == "Gubernur"
    decree.copies = "Inspektur"
    decree.save_revision()
    assert services.with_text(DecreePage.objects.get(pk=decree.pk), copied).copies == "Inspektur"


def test_who_may_not_edit_the_draft_may_not_bring_its_text(client, decree):
    member = member_of(OrganisationFactory())
    with pytest.raises(PermissionDenied):
        services.take_in_text(decree, read_decree(WORDS.splitlines()), revision=decree.latest_revision_id, by=member)
    client.force_login(member)
    address = reverse("decrees_admin:text-intake", args=[decree.pk])
    assert client.post(address, {"text": WORDS}).status_code in (302, 403)
    assert "KESATU Membentuk tim." not in texts_of(decree)


def test_nothing_found_is_refused_by_the_service_too(decree):
    with pytest.raises(ValidationError):
        services.take_in_text(
            decree, read_decree(["kosong"]), revision=decree.latest_revision_id, by=secretariat_user()
        )
