"""One story a person, in real browsers on the demo; beside each, whoever may not is refused."""

import datetime
import re
import uuid

import icalendar
import pytest
from playwright.sync_api import expect

from tests.e2e.people import (
    add_inline,
    answer_of,
    card,
    clause_with,
    forged_post,
    link_in,
    mails,
    publish_in_editor,
    save_in_editor,
    select_by_mouse,
    select_by_touch,
    send,
    sign_in,
    soon,
    take_step,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.server]

PLAIN = {"java_script_enabled": False}
PHONE = {"has_touch": True, "is_mobile": True, "viewport": {"width": 390, "height": 844}}


# --- the secretariat publishes an open invitation ---------------------------------------------------------------------


def test_secretariat_publishes_an_open_invitation_in_the_editor(demo, visit):
    page = visit(demo, path="/", live=False)
    sign_in(page, demo, "sekretariat")
    page.goto(demo.url(f"/admin/pages/add/forum/invitationpage/{demo.scene['meeting']['pk']}/"))
    page.locator("#id_title").fill("Undangan terbuka bagi warga desa")
    page.locator("#id_opening").fill("Kami mengundang warga desa untuk hadir pada:")
    publish_in_editor(page)

    citizen = visit(demo, path=demo.scene["meeting"]["path"], live=False)
    citizen.get_by_role("link", name="Undangan terbuka bagi warga desa").first.click()
    expect(citizen.locator("main")).to_contain_text("Kami mengundang warga desa untuk hadir pada:")
    expect(citizen.locator("#daftar form")).to_be_visible()
    for path in ("/", "/rapat/"):
        citizen.goto(demo.url(path))
        expect(citizen.get_by_role("link", name=demo.scene["meeting"]["title"]).first).to_be_visible()


def test_a_member_does_not_reach_the_editor(demo, visit):
    page = visit(demo, path="/", live=False)
    sign_in(page, demo, "bi")
    expect(page.locator("a[href='/admin/']")).to_have_count(0)
    path = f"/admin/pages/add/forum/invitationpage/{demo.scene['meeting']['pk']}/"
    assert answer_of(page, demo, path).status == 302
    page.goto(demo.url(path))
    expect(page.locator("#id_opening")).to_have_count(0)


# --- a citizen registers ----------------------------------------------------------------------------------------------


def register(page, name, address):
    page.locator("#id_name").fill(name)
    page.locator("#id_email").fill(address)
    page.locator("#id_consent").check()
    page.locator("#daftar button").click()


