"""Line breaks in a clause: told at once, kept in the field, and made into clauses or points if wanted."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.server]
FROM_WORD = "<p>a.&nbsp;&nbsp; luas 5 m<sup>2</sup>;</p><p>b.&nbsp;&nbsp; isi 3 m<sup>3</sup>.</p>"
PASTE = """(area, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  area.focus();
  area.select();
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def editor(demo, visit):
    page = visit(demo, "sekretariat", path=f"/admin/pages/{demo.scene['decree']}/edit/", live=False)
    page.on("dialog", lambda dialog: dialog.accept())
    wait_until(page, "() => document.querySelectorAll('section[id^=block-]').length > 5")
    return page


def values(page, kind):
    return [area.input_value() for area in page.locator(f"textarea[name^=body-][name$={kind}]:visible").all()]


def test_line_breaks_are_told_at_once_and_stay_until_somebody_decides(editor):
    area = editor.locator("textarea[name^=body-]").first
    area.fill("Menetapkan:\nNama : A\nNIP : B")
    note = editor.locator(".line-note")
    expect(note).to_contain_text("Ganti baris tidak ikut tercetak")
    expect(area).to_have_value("Menetapkan:\nNama : A\nNIP : B")
    note.get_by_role("button", name="Gabungkan").click()
    expect(area).to_have_value("Menetapkan: Nama : A NIP : B")
    expect(note).to_have_count(0)


def test_paragraphs_become_as_many_recitals_without_their_letters(editor):
    area = editor.locator("textarea[name^=body-]").first
    before = values(editor, "-value")
    area.fill(f"a. {before[0]}\nb. bahwa luas 20 m² cukup;\n• bahwa rakyat berhak tahu;")
    editor.locator(".line-note").get_by_role("button", name="Jadikan 3 bagian").click()
    expect(area).to_have_value(before[0])
    added = ["bahwa luas 20 m² cukup;", "bahwa rakyat berhak tahu;"]
    assert values(editor, "-value") == [before[0], *added, *before[1:]]


def test_lettered_lines_of_a_diktum_become_its_points_and_raised_numbers_stay_raised(editor):
    area = editor.locator("textarea[name$='-value-text']").first
    area.evaluate(PASTE, FROM_WORD)
    expect(area).to_have_value("a. luas 5 m²;\nb. isi 3 m³.")
    area.fill(f"Tugasnya:\n{area.input_value()}")
    editor.locator(".line-note").get_by_role("button", name="Jadikan 3 bagian").click()
    expect(area).to_have_value("Tugasnya:")
    points = editor.locator("section[id^=block-]", has=area).first.locator("textarea[name*=-points-]")
    expect(points.first).to_have_value("luas 5 m²;")
    expect(points.nth(1)).to_have_value("isi 3 m³.")
