"""One meeting from the first line of its notes to its public minutes, by four people and the public: nothing typed is
lost, nobody approves alone, and what is blacked out is read nowhere."""

import io
import re
import zipfile
from urllib.parse import quote

import pypdf
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Site, _environment, prepare
from tests.e2e.people import answer_of, select_by_touch
from tests.e2e.test_accessibility import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.long]

# What the site finds by itself, and a name that only a reader knows.
NIK, NAME = "3522011203850001", "Ngatiyem"
SECRETS = (NIK, NAME)


@pytest.fixture
def make_site(running, tmp_path):
    database, scene = prepare("meeting_scene", tmp_path)
    clock = {"DJANGO_SETTINGS_MODULE": "tests.e2e.moved_clock"}
    return lambda **chosen: running(Site(_environment(database.parent, **clock, **chosen), scene))


def type_line(page, text, *, into=0):
    line = page.locator("[data-compose] input[name=text]").nth(into)
    line.fill(text)
    line.press("Enter")
    expect(line).to_have_value("")


def texts(page):
    return page.locator(".notes .note-text")


def acknowledged(page):
    expect(page.locator(".notes .is-waiting")).to_have_count(0)


def take_notes(site, wire, path, one, two, bi):
    """Server and session end, and no word is lost."""
    type_line(one, "BI: satu")
    expect(texts(bi)).to_have_text(["BI: satu"])
    bi.locator("#hadir button").click()
    expect(bi.locator("#hadir .status")).to_be_visible()

    # Both change the line of the other without having seen what they wrote: one is cut off.
    wire.cut()
    type_line(two, "dua, tanpa jaringan")
    two.locator(".notes [data-change]").first.click()
    two.locator("[data-edit] textarea").fill("BI: satu, kata dua")
    two.locator("[data-edit] textarea").press("Enter")
    one.locator("[data-compose] input[name=text]").first.press("ArrowUp")
    one.locator("[data-edit] textarea").fill("BI: satu, kata satu")
    one.locator("[data-edit] textarea").press("Enter")
    acknowledged(one)

    # The server is killed while one goes on; the page is even left and opened again.
    site.kill()
    type_line(one, "@BI kirim data paling lambat besok")
    expect(one.locator("#note-queue")).to_contain_text("1 baris menunggu")
    site.start()
    wire.mend()
    acknowledged(one)
    acknowledged(two)
    both = ["BI: satu, kata satu", "BI: satu, kata dua", "kirim data", "dua, tanpa jaringan"]
    for page in (one, two, bi):
        expect(texts(page)).to_have_count(4)
        assert sorted(texts(page).all_inner_texts()) == sorted(both)
    two.locator(".is-open [data-change]").click()
    two.locator("[data-edit] textarea").first.fill("BI: satu, kata satu dan dua")
    two.locator("[data-edit] textarea").first.press("Enter")
    expect(one.locator(".is-open")).to_have_count(0)

    # The session ends; somebody else signs in in the same browser, and the words are not theirs to send.
    one.context.clear_cookies(name="sessionid")
    type_line(one, "sesudah sesi berakhir")
    expect(one.locator("#note-queue a")).to_have_attribute("href", re.compile("notulen-langsung"))
    one.context.add_cookies([site.cookie("second")])
    one.goto(site.url(path))
    one.locator("#live[data-state=connected]").wait_for()
    expect(one.locator(".notes .is-waiting")).to_have_count(0)
    expect(texts(bi)).to_have_count(3)
    one.context.add_cookies([site.cookie("office")])
    one.goto(site.url(path))
    expect(texts(bi)).to_have_count(4)
    expect(texts(bi).filter(has_text="sesudah sesi berakhir")).to_be_visible()
    for said in (f"+ BI: Ibu {NAME}, NIK {NIK}, belum terdata", "+ Sosialisasi belum merata", "! Dibentuk tim kecil"):
        type_line(one, said, into=1)
    paste(one, WORD)
    acknowledged(one)
    expect(bi.locator(".note[data-kind=row]").last.locator(".note-cell")).to_have_text(["Data dawis", "60 %"])


