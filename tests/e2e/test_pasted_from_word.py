"""What is copied from Word, with its list paragraphs, merged cells, struck-out words and notes in the margin, stands in
the minutes as it stood in Word."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.server]


def point(level, mark, text):
    marker = f"<span style='font-family:Symbol'><span style='mso-list:Ignore'>{mark}&nbsp;&nbsp;&nbsp;</span></span>"
    style = f"text-indent:-18.0pt;mso-list:l0 level{level} lfo1"
    return f"<p class=MsoListParagraph style='{style}'>{marker}{text}<o:p></o:p></p>"


def row(*cells):
    return f"<tr>{''.join(f'<td{about}><p class=MsoNormal>{text}</p></td>' for about, text in cells)}</tr>"


NOTE = "<span class=MsoCommentReference><a class=msocomanchor>[B1]</a></span>"
LIST = (
    point(1, "&#61623;", "Bukti dukung"),
    point(2, "o", "laporan desa"),
    point(3, "&#61607;", "foto"),
    point(1, "&#61623;", "Sambutan"),
    point(1, "1.", "Laporan <i>untuk</i> Bupati"),
)
TABLE = (
    row((" rowspan=2", "Sasaran"), (" colspan=2", "Target")),
    row(("", "2017"), ("", "2018")),
    row(("", "Data dawis"), ("", "60&nbsp;%"), ("", "100&nbsp;%")),
)
WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p {{margin:0}}</style></head><body>
<p class=MsoNormal><b><span>Kepala Dinas</span></b>
<span style='mso-spacerun:yes'>&nbsp; </span>menyampaikan
&#8220;capaian&#8221; Rp&nbsp;1.250.000.000,00<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>{"".join(LIST)}
<p class=MsoNormal>Teks <ins>yang ditambahkan</ins><del> yang dihapus</del>{NOTE}.</p>
<table class=MsoTableGrid>{"".join(TABLE)}</table><p class=MsoNormal>Sesudah tabel.</p></body></html>"""
PASTE = """(field, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "teks polos");
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
EDITOR = ".public-DraftEditor-content"
POINTS = "all => all.map((one) => [one.parentElement.tagName, one.className.match(/depth(\\d)/)[1], one.textContent])"
ROWS = "| Sasaran | Target |  |\n|  | 2017 | 2018 |\n| Data dawis | 60 % | 100 % |"


@pytest.fixture
def paragraph(demo, visit):
    """An empty one, in minutes that are a draft."""
    page = visit(demo, "sekretariat", path=f"/admin/pages/{demo.scene['draft_minutes']['pk']}/edit/", live=False)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[id*=discussion] .c-sf-add-button").first.click()
    page.get_by_role("option", name="paragraf").first.click()
    page.locator(EDITOR).first.click()
    return page.locator(EDITOR).first


def test_lists_stay_in_lists_tables_are_tables_and_what_was_struck_out_is_gone(paragraph):
    page = paragraph.page
    paragraph.evaluate(PASTE, WORD)
    expect(page.locator(EDITOR)).to_have_count(2)
    expect(page.locator(EDITOR).nth(1)).to_have_text("Sesudah tabel.")
    assert paragraph.locator("li").evaluate_all(POINTS) == [
        ["UL", "0", "Bukti dukung"],
        ["UL", "1", "laporan desa"],
        ["UL", "2", "foto"],
        ["UL", "0", "Sambutan"],
        ["OL", "0", "Laporan untuk Bupati"],
    ]
    lines = [line for line in paragraph.inner_text().splitlines() if line.strip()]
    assert " ".join(lines[0].split()) == "Kepala Dinas menyampaikan “capaian” Rp 1.250.000.000,00"
    assert lines[-1] == "Teks yang ditambahkan."
    expect(page.locator("textarea[name^=discussion]").first).to_have_value(ROWS)


def test_plain_words_are_pasted_as_ever(paragraph):
    paragraph.evaluate(PASTE, "<p>satu <b>dua</b></p>")
    expect(paragraph).to_have_text("satu dua")
    expect(paragraph.page.locator(EDITOR)).to_have_count(1)
