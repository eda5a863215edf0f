"""A meeting sits: the chair leads from the desk, a member asks on the phone, the projector follows, also over a cut."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.e2e.test_accessibility import DESK, PHONE, TAGS, violations

BEAMER = {"width": 1280, "height": 720}
pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_projector_follows_chair_and_phones_also_after_a_cut(site, wire, visit):
    room = f"/rapat/{site.scene['meeting']}"
    screen = visit(site, path=f"{room}/layar/", port=wire.port, viewport=BEAMER, live=False)
    desk = visit(site, "office", path=f"{room}/meja/", viewport=DESK)
    phone = visit(site, "bi", path=f"{room}/ruang/", viewport=PHONE)
    stranger = visit(site, path=f"{room}/ruang/", viewport=PHONE, java_script_enabled=False, live=False)
    item = screen.locator(".screen-item h2")

    desk.locator("#act-next").click()
    expect(item).to_have_text("Pembukaan")
    desk.locator("#act-open-list").click()
    phone.locator("[data-asks] button").click()
    expect(phone.locator("[data-speech] .own")).to_be_visible()
    desk.locator("#act-call").click()
    expect(screen.locator(".screen-speaker b")).to_have_text("BI")
    expect(phone.locator("[data-leaves]")).to_be_hidden()

    desk.locator("#act-open-questions").click()
    expect(desk.locator("#act-close-questions")).to_be_visible()
    stranger.reload()
    stranger.locator("textarea[name=text]").fill("Kapan selesai?")
    stranger.locator("form[data-while] button").click()
    desk.locator("[id^=act-show]").click()
    support = phone.locator("[data-question] button")
    support.click()
    expect(support).to_have_attribute("aria-pressed", "true")
    expect(screen.locator(".screen-question blockquote")).to_have_text("Kapan selesai?")

    wire.cut()
    expect(screen.locator("#live")).to_have_text("Menyambung kembali …")
    desk.locator("#act-next").click()
    wire.mend()
    expect(item).to_have_text("Pembahasan")
    expect(screen.locator("#live")).to_have_text("")

    chair = visit(site, "office", path=f"{room}/layar/", viewport=BEAMER, live=False)
    chair.keyboard.press("PageDown")
    expect(item).to_have_text("Penutup")

    found = {}
    for name, page in {"screen": screen, "desk": desk, "phone": phone, "chair": chair}.items():
        page.evaluate(AXE_SCRIPT)
        found[name] = violations(page, {"type": "tag", "values": TAGS})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert {name: what for name, what in found.items() if what} == {}
