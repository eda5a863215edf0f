"""The register's files: what is filtered, nothing that runs, the dissent in the annex, not made twice."""

import io
import json
import zipfile

import openpyxl
import pypdf
import pytest
from django.urls import reverse

from decrees import permissions, services
from decrees.register import Filters, Register
from decrees.register.files import paper, workbook
from decrees.register.files.extract import extract
from forum.documents import model
from tests.factories import circulated, commented, decree_page, member_of, opened, secretariat_user
from tests.factories.forum import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    bi = OrganisationFactory(name="Bojonegoro Institute", short_name="BI", slug="bi")
    desk, member = secretariat_user(), member_of(bi)
    version = circulated(decree_page(), by=desk)
    opened(version, bi, by=desk)
    comment = commented(version, member, clause="rec-a", start=6, end=18, text="Perjelas.", proposed="transparansi")
    answer = services.answer_comment(comment, disposition="not_accepted", reason="Sudah jelas.", by=desk)
    services.react_to_answer(answer, stance="objects", reason="Belum jelas bagi warga.", by=member)
    return version, comment, member


def register_of(version, user, **filters):
    return Register(version.decree, user, Filters(**filters))


def sheet_of(content, name="Matriks tanggapan"):
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def test_workbook_has_a_row_for_each_comment_under_a_frozen_head(scene):
    version, comment, member = scene
    content = workbook.workbook(extract(register_of(version, member)))
    sheet = sheet_of(content)
    head, row = sheet.iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:AD2")
    assert (told["Nomor komentar"], told["Pengusul"], told["Tanggapan"]) == (
        comment.pk,
        "Bojonegoro Institute",
        "Perjelas.",
    )
    assert (told["Rumusan rancangan"], told["Usul rumusan"]) == ("keterbukaan ", "transparansi")
    assert (told["Jawaban"], told["Alasan sikap"]) == ("tidak diterima", "Belum jelas bagi warga.")
    assert sheet["O2"].alignment.wrap_text
    summary = dict(row[:2] for row in sheet_of(content, "Ringkasan").iter_rows(values_only=True))
    assert (summary["Tanggapan"], summary["Dijawab"], summary["Keberatan yang dipertahankan"]) == (1, 1, 1)


@pytest.mark.parametrize("words", ['=HYPERLINK("http://x","y")', "+1", "-2+3", "@SUM(A1)", "=1+1\x07"])
def test_words_that_look_like_a_formula_stay_words(scene, words):
    version, _comment, member = scene
    commented(version, member, clause="dik-1", text=words)
    content = workbook.workbook(extract(register_of(version, member, words=words[:3])))
    sheet = sheet_of(content)
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == words.rstrip("\x07"))
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert "<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()


def test_comment_too_long_for_a_cell_is_cut(scene):
    version, comment, member = scene
    type(comment).objects.filter(pk=comment.pk).update(text="a" * 40_000)
    sheet = sheet_of(workbook.workbook(extract(register_of(version, member))))
    assert len(sheet["O2"].value) < 32_767


def test_paper_is_turned_and_shows_the_proposal_struck_out_and_underlined(scene):
    version, _comment, member = scene
    made = paper.paper(extract(register_of(version, member)))
    table = next(block for block in made.blocks if isinstance(block, model.Table))
    runs = [run for cell in table.rows[0] if isinstance(cell, tuple) for run in cell]
    assert made.landscape
    assert any(run.strike and "keterbukaan" in run.text for run in runs)
    assert any(run.underline and "transparansi" in run.text for run in runs)


def test_annex_names_the_objection_its_organisation_and_the_answer(scene):
    version, _comment, member = scene
    made = paper.paper(extract(register_of(version, member)))
    at = next(n for n, block in enumerate(made.blocks) if isinstance(block, model.PageBreak))
    annex = made.blocks[at:]
    assert [block.text for block in annex if isinstance(block, model.Heading)] == ["Bojonegoro Institute"]
    words = repr(annex)
    assert "Belum jelas bagi warga." in words
    assert "Sudah jelas." in words


