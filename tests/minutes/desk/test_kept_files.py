"""A file that was circulated with minutes is the same for ever, whichever door somebody tries."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models.deletion import ProtectedError
from django.urls import reverse
from wagtail.documents.models import Document

from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from minutes import services
from minutes.forms.documents import WHY
from minutes.models import Attachment, KeptFile, MinutesPage
from minutes.models.states import State
from tests.factories import UserFactory, bring_to, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db


def paper(title="Paparan", words=b"isi"):
    return Document.objects.create(title=title, file=ContentFile(words, name=f"{title.lower()}.txt"))


def with_file(document, state, *, by=None):
    by = by or secretariat_user()
    minutes = minutes_page(by=by)
    draft = minutes.get_latest_revision_as_object()
    draft.attachments.add(Attachment(title="Paparan", document=document))
    draft.save_revision(user=by)
    return bring_to(MinutesPage.objects.get(pk=minutes.pk), state, by=by)


@pytest.fixture(params=["secretariat", "administrator"])
def editor(request, client):
    """Of the secretariat's group, who uploaded the document too; or an administrator."""
    prepare_site()
    user = UserFactory(is_superuser=request.param == "administrator", is_staff=True)
    if request.param == "secretariat":
        user.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    client.force_login(user)
    client.user = user
    return client


def edited(client, document, **fields):
    address = reverse("wagtaildocs:edit", args=[document.pk])
    return client.post(address, {"title": document.title, "collection": document.collection_id, "tags": "", **fields})


def deleted(client, document):
    """By every door of the admin."""
    client.post(reverse("wagtaildocs:delete", args=[document.pk]))
    ajax = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    client.post(reverse("wagtaildocs:delete_multiple", args=[document.pk]), **ajax)
    return client.post(f"{reverse('wagtail_bulk_action', args=['wagtaildocs', 'document', 'delete'])}?id={document.pk}")


def test_file_that_was_circulated_is_not_exchanged_but_its_title_may_change(editor):
    document = paper()
    Document.objects.filter(pk=document.pk).update(uploaded_by_user=editor.user)
    with_file(document, State.CIRCULATED)
    answer = edited(editor, document, title="Lain", file=ContentFile(b"palsu", name="palsu.txt"))
    assert answer.context["form"].errors["file"] == [WHY]
    assert document.file.storage.open(document.file.name).read() == b"isi"
    assert answer.context["form"]["title"].value() == "Lain"
    assert edited(editor, document, title="Paparan kedua").status_code == 302
    document.refresh_from_db()
    assert (document.title, document.file.read()) == ("Paparan kedua", b"isi")


def test_file_that_was_circulated_is_not_deleted_by_any_door_and_the_admin_says_why(editor):
    document = paper()
    Document.objects.filter(pk=document.pk).update(uploaded_by_user=editor.user)
    with_file(document, State.CIRCULATED)
    told = editor.get(reverse("wagtaildocs:delete", args=[document.pk]), follow=True)
    assert [str(one).strip() for one in told.context["messages"]] == [WHY]
    assert deleted(editor, document).status_code == 302
    assert Document.objects.filter(pk=document.pk).exists()
    with pytest.raises(ProtectedError):
        document.delete()


def test_file_that_was_not_circulated_is_exchanged_and_deleted(editor):
    document, other = paper(), paper("Lain")
    Document.objects.filter(pk__in=[document.pk, other.pk]).update(uploaded_by_user=editor.user)
    with_file(document, State.DRAFT)
    assert edited(editor, document, file=ContentFile(b"baru", name="baru.txt")).status_code == 302
    document.refresh_from_db()
    assert document.file.read() == b"baru"
    editor.post(reverse("wagtaildocs:delete", args=[other.pk]))
    assert not Document.objects.filter(pk=other.pk).exists()


def test_file_of_an_earlier_edition_is_kept_too(editor):
    secretariat, document = secretariat_user(), paper()
    minutes = with_file(document, State.PUBLISHED, by=secretariat)
    minutes = services.reopen_minutes(minutes, reason="Lampiran keliru", by=secretariat)
    draft = minutes.get_latest_revision_as_object()
    draft.attachments.clear()
    draft.attachments.add(Attachment(title="Paparan", document=paper("Benar")))
    draft.save_revision(user=secretariat)
    bring_to(MinutesPage.objects.get(pk=minutes.pk), State.PUBLISHED, by=secretariat)
    deleted(editor, document)
    assert Document.objects.filter(pk=document.pk).exists()


def test_file_of_minutes_from_before_digests_were_noted_is_kept_too(editor):
    document, minutes = paper(), minutes_page(state=State.PUBLISHED)
    Attachment.objects.create(minutes=minutes, title="Paparan", document=document)
    assert not KeptFile.objects.exists()
    answer = edited(editor, document, file=ContentFile(b"palsu", name="palsu.txt"))
    assert answer.context["form"].errors["file"] == [WHY]


@pytest.mark.parametrize("statement", ["UPDATE wagtaildocs_document SET file = 'x'", "DELETE FROM minutes_keptfile",
    "DELETE FROM wagtaildocs_document", "UPDATE minutes_keptfile SET sha256 = 'x'"])  # fmt: skip
def test_database_itself_refuses(statement):
    document = paper()
    with_file(document, State.CIRCULATED)
    refused = pytest.raises(DatabaseError, match="a file that was circulated stays")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_file_exchanged_on_the_disk_is_named_by_verify_ledger_and_goes_round_no_more():
    secretariat, document = secretariat_user(), paper()
    minutes = with_file(document, State.CIRCULATED, by=secretariat)
    call_command("verify_ledger", stdout=StringIO())
    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(b"palsu")
    with pytest.raises(CommandError, match=rf"file paparan.*\.txt \(document {document.pk}\) is not the one"):
        call_command("verify_ledger", stdout=StringIO())
    with pytest.raises(ValidationError, match=r"paparan"):
        services.circulate_minutes(minutes, by=secretariat)
    document.file.storage.delete(document.file.name)
    with pytest.raises(ValidationError, match=r"paparan"):
        services.circulate_minutes(minutes, by=secretariat)


def test_a_file_that_is_damaged_is_not_handed_out_and_verify_ledger_names_it(client):
    document = paper()
    document._set_document_file_metadata()
    document.save()
    with_file(document, State.PUBLISHED)
    assert b"".join(client.get(document.url).streaming_content) == b"isi"
    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(b"i")
    answer = client.get(document.url)
    assert answer.status_code == 503
    assert document.file_hash in answer.content.decode()
    with pytest.raises(CommandError, match=r"paparan\S*\.txt"):
        call_command("verify_ledger", stdout=StringIO())
