"""A Word file, or pasted words, are put into the draft of minutes: looked through first, behind what stands there."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forum.documents.office.intake import read_office_text
from minutes import services
from minutes.models import MinutesPage
from minutes.models.states import State
from minutes.text.brought import typed_lines
from tests.factories import OrganisationFactory, member_of, secretariat_user
from tests.factories.minutes import minutes_page
from tests.forum.documents.office.brought import BEGINS, MERGED, deleted, docx, p, table

pytestmark = pytest.mark.django_db
FILE = docx(
    p("Pembahasan anggaran", style="Heading1")
    + p("Anggaran dibahas", runs=deleted(" panjang lebar"))
    + p("Air bersih", num=2) + p("tiga desa", num=2, level=1) + p("sumur", num=2, level=2) + p("Jalan", num=2)
    + table(("Target", "2017"), (f"{BEGINS}Desa", "3"), (MERGED, "5"))
    + p("KESATU: Dibentuk tim.")
)  # fmt: skip
TYPED = [
    "# Pembahasan anggaran",
    "Anggaran dibahas",
    "- 1. Air bersih",
    "-- a. tiga desa",
    "--- sumur",
    "- 2. Jalan",
    "",
    "| Target | 2017 |",
    "| Desa | 3 |",
    "|  | 5 |",
    "",
    "KESATU: Dibentuk tim.",
]


def draft_of(minutes):
    return MinutesPage.objects.get(pk=minutes.pk).get_latest_revision_as_object()


def discussed(minutes):
    return [(block["type"], block["value"]) for block in draft_of(minutes).discussion.get_prep_value()]


@pytest.fixture
def minutes():
    page = minutes_page(discussion=[("paragraph", "<p>Sudah ada.</p>")])
    page.save_revision()
    return MinutesPage.objects.get(pk=page.pk)


@pytest.fixture
def sent(client, minutes):
    client.force_login(secretariat_user())
    return lambda **data: client.post(reverse("minutes_text_intake", args=[minutes.pk]), data)


def looked(response):
    form = response.context["form"]
    return {name: form[name].value() or "" for name in ("text", "left", "revision")} | {"look": "1"}


def test_lines_of_a_file_are_those_that_notes_are_typed_in():
    assert typed_lines(read_office_text(FILE).lines) == TYPED


def test_file_is_looked_through_and_then_stands_behind_what_was_there(sent, minutes):
    before = discussed(minutes)
    response = sent(file=SimpleUploadedFile("catatan.docx", FILE))
    assert response.context["form"]["text"].value().splitlines() == TYPED
    assert "panjang lebar" in response.content.decode().split("<textarea")[0]
    assert discussed(minutes) == before
    decided = len(draft_of(minutes).decisions.all())
    assert sent(**looked(response), take="1").status_code == 302
    points = "<ol><li>Air bersih<ul><li>a. tiga desa<ul><li>sumur</li></ul></li></ul></li><li>Jalan</li></ol>"
    assert discussed(minutes) == [
        *before,
        ("heading", "Pembahasan anggaran"),
        ("paragraph", "<p>Anggaran dibahas</p>"),
        ("paragraph", points),
        ("table", "Target\t2017\nDesa\t3\n\t5"),
    ]
    decisions = [one.text for one in draft_of(minutes).decisions.all()]
    assert (len(decisions), decisions[-1]) == (decided + 1, "KESATU: Dibentuk tim.")


def test_two_tables_stay_two(sent, minutes):
    content = docx(table(("A", "B"), ("1", "2")) + table(("C", "D"), ("3", "4")))
    sent(**looked(sent(file=SimpleUploadedFile("tabel.docx", content))), take="1")
    assert [value for kind, value in discussed(minutes) if kind == "table"] == ["A\tB\n1\t2", "C\tD\n3\t4"]


def test_numbers_that_no_list_would_give_stay_words(sent, minutes):
    sent(**looked(sent(text="- 4. empat\n- 5. lima")), take="1")
    assert discussed(minutes)[-1] == ("paragraph", "<ul><li>4. empat</li><li>5. lima</li></ul>")


def test_points_of_a_decision_keep_one_letter_each(sent, minutes):
    sent(**looked(sent(text="KESATU: Dibentuk tim:\n- a. ketua\n- anggota")), take="1")
    assert draft_of(minutes).decisions.last().text == "KESATU: Dibentuk tim:\na. ketua\nb. anggota"


def test_damaged_file_says_why_and_nothing_changes(sent, minutes):
    before = discussed(minutes)
    response = sent(file=SimpleUploadedFile("catatan.docx", b"%PDF-1.7"))
    assert response.status_code == 422
    assert response.context["form"].errors["file"].as_data()[0].code == "pdf"
    assert discussed(minutes) == before


def test_draft_that_was_saved_meanwhile_is_looked_at_once_more(sent, minutes):
    shown = looked(sent(text="Dibahas."))
    draft_of(minutes).save_revision()
    response = sent(**shown, take="1")
    assert response.status_code == 422
    assert looked(response)["text"] == "Dibahas."
    assert ("paragraph", "<p>Dibahas.</p>") not in discussed(minutes)


def test_locked_minutes_take_nothing(client):
    page = minutes_page(state=State.PUBLISHED)
    client.force_login(secretariat_user())
    words = {"text": "Dibahas.", "look": "1", "take": "1", "revision": page.latest_revision_id or ""}
    assert client.post(reverse("minutes_text_intake", args=[page.pk]), words).status_code == 422


def test_who_may_not_write_minutes_brings_nothing(minutes):
    with pytest.raises(PermissionDenied):
        services.take_in_words(minutes, "x", revision=minutes.latest_revision_id, by=member_of(OrganisationFactory()))
