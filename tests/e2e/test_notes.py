"""Two take notes while the server is killed and a session ends; who is there follows. No word is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import answer_of
from tests.e2e.test_accessibility import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.server]


def type_line(page, text, *, into=0):
    line = page.locator("[data-compose] input[name=text]").nth(into)
    line.fill(text)
    line.press("Enter")
    expect(line).to_have_value("")


def texts(page):
    return page.locator(".notes .note-text")


def acknowledged(page):
    expect(page.locator(".notes .is-waiting")).to_have_count(0)


def test_two_note_takers_lose_no_word_when_server_and_session_end(site, wire, visit):
    path = f"/rapat/{site.scene['meeting']}/notulen-langsung/"
    one = visit(site, "office", path=path, viewport=DESK)
    two = visit(site, "second", path=path, port=wire.port, viewport=DESK)
    bi = visit(site, "bi", path=path, viewport=PHONE)
    assert answer_of(visit(site, "kpi", path="/", live=False), site, path).status == 403

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