def test_citizen_without_javascript_registers_gets_a_date_and_gives_the_place_back(demo, visit):
    meeting = demo.scene["meeting"]
    page = visit(demo, path="/", live=False, **PLAIN)
    page.get_by_role("link", name=meeting["title"]).first.click()
    page.locator(f"a[href$='{demo.scene['invitation']['path']}']").first.click()
    register(page, "Warga Desa", "warga@contoh.id")
    sent = page.locator("#daftar")
    expect(sent).to_contain_text("warga@contoh.id")
    expect(sent).to_be_focused()
    expect(sent).to_be_in_viewport()
    expect(sent.locator("form")).to_have_count(0)

    (asked,) = [mail for mail in mails(demo) if mail["To"] == "warga@contoh.id"]
    page.goto(demo.url(link_in(asked, "/undangan/pasti/")))
    with page.expect_navigation() as answer:
        page.locator("main form button").click()
    assert answer.value.ok
    _asked, mail = [mail for mail in mails(demo) if mail["To"] == "warga@contoh.id"]
    (file,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (event,) = icalendar.Calendar.from_ical(file.get_content()).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime.datetime.fromisoformat(meeting["starts"])
    assert meeting["room"] in event["LOCATION"]
    public = page.request.get(demo.url(f"/undangan/{demo.scene['invitation']['pk']}/acara.ics")).body()
    assert event["UID"] == icalendar.Calendar.from_ical(public).walk("VEVENT")[0]["UID"]

    page.goto(demo.url(link_in(mail, "/undangan/batal/")))
    with page.expect_navigation() as answer:
        page.locator("main form button").click()
    assert answer.value.ok
    page.goto(demo.url(link_in(mail, "/undangan/batal/")))
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main form")).to_have_count(0)


def test_nobody_registers_where_it_is_closed_or_not_open(demo, visit):
    closed, addressed = demo.scene["closed"], demo.scene["addressed"]
    page = visit(demo, path=closed["path"], live=False, **PLAIN)
    expect(page.locator("#daftar")).to_contain_text("Pendaftaran berakhir")
    expect(page.locator("#daftar form")).to_have_count(0)
    form = {"name": "Warga", "email": "terlambat@contoh.id", "consent": "on"}
    assert forged_post(page, demo, f"/undangan/{closed['pk']}/daftar/", **form).status == 422
    assert answer_of(page, demo, addressed["path"]).status == 404
    assert forged_post(page, demo, f"/undangan/{addressed['pk']}/daftar/", **form).status == 404
    assert not [mail for mail in mails(demo) if mail["To"] == form["email"]]


# --- comments on the draft --------------------------------------------------------------------------------------------


def test_bi_comments_by_mouse_others_see_it_and_the_answer_comes_back(demo, visit):
    bi, kpi, office, reader = (visit(demo, who) for who in ("bi", "kpi", "sekretariat", None))
    everybody = (bi, kpi, office, reader)
    in_time = soon(*everybody)
    for page in everybody:
        page.evaluate("window.untouched = true")
    select_by_mouse(bi, clause_with(bi, "Segala biaya yang timbul"), "dibebankan pada Anggaran")
    bi.locator(".comment-button").click()
    expect(bi.locator(".comment-form .comment-quote")).to_have_text("dibebankan pada Anggaran")
    write(bi, "Sebutkan pos anggarannya.")
    for page in everybody:
        expect(card(page, "Sebutkan pos anggarannya.")).to_be_visible(timeout=in_time)
        expect(page.locator("mark.passage", has_text="dibebankan pada Anggaran").first).to_be_attached()

    card(office, "Sebutkan pos anggarannya.").locator("[data-action=answer]").click()
    office.locator(".comment-form [name=disposition][value=accepted]").check()
    office.locator(".comment-form [name=reason]").fill("Pos anggaran akan disebut.")
    send(office)
    for page in everybody:
        answer = card(page, "Sebutkan pos anggarannya.").locator(".answer")
        expect(answer).to_contain_text("Pos anggaran akan disebut.", timeout=in_time)
        expect(answer.locator(".disposition")).to_have_attribute("data-value", "accepted")
        assert page.evaluate("window.untouched"), "the page was loaded again"


def test_whoever_takes_no_part_finds_no_form_and_is_refused(demo, visit):
    address = f"/rancangan/{demo.scene['decree']}/versi/{demo.scene['version']}/komentar/"
    answer = f"/rancangan/{demo.scene['decree']}/komentar/{demo.scene['comment']}/jawab/"
    for who, expected in ((None, 302), ("outsider", 403)):
        page = visit(demo, who)
        expect(page.locator("[data-action=answer], [data-action=reply], .clause-comment-link")).to_have_count(0)
        select_by_mouse(page, clause_with(page, "Segala biaya yang timbul"), "Segala biaya")
        if who:
            expect(page.locator(".comment-button")).to_have_count(0)
        else:  # the round hears citizens: their form, and no other, is offered
            page.locator(".comment-button").click()
            expect(page).to_have_url(re.compile(r"/tanggapi/"))
        for path in (f"{address}?clause=x", answer):
            refused = answer_of(page, demo, path)
            assert refused.status == expected
            assert expected != 302 or "/akun/login/" in refused.headers["location"]
        forged = {"clause": "x", "text": "Tidak berhak", "audience": "public", "token": str(uuid.uuid4())}
        assert forged_post(page, demo, address, **forged).status == expected
        assert forged_post(page, demo, answer, disposition="accepted", reason="Tidak berhak").status == expected
    expect(card(visit(demo), "Tidak berhak")).to_have_count(0)


def test_a_member_may_not_answer(demo, visit):
    page = visit(demo, "bi")
    expect(page.locator("[data-action=answer]")).to_have_count(0)
    path = f"/rancangan/{demo.scene['decree']}/komentar/{demo.scene['comment']}/jawab/"
    assert answer_of(page, demo, path).status == 403


def test_selecting_by_touch(demo, visit):
    page, other = visit(demo, "bi", **PHONE), visit(demo, "kpi")
    select_by_touch(page, clause_with(page, "Segala biaya yang timbul"), "Kabupaten Bojonegoro")
    expect(page.locator(".comment-button")).to_have_class(re.compile("docked"))
    page.locator(".comment-button").tap()
    expect(page.locator(".comment-form .comment-quote")).to_have_text("Kabupaten Bojonegoro")
    write(page, "Ditulis dari telepon.")
    expect(card(other, "Ditulis dari telepon.").locator(".comment-quote")).to_have_text("Kabupaten Bojonegoro")


def test_selecting_by_keyboard_alone(demo, visit):
    page, other = visit(demo, "bi"), visit(demo, "kpi")
    page.locator("[data-text][tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expected = page.evaluate("getSelection().toString()")
    assert len(expected.split()) == 2
    page.keyboard.press("Enter")
    expect(page.locator(".comment-form textarea").first).to_be_focused()
    page.keyboard.type("Hanya dengan papan tombol.")
    page.locator(".comment-form button").first.focus()
    page.keyboard.press("Enter")
    expect(card(other, "Hanya dengan papan tombol.").locator(".comment-quote")).to_have_text(expected)
    expect(card(page, "Hanya dengan papan tombol.")).to_be_focused()


def test_comment_and_answer_without_javascript(demo, visit):
    page = visit(demo, "bi", live=False, **PLAIN)
    clause_with(page, "Segala biaya yang timbul").locator(".clause-comment-link").click()
    page.locator("textarea[name=text]").fill("Tanpa skrip.")
    page.locator(".comment-form button").first.click()
    expect(card(page, "Tanpa skrip.")).to_be_visible()
    office = visit(demo, "sekretariat", live=False, path=page.url.removeprefix(demo.url("/").rstrip("/")), **PLAIN)
    card(office, "Tanpa skrip.").locator("[data-action=answer]").click()
    office.locator("[name=disposition][value=noted]").check()
    office.locator("[name=reason]").fill("Dicatat tanpa skrip.")
    office.locator(".comment-form button").first.click()
    expect(card(office, "Tanpa skrip.").locator(".answer")).to_be_visible()
    page.reload()
    expect(card(page, "Tanpa skrip.").locator(".answer")).to_contain_text("Dicatat tanpa skrip.")


# --- minutes ----------------------------------------------------------------------------------------------------------


def finds(page, site, word):
    """Whether the archive and the site's search lead this reader to the minutes."""
    found = set()
    for path in ("/notula/?q=", "/cari/?q="):
        page.goto(site.url(path + word))
        found.add(page.locator(f"main a[href='{site.scene['draft_minutes']['path']}']").count() > 0)
    (answer,) = found
    return answer


def object_to(page, row, quote, proposed):
    """By choosing the words on the page."""
    page.evaluate(
        """([row, quote]) => {
          const text = document.querySelector(row).firstChild, at = text.data.indexOf(quote);
          getSelection().setBaseAndExtent(text, at, text, at + quote.length);
        }""",
        [row, quote],
    )
    expect(page.locator("[name=quote]")).to_have_value(quote)
    page.locator("[name=proposed]").fill(proposed)
    page.locator("[name=text]").fill(f"Disepakati: {proposed}.")
    page.locator("form[data-objection] button").click()
    expect(page.locator("main aside")).to_contain_text(f"Disepakati: {proposed}.")


def answer_correction(page, site, path, place, act, words=""):
    page.goto(site.url(path))
    links = page.locator("main a[href*='/koreksi/']")
    for address in [link.get_attribute("href") for link in links.all()]:
        page.goto(site.url(address))
        if place in page.locator(".page-head .lead").inner_text():
            break
    if words:
        page.locator(f"form:has([value={act}]) [name=words]").fill(words)
    page.locator(f"button[value={act}]").click()
    expect(page.locator(f"button[value={act}]")).to_have_count(0)


def test_minutes_from_draft_to_published(demo, visit):
    minutes = demo.scene["draft_minutes"]
    round_path = f"/notula/{minutes['pk']}/edaran/"
    office, approver, member, absent, reader = (
        visit(demo, who, path="/", live=False) for who in ("sekretariat", "admin", "bi", "kpi", None)
    )
    assert answer_of(member, demo, round_path).status == 404
    office.goto(demo.url(f"/admin/pages/{minutes['pk']}/edit/"))
    add_inline(office, "decisions", "Angklung dimainkan pada setiap rapat.")
    save_in_editor(office)
    take_step(office, demo, minutes["pk"], "circulate")

    member.goto(demo.url(round_path))
    expect(member.locator("article.minutes")).to_contain_text("Angklung dimainkan pada setiap rapat.")
    object_to(member, "#keputusan-1 > p", "tim kecil", "tim kecil beranggota lima orang")
    object_to(member, "#masukan-1 > p", "Perlu", "Tidak perlu")
    answer_correction(office, demo, round_path, "Keputusan", "accept")
    answer_correction(office, demo, round_path, "Masukan", "decline", "Tercatat demikian dalam rekaman.")
    member.goto(demo.url(round_path))
    expect(member.locator("ins")).to_contain_text("beranggota lima orang")
    for nobody in (absent, reader):
        assert answer_of(nobody, demo, round_path).status == 404
        assert answer_of(nobody, demo, minutes["path"]).status == 404
        assert answer_of(nobody, demo, f"/notula/{minutes['pk']}/unduh/pdf/").status == 404
        assert not finds(nobody, demo, "angklung")

    for present in (member, office):
        present.goto(demo.url(round_path))
        present.locator("form[action$='/setuju/'] button").click()
        expect(present.locator("form[action$='/setuju/']")).to_have_count(0)
    take_step(approver, demo, minutes["pk"], "approve")
    assert answer_of(reader, demo, minutes["path"]).status == 404
    take_step(office, demo, minutes["pk"], "publish")
    assert finds(reader, demo, "angklung")
    reader.goto(demo.url(minutes["path"]))
    expect(reader.locator("article.minutes")).to_contain_text("Angklung dipakai untuk membuka acara.")
    expect(reader.locator("#keputusan-1")).to_contain_text("tim kecil beranggota lima orang")
    expect(reader.locator("#keberatan-dilampirkan + p + ul")).to_contain_text("Tercatat demikian dalam rekaman.")
    office.goto(demo.url(f"/admin/pages/{minutes['pk']}/edit/"))
    expect(office.locator("button.action-save:visible")).to_be_disabled()


# --- what may not be seen is not seen ---------------------------------------------------------------------------------

SOCKET = """path => new Promise(tell => {
  const socket = new WebSocket(new URL(path, location.href).href.replace(/^http/, 'ws'));
  socket.onmessage = () => { tell('heard'); socket.close(); };
  socket.onclose = ({ code }) => tell(code);
})"""


def test_a_draft_for_the_invited_is_nowhere_for_others(demo, visit):
    invited = demo.scene["invited"]
    base = f"/rancangan/{invited['pk']}"
    addresses = [
        invited["path"],
        *(f"{base}/{end}" for end in ("versi/", "versi/1/", "versi/2/", "bandingkan/1/2/", "versi/2/unduh.docx")),
        f"{base}/peristiwa/?after=0",
        f"{base}/komentar/{invited['comment']}/",
    ]
    lists = ("/", "/rancangan/", f"/cari/?q={invited['secret']}", "/umpan/", "/sitemap.xml", "/forum/")
    for who in (None, "outsider", "kpi"):
        page = visit(demo, who, path="/", live=False)
        assert {answer_of(page, demo, path).status for path in addresses} == {404}
        for path in lists:
            text = answer_of(page, demo, path).text().replace(f'value="{invited["secret"]}"', "")
            assert f"rancangan {invited['secret']}" not in text.lower(), path
        assert page.evaluate(SOCKET, f"/ws/rancangan/{invited['pk']}/") in {1006, 4404}


def test_the_invited_see_it_everywhere(demo, visit):
    invited = demo.scene["invited"]
    base = f"/rancangan/{invited['pk']}"
    page = visit(demo, "bi", path=invited["path"])
    expect(page.locator("article.decree")).to_contain_text(invited["secret"].title())
    for end in ("versi/", "bandingkan/1/2/", "peristiwa/?after=0"):
        assert invited["secret"] in answer_of(page, demo, f"{base}/{end}").text().lower()
    assert invited["secret"] in answer_of(page, demo, "/rancangan/").text().lower()
    assert page.evaluate(SOCKET, f"/ws/rancangan/{invited['pk']}/") == "heard"
