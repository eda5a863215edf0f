"""Agendas that change after they were announced, their papers, and what every meeting begins with."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document

from cms.services.preparing import SECRETARIAT_GROUP, prepare_site
from forum import services
from forum.models import AgendaChange, AgendaItem, AgendaPaper, ForumSettings, LedgerEntry, MeetingFacts, MeetingPage
from forum.services.meetings.words import agenda as told_by_mail
from forum.services.signals.acts import tell_file
from tests.clients import as_
from tests.factories import OrganisationFactory, invitation_page, meeting_page, member_of

pytestmark = pytest.mark.django_db
Audience = AgendaPaper.Audience


def file(name="bahan.pdf"):
    document = Document(title="Naskah rahasia", file=ContentFile(b"%PDF-1.4", name))
    document._set_document_file_metadata()
    document.save()
    return document


@pytest.fixture
def meeting(secretariat, bi):
    """Announced, with an invitation to BI alone."""
    meeting = services.publish_page(meeting_page(agenda=["Pembukaan", "Paparan"], live=False), by=secretariat)
    invitation_page(parent=meeting, to=[bi], is_open=False)
    return meeting


def with_paper(meeting, secretariat, audience, **fields):
    key = meeting.agenda_items.last().key
    meeting.papers.add(AgendaPaper(document=file(), audience=audience, item_key=key, **fields))
    return services.publish_page(meeting, by=secretariat)


def readers(bi_member, secretariat):
    return [as_(), as_(member_of(OrganisationFactory())), as_(bi_member), as_(secretariat)]


def test_change_of_a_published_agenda_stands_on_the_page_and_says_if_it_is_late(client, meeting, secretariat):
    first, second = meeting.agenda_items.all()
    first.text, second.minutes = "Pembukaan dan doa", 30
    meeting.agenda_items = [first, second, AgendaItem(text="Lain-lain", sort_order=2)]
    services.publish_page(meeting, by=secretariat)
    [change] = AgendaChange.objects.all()
    assert (change.days_left, change.is_late) == (7, False)
    page = client.get(meeting.url).content.decode()
    for words in ("1: “Pembukaan dan doa”, semula “Pembukaan”", "“Paparan”: 30 menit", "ditambah: 3 “Lain-lain”"):
        assert words in page
    assert "terlambat" not in page
    meeting.starts_at -= datetime.timedelta(days=5)
    meeting.agenda_items.set(meeting.agenda_items.all()[:2])
    services.publish_page(meeting, by=secretariat)
    assert "terlambat: 2 hari sebelum rapat" in client.get(meeting.url).content.decode()


def test_nothing_is_said_of_what_did_not_change_or_changed_before_anybody_was_invited(secretariat, meeting):
    services.publish_page(meeting, by=secretariat)
    other = services.publish_page(meeting_page(agenda=["Pembukaan"], live=False, slug="lain"), by=secretariat)
    other.agenda_items.add(AgendaItem(text="Lain-lain"))
    services.publish_page(other, by=secretariat)
    assert not AgendaChange.objects.exists()


def test_mail_of_a_change_tells_those_invited_of_papers_that_are_for_them_and_nobody_else(meeting, secretariat):
    before = meeting.calendar_entry.announced
    changed = with_paper(meeting, secretariat, Audience.INVITED)
    before, now = MeetingFacts(**before), MeetingFacts.of(changed)
    assert told_by_mail(before, now, is_invited=True) == ["bahan ditambah: “Naskah rahasia” (untuk 2)"]
    assert told_by_mail(before, now, is_invited=False) == []


@pytest.mark.parametrize(
    ("audience", "over", "allowed"),
    [
        (Audience.PUBLIC, False, [True, True, True, True]),
        (Audience.UNTIL_OVER, False, [False, False, True, True]),
        (Audience.UNTIL_OVER, True, [True, True, True, True]),
        (Audience.INVITED, True, [False, False, True, True]),
    ],
)
def test_paper_is_named_and_handed_out_to_its_readers_only(meeting, secretariat, bi_member, audience, over, allowed):
    with_paper(meeting, secretariat, audience)
    if over:
        MeetingPage.objects.update(starts_at=timezone.now() - datetime.timedelta(days=3))
    url = Document.objects.get().url
    clients = readers(bi_member, secretariat)
    assert [one.get(url).status_code for one in clients] == [200 if may else 404 for may in allowed]
    pages = [one.get(meeting.url).content.decode() for one in clients]
    assert ["Naskah rahasia" in page for page in pages] == allowed
    assert all("PDF, 8" in page for page, may in zip(pages, allowed, strict=True) if may)


def test_what_happens_to_a_file_that_is_not_for_everybody_is_told_to_the_secretariat_only(meeting, secretariat):
    with_paper(meeting, secretariat, Audience.INVITED)
    document = Document.objects.get()
    tell_file(document, frozenset({"file"}), False, secretariat)
    entry = LedgerEntry.objects.latest("seq")
    assert (str(entry.audience), entry.data) == ("secretariat", {})
    AgendaPaper.objects.update(audience=Audience.PUBLIC)
    tell_file(document, frozenset({"title"}), False, secretariat)
    assert LedgerEntry.objects.latest("seq").data == {"title": "Naskah rahasia"}


def test_paper_of_a_meeting_that_is_not_published_is_for_the_secretariat(meeting, secretariat, bi_member):
    with_paper(meeting, secretariat, Audience.PUBLIC)
    MeetingPage.objects.update(live=False)
    url = Document.objects.get().url
    assert [one.get(url).status_code for one in readers(bi_member, secretariat)] == [404, 404, 404, 200]


def test_paper_whose_item_is_gone_belongs_to_the_meeting(client, meeting, secretariat):
    with_paper(meeting, secretariat, Audience.PUBLIC, title="Bahan umum")
    meeting.agenda_items.set(meeting.agenda_items.all()[:1])
    services.publish_page(meeting, by=secretariat)
    page = client.get(meeting.url).content.decode()
    assert page.index("Bahan umum") > page.index("Bahan rapat</h3>")


def test_copy_takes_the_agenda_along_without_papers_and_is_a_draft(meeting, secretariat):
    with_paper(meeting, secretariat, Audience.INVITED)
    copy = meeting.copy(
        update_attrs={"title": "Rapat berikut", "slug": "rapat-berikut"}, keep_live=False, user=secretariat
    )
    assert [item.text for item in copy.agenda_items.all()] == ["Pembukaan", "Paparan"]
    assert not copy.papers.exists()
    assert not copy.live


def test_new_meeting_begins_with_the_standing_items_and_one_that_exists_does_not(client, secretariat):
    home = prepare_site()
    meeting = meeting_page(agenda=["Pembukaan", "Paparan"])
    ForumSettings.objects.create(
        site=home.get_site(), standing_items="Pembukaan (10)\nLaporan\n- Tindak lanjut rapat lalu\nPenutup (5)"
    )
    client.force_login(secretariat)
    secretariat.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    parent = meeting.get_parent().pk
    formset = client.get(f"/admin/pages/add/forum/meetingpage/{parent}/").context["form"].formsets["agenda_items"]
    found = [(form["text"].value(), form["level"].value(), form["minutes"].value()) for form in formset.forms]
    assert found == [
        ("Pembukaan", 1, 10),
        ("Laporan", 1, None),
        ("Tindak lanjut rapat lalu", 2, None),
        ("Penutup", 1, 5),
    ]
    formset = client.get(f"/admin/pages/{meeting.pk}/edit/").context["form"].formsets["agenda_items"]
    assert [form["text"].value() for form in formset.forms] == ["Pembukaan", "Paparan"]


def test_upgrade_gives_each_item_a_key_and_keeps_text_and_order(meeting):
    AgendaItem.objects.update(key="sama")
    import_module("forum.migrations.0025_agenda").give_keys(apps, None)
    items = list(AgendaItem.objects.filter(meeting=meeting))
    assert [item.text for item in items] == ["Pembukaan", "Paparan"]
    assert len({item.key for item in items} - {"sama"}) == 2
