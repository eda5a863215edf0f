"""A table and lists in lists of a discussion are whole in every outlet, and in none once they are blacked out."""

import uuid

import pytest
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from minutes import services
from minutes.documents import paper
from minutes.forms.corrections import ObjectionForm
from minutes.models import MinutesPage
from minutes.models.blocks import DiscussionBlock
from minutes.services import notes
from minutes.text.notes import Written
from search.index import rebuild
from search.models import index
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    bring_to,
    meeting_page,
    member_of,
    minutes_archive,
    minutes_page,
    secretariat_user,
)
from tests.minutes.test_hidden_parts import in_zip

pytestmark = pytest.mark.django_db
TABLE = "Indikator\tB03\tB06\nData dawis\t60 %\t<100 %\nDesa & kelurahan\t\t430"
LIST = "<ul><li>Bukti dukung<ul><li>laporan<ul><li>foto</li></ul></li></ul></li><li>Laporan</li></ul>"


@pytest.fixture
def by():
    return secretariat_user()


@pytest.fixture
def bi():
    return OrganisationFactory(short_name="BI")


def begun(by, bi, state="draft"):
    minutes_archive()
    blocks = [{"type": "table", "value": TABLE}, {"type": "paragraph", "value": LIST}]
    return minutes_page(present=[bi], discussion=blocks, state=state, by=by)


def file_of(minutes, kind):
    return b"".join(as_().get(reverse("minutes:download", args=[minutes.pk, kind])))


def test_every_outlet_has_every_cell_and_every_point(by, bi):
    minutes = begun(by, bi, "published")
    page = as_().get(minutes.url).content.decode()
    assert '<th scope="col">Indikator</th>' in page
    assert "<td>&lt;100 %</td>" in page
    assert page.count("<ul><li>laporan") == 1
    for kind in ("docx", "odt"):
        for cell in ("Data dawis", "60", "&lt;100", "Desa &amp; kelurahan", "430", "foto"):
            assert cell in in_zip(file_of(minutes, kind))
    content = as_().get(reverse("minutes:download", args=[minutes.pk, "json"])).json()["content"]
    assert ["table", TABLE] in content["discussion"]
    rebuild()
    found = index.Document.objects.get(title=minutes.title)
    for word in ("dawis", "430", "foto"):
        assert word in found.text
        assert word in minutes.published_text


def test_cell_is_objected_to_as_the_page_copies_it_and_blacked_out_everywhere(by, bi):
    minutes = bring_to(begun(by, bi), "circulated", by=by)
    draft, speaker = minutes.get_latest_revision_as_object(), member_of(bi)
    part = f"discussion:{draft.discussion[0].id}"
    form = ObjectionForm({"part": part, "quote": "60 %\t<100 %", "text": "Salah"}, text=draft)
    assert form.is_valid()
    objection = services.correct_minutes(minutes, **form.cleaned_data, by=speaker)
    services.accept_correction(objection, words="65 %\t90 %", by=by)
    services.redact(minutes, part=part, quote="430", ground="17h", note="Uji.", by=by)
    services.agree_with_minutes(minutes, by=speaker)
    minutes = services.approve_minutes(MinutesPage.objects.get(pk=minutes.pk), by=secretariat_user())
    minutes = services.publish_minutes(minutes, by=by)
    page = as_().get(minutes.url).content.decode()
    assert "<td>65 %</td>" in page
    assert "<td>90 %</td>" in page
    table = page[page.index('aria-label="Tabel"') :]
    told = [table[: table.index("</table>")], repr(paper.build_minutes(minutes)), in_zip(file_of(minutes, "docx"))]
    for text in told:
        assert ">430<" not in text
        assert "'430'" not in text
        assert "dihitamkan" in text


def test_notes_become_a_table_and_lists_in_lists_and_change_with_them(by):
    meeting = meeting_page()
    typed = ["| Target | 2017 |", "| Desa <b> | 28 |", "- satu", "-- dua <i>", "- tiga"]
    rows = [Written(key, key, "", text) for key, text in ((uuid.uuid4(), text) for text in typed)]
    notes.write_notes(meeting, rows, by=by)
    notes.take_notes(meeting, by=by)
    table, points = MinutesPage.objects.get().get_latest_revision_as_object().discussion
    assert table.value == "Target\t2017\nDesa <b>\t28"
    assert points.value.source == "<ul><li>satu<ul><li>dua &lt;i&gt;</li></ul></li><li>tiga</li></ul>"
    changed = Written(uuid.uuid4(), rows[1].row, "", "| Desa | 30 |", (rows[1].token,))
    notes.write_notes(meeting, [changed], by=by)
    taken = notes.take_notes(meeting, by=by)
    assert (taken.added, taken.updated) == (0, 1)
    assert MinutesPage.objects.get().get_latest_revision_as_object().discussion[0].value == "Target\t2017\nDesa\t30"


def test_editor_shows_bars_and_keeps_tabs_and_lists():
    block = DiscussionBlock().child_blocks["table"]
    shown = block.get_form_state(TABLE)
    assert shown.splitlines()[2] == "| Desa & kelurahan |  | 430 |"
    assert block.clean(block.value_from_form(shown)) == TABLE
    assert block.clean(block.value_from_form("\t2017\nDesa\t28")) == "\t2017\nDesa\t28"
    converter = ContentstateConverter(features=["ol", "ul", "bold"])
    kept = converter.to_database_format(converter.from_database_format(LIST))
    assert [kept.count(tag) for tag in ("<ul", "<li", "</ul>")] == [3, 4, 3]