def test_annex_without_dissent_says_so(scene):
    version, _comment, member = scene
    made = paper.paper(extract(register_of(version, member, disposition="noted")))
    assert paper.NONE in repr(made.blocks)


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_office_files_hold_the_table_and_the_annex(scene, client, file_format):
    version, *_ = scene
    content = client.get(reverse("decrees:register-file", args=[version.decree_id, file_format])).content
    if file_format == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        assert pages[0].mediabox.width > pages[0].mediabox.height
        words = " ".join(page.extract_text() for page in pages)
    else:
        words = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
        assert 'w:orient="landscape"' in words
    assert "Sudah jelas." in words
    assert "KEBERATAN YANG DIPERTAHANKAN" in words


def test_json_says_where_the_comment_stood_in_the_words_of_web_annotation(scene, client):
    version, comment, _member = scene
    told = client.get(reverse("decrees:register-file", args=[version.decree_id, "json"])).json()
    assert told["schema"] == "mufakat.register/1"
    assert told["summary"]["dispositions"]["not_accepted"] == 1
    row = told["comments"][0]
    selector = row["target"]["selector"]
    assert (row["id"], row["organisation"]["id"], row["round"], row["version"]) == (comment.pk, "bi", 1, 1)
    assert (selector["type"], selector["value"]) == ("FragmentSelector", "k-rec-a")
    assert selector["refinedBy"][0]["exact"] == "keterbukaan "
    assert selector["refinedBy"][1] == {"type": "TextPositionSelector", "start": 6, "end": 18}
    assert row["answer"]["reaction"]["stance"] == "objects"


def test_json_keeps_to_the_documented_shape(scene, client):
    """Every key is in docs/register.md."""
    from pathlib import Path

    version, *_ = scene
    told = client.get(reverse("decrees:register-file", args=[version.decree_id, "json"])).json()
    docs = (Path(__file__).parents[3] / "docs/register.md").read_text()
    assert {key for key in keys(told) if f"`{key}`" not in docs} == set()


def keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def test_files_hold_only_what_is_filtered(scene, client):
    version, comment, member = scene
    commented(version, member, clause="dik-1", text="Lain sekali.")
    url = reverse("decrees:register-file", args=[version.decree_id, "json"])
    told = client.get(url + "?disposisi=not_accepted").json()
    assert [row["id"] for row in told["comments"]] == [comment.pk]
    assert told["url"].endswith("?disposisi=not_accepted")


def test_file_is_not_made_again_without_news_and_not_shared_between_readers(scene, client):
    version, _comment, member = scene
    url = reverse("decrees:register-file", args=[version.decree_id, "json"])
    first = client.get(url)
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert "private" in first["Cache-Control"]
    commented(version, member, clause="dik-1", text="Baru.")
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 200
    public = client.get(url)["ETag"]
    client.force_login(member)
    assert client.get(url, headers={"if-none-match": public}).status_code == 200


def test_file_too_long_to_draw_says_so(scene, client):
    version, comment, _member = scene
    type(comment).objects.filter(pk=comment.pk).update(text="panjang " * 600_000)
    response = client.get(reverse("decrees:register-file", args=[version.decree_id, "pdf"]))
    assert response.status_code == 503


def test_numbers_of_a_draft_without_comments(client):
    version = circulated(decree_page())
    told = json.loads(client.get(reverse("decrees:register-file", args=[version.decree_id, "json"])).content)
    assert (told["comments"], told["summary"]["comments"]) == ([], 0)


def test_who_speaks_among_its_own_is_not_heard_in_the_fingerprint(scene, client):
    version, _comment, member = scene
    url = reverse("decrees:register-file", args=[version.decree_id, "json"])
    first = client.get(url)["ETag"]
    for audience in (permissions.own_audiences(member)[0], "secretariat", "members"):
        commented(version, member, clause="dik-1", text="Bukan untuk umum.", audience=audience)
    assert client.get(url)["ETag"] == first
    client.force_login(member)
    before = client.get(url)
    commented(version, member, clause="dik-1", text="Antar kami.", audience=permissions.own_audiences(member)[0])
    assert client.get(url)["ETag"] != before["ETag"]
