"""Several people at one sentence, words written on the road, an organisation among its own, and the gate."""

import io
import sqlite3
import zipfile

import pytest
from playwright.sync_api import expect

from tests.e2e.test_live_writing import WORDS, cards, marks, select, send, word

pytestmark = pytest.mark.browser
PHONE = {"has_touch": True, "is_mobile": True, "viewport": {"width": 360, "height": 740}}
SECRET, ALSO_SECRET = "rahasiadapur", "sandikunci"


def choose(page, start, end):
    """Words are selected, by finger on a phone; the button that offers to comment on them is pressed."""
    select(page, start, end)
    button = page.locator(".comment-button")
    expect(button).to_be_visible()
    if page.evaluate("matchMedia('(pointer: coarse)').matches"):
        button.tap()
    else:
        button.click()
    page.locator("textarea[name=text]").wait_for()


def press_send(page):
    page.locator(".comment-form button").first.click()


def post(page):
    """What is in the open form, until the server has it."""
    press_send(page)
    expect(page.locator(".comment-form")).to_have_count(0)


def test_two_phones_and_a_laptop_comment_on_the_same_sentence_at_once(site, visit):
    bi, kpi = visit(site, "bi", **PHONE), visit(site, "kpi", **PHONE)
    laptop, public = visit(site, "idfos", viewport={"width": 1280, "height": 800}), visit(site)
    people = {bi: (10, 13), kpi: (10, 18), laptop: (0, 29)}
    for page, passage in people.items():
        choose(page, *passage)
        page.locator("textarea[name=text]").fill(f"Tentang {WORDS[slice(*passage)]!r}.")
    for page in people:
        press_send(page)
    told = [f"Tentang {WORDS[slice(*passage)]!r}." for passage in people.values()]
    for page in [*people, public]:
        expect(page.locator(".comment-form")).to_have_count(0)
        expect(cards(page)).to_have_count(3)
        assert sorted(cards(page).locator(".comment-text").all_inner_texts()) == sorted(told)
        expect(page.locator("[data-clause=dik-1] [data-text]")).to_have_text(WORDS)
    # In the same order everywhere, and every word marked with all the comments on it.
    assert len({tuple(cards(page).evaluate_all("all => all.map(one => one.id)")) for page in [*people, public]}) == 1
    ids = marks(public).evaluate_all(
        "all => all.map(one => [one.textContent, one.dataset.commentIds.split(' ').length])"
    )
    assert ids == [["Membentuk ", 1], ["Tim", 3], [" Open", 2], [" Government", 1]]


def test_comment_written_without_a_line_waits_and_is_sent_once_when_there_is_one_again(site, visit):
    bi, kpi = visit(site, "bi", **PHONE), visit(site, "kpi")
    choose(bi, 10, 13)
    bi.context.set_offline(True)
    bi.locator("textarea[name=text]").fill("Ditulis di jalan.")
    press_send(bi)
    expect(bi.locator(".form-state")).to_have_text(word(bi, "unsent"))
    bi.context.set_offline(False)
    expect(cards(bi).locator(".comment-text")).to_have_text("Ditulis di jalan.")
    expect(cards(kpi).locator(".comment-text")).to_have_text("Ditulis di jalan.")
    kpi.reload()
    expect(cards(kpi)).to_have_count(1)


# --- an organisation among its own

PATHS = (
    "{page}",
    "{decree}/versi/1/",
    "{decree}/versi/",
    "{decree}/versi/1/butir/5/",
    "{decree}/versi/1/cetak/",
    "{decree}/versi/1/unduh.docx",
    "{decree}/matriks/",
    "{decree}/matriks/?q=" + ALSO_SECRET,
    "{decree}/matriks.xlsx",
    "{decree}/matriks.docx",
    "{decree}/matriks.json",
    "{decree}/putaran/1/",
    "{decree}/untuk-saya/",
    "{decree}/peristiwa/?after=0",
    "{decree}/komentar/{comment}/",
    "{decree}/komentar/{comment}/sikap/",
    "{decree}/komentar/{comment}/jawab/",
    "/cari/?q=" + ALSO_SECRET,
    "/pemberitahuan/",
    "/kabar/",
    "/admin/rancangan/{pk}/",
    "/admin/rancangan/{pk}/komentar/",
    "/admin/rancangan/{pk}/komentar/{comment}/",
    "/admin/rancangan/{pk}/tempat/",
    "/admin/rancangan/{pk}/asal/",
    "/admin/rancangan/{pk}/usulan/",
)


def listening(page):
    """What comes over the page's sockets from its next visit on."""
    heard = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(frame)))
    page.reload()
    page.locator("#live[data-state=connected]").wait_for()
    return heard


