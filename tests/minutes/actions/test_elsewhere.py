"""Follow-ups and items of the agenda that are treated in systems of others: shown, printed, found, out of sight."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.services.preparing import prepare_site
from forum import services as forum_services
from forum.models import LedgerEntry, OutsideSystem
from forum.models.directory.outside import read_links
from forum.reading.agenda.followups import open_followups
from minutes import services
from minutes.documents.data import build_data, changed_minutes
from minutes.documents.paper import build_minutes
from minutes.models import AgendaOutcome, Elsewhere, MinutesPage, ReportedLinks, content
from minutes.models.states import State
from minutes.reading.actions import lists
from search.index import rebuild
from search.models import Document
from search.reading import found
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    bring_to,
    invitation_page,
    meeting_page,
    member_of,
    minutes_page,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
ROAD, PAGE = "LAPOR! 1234567 – jalan rusak di Kapas", "https://sukorejo.desa.id/berita/12"
LEADS_AWAY = 'rel="noopener nofollow external"'


class Scene:
    def __init__(self):
        prepare_site()
        self.by, self.owner = secretariat_user(), OrganisationFactory()
        self.meeting = meeting_page(agenda=["Aduan warga", "Lain-lain"])
        item = self.meeting.agenda_items.first()
        item.links = stored("LAPOR! 7654321")
        item.save()

    def written(self, *links, count=1, state=State.PUBLISHED):
        """Minutes with follow-ups, the first of which is treated elsewhere."""
        actions = [(f"Memperbaiki jalan {n}", None) for n in range(count)]
        page = minutes_page(meeting=self.meeting, present=[self.owner], actions=actions, by=self.by)
        draft = page.get_latest_revision_as_object()
        items = list(draft.action_items.all())
        items[0].links = stored(*links) if links else None
        draft.action_items.set(items)
        draft.save_revision(user=self.by)
        return bring_to(MinutesPage.objects.get(pk=page.pk), state, by=self.by)


def stored(*lines):
    return [one.as_json() for one in read_links("\n".join(lines))]


@pytest.fixture
def scene():
    return Scene()


def text_of(path, client=None):
    return (client or as_()).get(path).content.decode()


def told(*lines, state="", ended=False):
    return Elsewhere(read_links("\n".join(lines)), state, ended)


def test_published_minutes_show_print_and_hand_out_the_links_of_agenda_and_follow_ups(scene):
    minutes = scene.written(ROAD, PAGE)
    page = text_of(minutes.url)
    assert page.count('href="https://www.lapor.go.id/"') == 2
    assert f'href="{PAGE}"' in page
    assert page.count(LEADS_AWAY) == 3
    for words in ("LAPOR! 7654321", "LAPOR! 1234567 (jalan rusak di Kapas)", "Situs desa sukorejo.desa.id/berita/12"):
        assert words in page
        assert words in str(build_minutes(minutes))
    data = build_data(minutes)
    assert "1234567" in json.dumps(data["content"]["action_items"])
    assert "7654321" in json.dumps(data["content"]["shown"])
    assert not list(changed_minutes())


def test_minutes_without_links_keep_the_digest_of_their_follow_ups(scene):
    minutes = scene.written()
    assert content.content_of(minutes)["action_items"] == [[1, "Memperbaiki jalan 0", scene.owner.pk, None]]


def test_minutes_keep_the_name_of_a_system_and_follow_its_address(scene):
    minutes = scene.written(ROAD)
    before = content.digest_of(minutes)
    OutsideSystem.objects.filter(code="lapor").update(short_name="SPAN", address="https://span.contoh.go.id/{id}")
    page = text_of(minutes.url)
    assert 'href="https://span.contoh.go.id/1234567"' in page
    assert "LAPOR! 1234567" in page
    assert content.digest_of(MinutesPage.objects.get(pk=minutes.pk)) == before


def test_an_id_finds_the_minutes_and_the_follow_up_with_or_without_the_name_of_its_system(scene):
    minutes = scene.written(ROAD)
    services.report_action(
        minutes.action_items.get(), state="running", note="Diteruskan", elsewhere=told("LAPOR! 9988776"), by=scene.by
    )
    rebuild()
    for words in ("1234567", "LAPOR 1234567", "LAPOR! 1234567", "9988776"):
        kinds = [hit.document.kind for hit in found(words, NOBODY)[:5]]
        assert set(kinds[:2]) == {Document.Kind.MINUTES, Document.Kind.ACTION}, words
    kinds = [hit.document.kind for hit in found("lapor 7654321", NOBODY)[:5]]
    assert Document.Kind.MEETING in kinds
    assert Document.Kind.MINUTES in kinds
    assert not list(found("31313131", NOBODY)[:5])


def test_report_adds_a_link_with_how_it_stands_there_and_a_later_one_takes_it_back(scene):
    minutes = scene.written(ROAD)
    item, member = minutes.action_items.get(), member_of(scene.owner)
    there = told("LAPOR! 1234567", "LAPOR! 55555 – lampu", state="Diproses")
    services.report_action(item, state="running", note="Diteruskan", elsewhere=there, by=member)
    url = reverse("minutes:action", args=[minutes.pk, 1])
    page = text_of(url)
    assert "LAPOR! 1234567 (jalan rusak di Kapas)" in page  # what it is about stays
    assert "LAPOR! 55555 (lampu)" in page
    assert page.count("<b>Diproses</b>") == 2
    entry = LedgerEntry.objects.get(verb="action.linked")
    assert (entry.audience, entry.data) == ("public", {"number": 1})
    services.report_action(
        item, state="running", note="Salah nomor", elsewhere=told("LAPOR! 55555", ended=True), by=member
    )
    assert LedgerEntry.objects.get(verb="action.link_removed").data == {"number": 1}
    [row] = lists.rows([item], NOBODY)
    assert [(one.link.words, one.state) for one in row.treated] == [
        ("LAPOR! 1234567 (jalan rusak di Kapas)", "Diproses")
    ]
    assert "Tidak ditangani di sana lagi" in text_of(url)  # the history keeps it


def test_whoever_may_not_report_adds_no_link_and_nothing_is_kept_of_a_refused_one(scene):
    item = scene.written(ROAD).action_items.get()
    values = {"state": "running", "note": "Mulai"}
    with pytest.raises(PermissionDenied):
        services.report_action(item, **values, elsewhere=told("LAPOR! 55555"), by=member_of(OrganisationFactory()))
    with pytest.raises(ValidationError):
        services.report_action(item, **values, elsewhere=Elsewhere([], "Diproses"), by=member_of(scene.owner))
    assert not ReportedLinks.objects.exists()


def test_form_of_a_report_says_what_is_wrong_and_loses_nothing(scene):
    minutes = scene.written()
    client = as_(member_of(scene.owner))
    url = reverse("minutes:action-report", args=[minutes.pk, 1])
    sent = {"state": "running", "note": "Diteruskan", "audience": "public"}
    response = client.post(url, {**sent, "links": "LAPOR! 12\nLAPOR! 55555"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "nomor tiket 5–10 karakter (angka)" in page
    assert "LAPOR! 12\nLAPOR! 55555</textarea>" in page
    assert "Tulis di mana" in client.post(url, {**sent, "there": "Diproses"}).content.decode()
    assert client.post(url, {**sent, "links": "LAPOR! 55555", "there": "Diproses"}).status_code == 302
    assert ReportedLinks.objects.get().state == "Diproses"


def test_lists_and_files_have_the_links_and_each_row_costs_no_further_query(scene):
    minutes = scene.written(ROAD, count=3)
    items = list(minutes.action_items.all())
    services.report_action(
        items[1], state="running", note="Diteruskan", elsewhere=told("LAPOR! 55555", state="Selesai"), by=scene.by
    )
    url = reverse("minutes:actions")
    page = text_of(url)
    assert "LAPOR! 1234567" in page
    assert "LAPOR! 55555" in page
    [first, second, third] = sorted(
        json.loads(text_of(reverse("minutes:actions-download", args=["json"])))["follow_ups"],
        key=lambda one: one["number"],
    )
    assert first["elsewhere"] == [
        {"system": "LAPOR!", "id": "1234567", "url": "https://www.lapor.go.id/", "label": "jalan rusak di Kapas"}
    ]
    assert second["elsewhere"][0]["state"] == "Selesai"
    assert third["elsewhere"] == []
    assert "LAPOR! 55555: Selesai" in text_of(reverse("minutes:actions-download", args=["csv"]))
    with CaptureQueriesContext(
        connection,
    ) as one_linked:
        [row.treated for row in lists.rows(lists.with_minutes(minutes.action_items.filter(number=1)), NOBODY)]
    with CaptureQueriesContext(connection) as all_rows:
        [row.treated for row in lists.rows(lists.with_minutes(minutes.action_items.filter(number=3)), NOBODY)]
    assert len(one_linked) == len(all_rows) + 2  # which systems there are, and what is hidden


def test_hidden_follow_up_and_blacked_out_words_take_their_links_along(scene):
    minutes = scene.written(ROAD)
    services.report_action(
        minutes.action_items.get(), state="running", note="Lanjut", elsewhere=told("LAPOR! 55555"), by=scene.by
    )
    hiding = services.propose_hiding(
        minutes, part="action_items:1", reason="personal_data", note="Warga", by=secretariat_user()
    )
    services.confirm_hiding(hiding, by=scene.by)
    rebuild()
    for path in (
        minutes.url,
        reverse("minutes:download", args=[minutes.pk, "json"]),
        reverse("minutes:actions-download", args=["json"]),
    ):
        assert "1234567" not in text_of(path)
    assert not list(found("1234567", NOBODY)[:5])


@pytest.mark.parametrize("words", ["1234567", "jalan rusak"])
def test_blacked_out_id_stands_nowhere_and_leads_nowhere(scene, words):
    minutes = scene.written(ROAD, state=State.APPROVED)
    services.redact(minutes, part="action_items:1", quote=words, ground="17h", note="Pelapor dikenali", by=scene.by)
    minutes = services.publish_minutes(MinutesPage.objects.get(pk=minutes.pk), over_findings=True, by=scene.by)
    rebuild()
    paths = [minutes.url, reverse("minutes:action", args=[minutes.pk, 1]), reverse("minutes:actions")]
    paths += [reverse("minutes:download", args=[minutes.pk, "json"])]
    paths += [reverse("minutes:actions-download", args=[format]) for format in ("json", "csv")]
    for path in paths:
        page = text_of(path)
        assert words not in page, path
        assert "Memperbaiki jalan 0" in page, path  # the follow-up itself stays
    assert words not in str(build_minutes(MinutesPage.objects.get(pk=minutes.pk)))


def test_hidden_report_takes_its_links_along(scene):
    minutes = scene.written()
    report = services.report_action(
        minutes.action_items.get(), state="running", note="Lanjut", elsewhere=told("LAPOR! 55555"), by=scene.by
    )
    url = reverse("minutes:action", args=[minutes.pk, 1])
    assert "55555" in text_of(url)
    part = f"reports:{report.pk}"
    hiding = services.propose_hiding(minutes, part=part, reason="personal_data", note="Warga", by=secretariat_user())
    services.confirm_hiding(hiding, by=scene.by)
    assert "55555" not in text_of(url)
    assert "55555" not in text_of(reverse("minutes:actions-download", args=["json"]))


def test_open_follow_up_and_postponed_item_come_back_with_their_links(scene):
    page = minutes_page(meeting=scene.meeting, present=[scene.owner], by=scene.by)
    draft = page.get_latest_revision_as_object()
    draft.outcomes = [AgendaOutcome(text="Aduan warga", outcome="postponed")]
    [item] = draft.action_items.all()
    item.links = stored(ROAD)
    draft.action_items.set([item])
    draft.save_revision(user=scene.by)
    minutes = bring_to(MinutesPage.objects.get(pk=page.pk), State.PUBLISHED, by=scene.by)
    services.report_action(
        minutes.action_items.get(), state="running", note="Lanjut", elsewhere=told("LAPOR! 55555"), by=scene.by
    )
    later = meeting_page(previous_meeting=scene.meeting)
    back = {one.text: one.typed_links for one in open_followups(later, NOBODY)}
    assert back == {"Menyusun draf": f"{ROAD}\nLAPOR! 55555", "Ditunda: Aduan warga": "LAPOR! 7654321"}
    shown = text_of(later.url)
    for number in ("1234567", "55555", "7654321"):
        assert number in shown


def test_change_of_a_published_agenda_says_which_links_are_others(scene):
    meeting = forum_services.publish_page(scene.meeting, by=scene.by)
    invitation_page(parent=meeting, to=[scene.owner], is_open=False)
    draft = meeting.get_latest_revision_as_object()
    items = list(draft.agenda_items.all())
    items[1].links = stored("LAPOR! 1234567")
    draft.agenda_items.set(items)
    meeting = forum_services.publish_page(draft, by=scene.by)
    assert "“Lain-lain”: ditangani juga di LAPOR! 1234567, semula –" in text_of(meeting.url)
