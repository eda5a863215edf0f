"""The same edition is the same, to the byte, whatever is renamed, moved or ended elsewhere afterwards."""

import hashlib
import json
import re
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse
from wagtail.documents.models import Document

from forum.ledger.proofs import chain_file
from forum.models import (
    AgendaItem,
    ForumSettings,
    InvitationPage,
    MeetingPage,
    Membership,
    Organisation,
    Person,
    Post,
    Sector,
)
from minutes import services
from minutes.models import Attachment, MinutesPage, content
from minutes.models.states import State
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
    bring_to,
    invitation_page,
    meeting_page,
    minutes_page,
    said,
    secretariat_user,
)
from tests.forum.ledger.verifier import verify

pytestmark = pytest.mark.django_db

FORMATS = ("pdf", "docx", "odt", "json")


@pytest.fixture
def secretariat():
    return secretariat_user()


@pytest.fixture
def minutes(secretariat):
    """Published, with all that minutes may show from elsewhere."""
    posts = {}
    for role in ("chair", "secretary", "note_taker"):
        posts[role] = PostFactory()
        MembershipFactory(person=PersonFactory(), organisation=posts[role].organisation, post=posts[role])
    meeting = meeting_page(agenda=["Evaluasi", "Lain-lain"], address="Jalan Mas Tumapel 1", summary="Menilai capaian.")
    invitation_page(parent=meeting, number="005/123")
    came, spoke = OrganisationFactory(), OrganisationFactory()
    words = [{"type": "paragraph", "value": "<p>Soal data.</p>"}, said("Setuju.", spoke, "Ketua")]
    page = minutes_page(meeting=meeting, present=[came], discussion=words, by=secretariat, **posts)
    draft = page.get_latest_revision_as_object()
    for item in draft.inputs.all():
        item.organisation = spoke
    document = Document.objects.create(title="Paparan", file=ContentFile(b"isi", name="paparan.txt"))
    draft.attachments.add(Attachment(title="Paparan", document=document))
    draft.save_revision(user=secretariat)
    return bring_to(MinutesPage.objects.get(pk=page.pk), State.PUBLISHED, by=secretariat)


def shown(client, minutes):
    """The words of the page's main part, and the bytes of all papers and data."""
    cache.clear()
    page = client.get(minutes.url).content.decode()
    [head] = re.findall(r'<header class="page-head">.*?</header>', page, re.DOTALL)
    [text] = re.findall(r'<article class="minutes".*?</article>', page, re.DOTALL)
    papers = {name: client.get(reverse("minutes:download", args=[minutes.pk, name])) for name in FORMATS}
    assert {answer.status_code for answer in papers.values()} == {200}
    return head + text, {name: answer.content for name, answer in papers.items()}


def renamed(rows, *names):
    for name in names:
        rows.update(**{name: Concat(F(name), Value(" baru"))})


def change_everything():
    """In the directory, the meeting, the invitation, the settings and the documents."""
    renamed(Sector.objects, "name", "name_en")
    renamed(Organisation.objects, "name", "short_name")
    renamed(Post.objects, "label")
    renamed(Person.objects, "name", "honorific_prefix", "honorific_suffix")
    renamed(MeetingPage.objects, "title", "draft_title", "room", "address", "summary")
    MeetingPage.objects.update(kind="hearing", host=OrganisationFactory(), starts_at="2031-01-01T01:00Z", ends_at=None)
    renamed(AgendaItem.objects, "text")
    renamed(InvitationPage.objects, "number")
    renamed(Document.objects, "title")
    ForumSettings.objects.update(forum_name="Lain", letterhead="LAIN", place="Lain")
    Membership.objects.all().delete()


def test_the_same_edition_is_the_same_bytes_after_everything_was_renamed(client, minutes):
    before = shown(client, minutes)
    change_everything()
    assert shown(client, minutes) == before
    assert b"".join(client.get(Document.objects.get().url)) == b"isi"
    call_command("verify_ledger", stdout=StringIO())


def test_a_draft_shows_what_things_are_called_today_and_the_next_edition_too(client, minutes, secretariat):
    before = shown(client, minutes)
    change_everything()
    minutes = services.reopen_minutes(minutes, reason="Nama lembaga berganti", by=secretariat)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    draft = client.get(reverse("wagtailadmin_pages:view_draft", args=[minutes.pk])).content.decode()
    assert "Ruang rapat lantai 3 baru" in draft
    client.logout()
    minutes = bring_to(minutes, State.PUBLISHED, by=secretariat)
    page, papers = shown(client, minutes)
    assert "Ruang rapat lantai 3 baru" in page
    assert all(papers[name] != before[1][name] for name in FORMATS)


def test_digest_covers_names_place_day_and_files(tmp_path, client, minutes):
    file = json.loads(shown(client, minutes)[1]["json"])
    told = file["content"]["shown"]
    [attached] = told["files"].values()
    assert attached["sha256"] == hashlib.sha256(b"isi").hexdigest()
    assert verify(tmp_path, file, chain_file(1))[0] == 0
    for path, value in ((("meeting", "room"), "Lain"), (("meeting", "begins"), "2031"), (("letters",), [])):
        changed = json.loads(json.dumps(file))
        part = changed["content"]["shown"]
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = value
        assert verify(tmp_path, changed, chain_file(1))[0] == 1


def thawed(minutes):
    """As they were circulated before anything was frozen."""
    revision = minutes.circulated_revision
    revision.content = {key: value for key, value in revision.content.items() if key != "frozen"}
    revision.save()
    MinutesPage.objects.filter(pk=minutes.pk).update(frozen={}, digest=content.digest_of(revision.as_object()))
    return MinutesPage.objects.get(pk=minutes.pk)


def test_edition_from_before_anything_was_frozen_verifies_and_shows_as_before(client, tmp_path):
    minutes = thawed(minutes_page(present=[OrganisationFactory()], state=State.APPROVED))
    minutes = services.publish_minutes(minutes, by=secretariat_user())
    file = json.loads(shown(client, minutes)[1]["json"])
    assert "shown" not in file["content"]
    assert verify(tmp_path, file, chain_file(1))[0] == 0
    call_command("verify_ledger", stdout=StringIO())
    renamed(Organisation.objects, "name")
    assert " baru" in shown(client, minutes)[0]


def test_minutes_circulated_before_anything_was_frozen_go_round_again_before_approval():
    minutes, secretariat = thawed(minutes_page(state=State.CIRCULATED)), secretariat_user()
    with pytest.raises(ValidationError):
        services.approve_minutes(minutes, by=secretariat)
    minutes = services.circulate_minutes(minutes, by=secretariat)
    assert bring_to(minutes, State.APPROVED, by=secretariat).state == State.APPROVED