def fetched(page, site, comment):
    decree = f"/rancangan/{site.scene['decree']}"
    given = {"page": site.scene["path"], "decree": decree, "pk": site.scene["decree"], "comment": comment}
    for path in PATHS:
        answer = page.request.get(site.url(path.format(**given)))
        yield path, answer.status, answer.body()


def unzipped(body):
    """Word and Excel files are archives: their words are compressed."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_discussion_of_an_organisation_is_on_no_path_of_anybody_else_until_its_position_is_sent(site, visit):
    bi, colleague = visit(site, "bi"), visit(site, "colleague", **PHONE)
    others = {who or "public": visit(site, who) for who in ("kpi", "office", None)}
    heard = {who: listening(page) for who, page in others.items()}
    choose(bi, 10, 13)
    bi.locator("textarea[name=text]").fill(f"Di antara kita: {SECRET} {ALSO_SECRET}.")
    bi.locator(".comment-form .form-more > summary").first.click()
    bi.locator("select[name=audience]").select_option(label="hanya BI")
    post(bi)
    colleague.locator("[data-action=reply]").click()
    colleague.locator("textarea[name=text]").fill(f"Setuju, {SECRET}.")
    post(colleague)
    for page in (bi, colleague):
        expect(page.locator("[data-replies] .comment-text")).to_contain_text(SECRET)
    # Something for everybody comes after it: by then the others would have got the secret too.
    choose(bi, 0, 9)
    send(bi, "Untuk semua.")
    private = cards(bi).filter(has_text=SECRET).first.get_attribute("data-comment")
    for who, page in others.items():
        expect(cards(page).locator(".comment-text")).to_have_text(["Untuk semua."])
        expect(marks(page)).to_have_text(["Membentuk"])
        assert heard[who], who
        assert not [frame for frame in heard[who] if SECRET in str(frame)]
        for path, status, body in fetched(page, site, private):
            assert SECRET.encode() not in unzipped(body), (who, path)
            assert status in (200, 403, 404), (who, path, status)
    own = {path: (status, unzipped(body)) for path, status, body in fetched(bi, site, private)}
    for path in ("{page}", "{decree}/matriks/", "{decree}/matriks.xlsx", "{decree}/matriks.json"):
        assert SECRET.encode() in own[path][1], path
    assert own["{decree}/komentar/{comment}/sikap/"][0] == 200

    colleague.locator("[data-action=position]").click()
    colleague.locator("textarea[name=text]").fill("Sikap BI: sebutkan namanya.")
    post(colleague)  # to themselves once more
    colleague.locator("button[value=send]").click()
    for who, page in others.items():
        expect(page.locator(".comment-position")).to_have_count(1)
        expect(marks(page)).to_have_text(["Membentuk", "Tim"])
        assert SECRET not in page.content()
        assert not [frame for frame in heard[who] if SECRET in str(frame)]
    expect(bi.locator("[data-action=position]")).to_have_count(0)


# --- the gate


def test_round_is_not_closed_past_an_unanswered_comment_neither_by_form_nor_in_the_database(site, visit, tmp_path):
    bi, office = visit(site, "bi"), visit(site, "office")
    choose(bi, 10, 13)
    send(bi, "Tim yang mana?")
    decree, round_ = site.scene["decree"], site.scene["round"]
    close = f"/admin/rancangan/{decree}/putaran/{round_}/tutup/"
    desk = office.context.new_page()
    desk.goto(site.url(close))
    expect(desk.locator("main a[href$='state=unanswered']")).to_be_visible()
    expect(desk.locator("form[action$='/tutup/'] button")).to_have_count(0)
    shut = f"UPDATE decrees_round SET closed_at = CURRENT_TIMESTAMP WHERE id = {round_}"
    database = sqlite3.connect(tmp_path / "site.sqlite3", isolation_level=None, timeout=60)
    with pytest.raises(sqlite3.IntegrityError, match="lacks its answer"):
        database.execute(shut)
    office.locator("[data-action=answer]").click()
    office.locator("input[value=noted]").check()
    office.locator("textarea[name=reason]").fill("Tim di Lampiran I.")
    post(office)
    expect(bi.locator(".answer")).to_contain_text("Tim di Lampiran I.")
    desk.reload()
    desk.locator("form[action$='/tutup/'] button").click()
    expect(desk.locator(".messages .success")).to_be_visible()
    closed = database.execute(f"SELECT closed_at IS NOT NULL FROM decrees_round WHERE id = {round_}")
    assert closed.fetchone() == (1,)
    database.close()