# As Word copies a table, and a list in a list.
WORD = """<table><tr><th>Target</th><th>B03</th></tr>
<tr><td><p class=MsoNormal>Data dawis</p></td><td>60&nbsp;%</td></tr></table>
<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Bukti dukung</p>
<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>laporan desa</p>"""
PASTE = """(field, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "Target B03");
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def paste(page, html):
    page.locator("[data-compose] input[name=text]").nth(2).evaluate(PASTE, html)


def make_minutes(site, one):
    """From the notes, and circulated; the number of the page."""
    one.locator("[data-take] button").click()
    one.wait_for_url("**/edit/")
    minutes = int(re.search(r"/pages/(\d+)/edit/", one.url)[1])
    take(one, site, minutes, "circulate", days="1")
    return minutes


def take(page, site, minutes, step, **given):
    """A step by its button in the editor, where this person may be already; `given` is what its form asks."""
    if not page.url.endswith(f"/admin/pages/{minutes}/edit/"):
        page.goto(site.url(f"/admin/pages/{minutes}/edit/"))
    page.locator(f".minutes-steps a[href$='/minutes/{minutes}/{step}/']").click()
    for name, value in given.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main form[method=post] button").first.click()
    page.wait_for_url("**/edit/")


def object_to(page, words, *, proposed, because):
    """A finger on the words, then the form."""
    row = page.locator(".minutes li", has_text=words).first
    select_by_touch(page, row, words)
    form = page.locator("[data-objection]")
    expect(form.locator("[name=quote]")).to_have_value(words)
    form.locator("[name=proposed]").fill(proposed)
    form.locator("[name=text]").fill(because)
    form.locator("button").click()
    expect(page.locator(".message, .messages").first).to_contain_text("sekretariat")


def answer(page, site, minutes, objection, act, **given):
    page.goto(site.url(f"/admin/pages/{minutes}/edit/"))
    page.locator(".minutes-steps li", has_text=objection).get_by_role("link").click()
    form = page.locator("form", has=page.locator(f"button[value={act}]"))
    for name, value in given.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator(f"button[value={act}]").click()
    expect(page.locator("main strong", has_text="iterima" if act == "accept" else "itolak").first).to_be_visible()


def black_out(page, site, minutes):
    """What the site found by itself, and a name that only a reader knows."""
    page.goto(site.url(f"/admin/minutes/{minutes}/edisi-publik/"))
    page.locator("button[value=black]").first.click()
    expect(page.locator(".minutes-findings li").first).to_contain_text("✓")
    form = page.locator("form", has=page.locator("[name=quote]"))
    form.locator("[name=part]").select_option("inputs:1")
    form.locator("[name=quote]").fill(NAME)
    form.locator("[name=ground]").select_option("17h")
    form.locator("[name=note]").fill("Keluarga korban dikenali.")
    form.locator("button").click()
    expect(page.locator("main li", has_text="Keluarga korban")).to_be_visible()


def outlets(page, site, minutes, url):
    """What each outlet of the site gives this browser, as text: address → text; none where it is refused."""
    found, notula = {}, f"/notula/{minutes}"
    paths = [url, "/", "/notula/", "/umpan/", "/tindak-lanjut/", "/informasi-publik/", "/catatan/rantai.json?dari=1"]
    paths += [f"/{place}/?q={quote(word)}" for place in ("notula", "cari") for word in SECRETS]
    paths += ["/cari/?q=merata", *(f"{notula}/unduh/{kind}/" for kind in ("json", "docx", "odt", "pdf"))]
    paths += [f"{notula}/berkas/", f"{notula}/edaran/", f"{notula}/internal/", f"{notula}/internal/unduh/json/"]
    for path in [*paths, f"/rapat/{site.scene['meeting']}/notulen-langsung/"]:
        answered = answer_of(page, site, path)
        found[path] = text_in(answered.body()) if answered.status == 200 else ""
    return found


def text_in(content):
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return "\n".join(text_in(file.read(name)) for name in file.namelist())
    if content.startswith(b"%PDF"):
        return " ".join(" ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    return content.decode(errors="ignore")


def read_in(found, url):
    """Where a secret is read. A search repeats what was asked: there a hit counts."""
    sought = {path: [url] if path.endswith(SECRETS) else SECRETS for path in found}
    return {path for path, text in found.items() if any(one in text for one in sought[path])}


def test_notes_become_minutes_that_everybody_reads_without_what_is_blacked_out(site, wire, visit, tmp_path):
    path = f"/rapat/{site.scene['meeting']}/notulen-langsung/"
    one = visit(site, "office", path=path, viewport=DESK)
    two = visit(site, "second", path=path, port=wire.port, viewport=DESK)
    bi = visit(site, "bi", path=path, viewport=PHONE)
    kpi, public = (visit(site, who, path="/", live=False, viewport=PHONE) for who in ("kpi", None))
    assert answer_of(kpi, site, path).status == 403
    take_notes(site, wire, path, one, two, bi)
    minutes = make_minutes(site, one)

    bi.goto(site.url("/notula/"))
    bi.locator("a[href$='/edaran/']").click()
    object_to(bi, "belum merata", proposed="belum merata di desa", because="Di kota sudah.")
    object_to(bi, "tim kecil", proposed="tim besar", because="Kami ingin ikut.")
    for reader in (kpi, public):
        assert answer_of(reader, site, f"/notula/{minutes}/edaran/").status == 404
    answer(one, site, minutes, "Di kota sudah", "accept")
    answer(one, site, minutes, "Kami ingin ikut", "decline", words="Rapat memilih tim kecil.")
    bi.reload()
    expect(bi.locator(".minutes ins").first).to_contain_text("di desa")
    take(two, site, minutes, "approve")
    expect(two.locator(".messages")).to_contain_text("masih dapat")

    # The deadline passes. Whoever edited last does not approve.
    (tmp_path / "days-ahead").write_text("2")
    bi.reload()
    expect(bi.locator("[data-objection]")).to_have_count(0)
    take(one, site, minutes, "approve")
    expect(one.locator(".messages")).to_contain_text("menyunting")
    take(two, site, minutes, "approve")
    black_out(two, site, minutes)
    take(two, site, minutes, "publish")

    public.goto(site.url("/notula/"))
    public.get_by_role("link", name="Notula Rapat data desa").first.click()
    expect(public.locator(".minutes")).to_contain_text("[dihitamkan: UU 14/2008 Pasal 17 huruf h]")
    expect(public.locator(".minutes")).to_contain_text("belum merata di desa")
    expect(public.locator("#keberatan-dilampirkan")).to_be_visible()
    expect(public.get_by_role("region", name="Tabel", exact=True).locator("td")).to_have_text(["Data dawis", "60 %"])
    expect(public.locator(".minutes li li")).to_have_text("laporan desa")
    url = public.url.replace(site.url("/"), "/")
    for reader in (kpi, public):
        found = outlets(reader, site, minutes, url)
        assert read_in(found, url) == set()
        whole = {url, f"/notula/{minutes}/unduh/pdf/", f"/notula/{minutes}/berkas/"}
        assert {path for path, text in found.items() if "merata di desa" in text} >= whole
        assert url in found["/cari/?q=merata"]
    found = outlets(bi, site, minutes, url)
    assert read_in(found, url) == {path for path in found if "/internal/" in path or "berkas" in path}
