"""WCAG 2.2 AA on every kind of page, for each kind of reader: axe, the keyboard, narrow screens."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.e2e.fonts import wide_and_narrow
from tests.e2e.pages import member_pages, secretariat_pages, visitors_pages
from tests.e2e.people import resize

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.long]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
TWICE = 640  # wide, with letters twice as large
READERS = {None: visitors_pages, "bi": member_pages, "sekretariat": secretariat_pages}
RUN = "only => axe.run({runOnly: only, resultTypes: ['violations']}).then(found => found.violations)"


def violations(page, only):
    found = page.evaluate(RUN, only)
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("who", READERS)
def test_axe_finds_nothing_and_no_script_stumbles(demo, visit, who):
    page = visit(demo, who, path="/", live=False)
    found, stumbled = {}, []
    page.on("pageerror", lambda error: stumbled.append((page.url, str(error))))
    for name, path in READERS[who](demo.scene).items():
        page.goto(demo.url(path))
        page.evaluate(AXE_SCRIPT)
        for size in (PHONE, DESK):
            resize(page, size)
            page.emulate_media(color_scheme="light")
            found[name, size["width"], "light"] = violations(page, {"type": "tag", "values": TAGS})
            # Dark differs in its colours alone.
            page.emulate_media(color_scheme="dark")
            found[name, size["width"], "dark"] = violations(page, {"type": "rule", "values": ["color-contrast"]})
    assert {where: what for where, what in found.items() if what} == {}
    assert stumbled == []


def test_both_steps_of_a_position_are_as_good(demo, visit):
    decree = f"/rancangan/{demo.scene['decree']}"
    page = visit(
        demo,
        "bi",
        path=f"{decree}/versi/{demo.scene['version']}/komentar/?clause={demo.scene['clause']}",
        live=False,
    )
    resize(page, PHONE)
    page.locator("textarea[name=text]").fill("Di antara kita: apakah ini perlu?")
    page.locator(".comment-form .form-more > summary").first.click()
    page.locator("select[name=audience]").select_option(label="hanya BI")
    page.locator(".comment-form button").first.click()
    page.wait_for_url("**#komentar-*")
    page.goto(demo.url(f"{decree}/komentar/{page.url.partition('#komentar-')[2]}/sikap/"))
    expect(page.locator(".about")).to_contain_text("Di antara kita")
    page.evaluate(AXE_SCRIPT)
    found = violations(page, {"type": "tag", "values": TAGS})
    page.locator("textarea[name=text]").fill("Sikap kami: ini perlu.")
    page.locator(".comment-form button").first.click()
    expect(page.locator("button[value=send]")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Di antara kita")
    page.evaluate(AXE_SCRIPT)
    assert found + violations(page, {"type": "tag", "values": TAGS}) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.locator("button[value=edit]").click()
    expect(page.locator("textarea[name=text]")).to_have_value("Sikap kami: ini perlu.")


@wide_and_narrow
@pytest.mark.parametrize("who", READERS)
def test_nothing_is_wider_than_a_small_phone_nor_with_text_twice_as_large(demo, visit, who):
    page = visit(demo, who, path="/", live=False)
    wide = {}
    for name, path in READERS[who](demo.scene).items():
        page.goto(demo.url(path))
        for width in (320, 360):
            resize(page, {"width": width, "height": 640})
            wide[name, width] = page.evaluate("document.documentElement.scrollWidth") - width
        resize(page, {"width": TWICE, "height": 900})
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        wide[name, "200 %"] = page.evaluate("document.documentElement.scrollWidth") - TWICE
    assert {where: more for where, more in wide.items() if more > 0} == {}


# What the browser draws around the element that has the focus.
RING = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
}"""


def test_skip_link_and_visible_focus(demo, visit):
    page = visit(demo, "bi")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link").first
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.reload()
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        if not page.evaluate(RING):
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert unseen == []
