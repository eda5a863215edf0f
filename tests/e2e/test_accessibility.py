"""WCAG 2.2 AA on every kind of page, for each kind of reader: axe, the keyboard, narrow screens."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.e2e.pages import member_pages, public_pages, secretariat_pages
from tests.e2e.people import resize

pytestmark = [pytest.mark.browser, pytest.mark.server]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
READERS = {None: public_pages, "bi": member_pages, "sekretariat": secretariat_pages}
RUN = "only => axe.run({runOnly: only, resultTypes: ['violations']}).then(found => found.violations)"


def violations(page, only):
    found = page.evaluate(RUN, only)
    return [f"{one['id']}: {node['html'][:200]} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("who", READERS)
def test_axe_finds_nothing(demo, visit, who):
    page = visit(demo, who, path="/", live=False)
    found = {}
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


@pytest.mark.parametrize("who", READERS)
def test_nothing_is_wider_than_a_small_phone(demo, visit, who):
    page = visit(demo, who, path="/", live=False)
    wide = {}
    for name, path in READERS[who](demo.scene).items():
        page.goto(demo.url(path))
        for width in (320, 360):
            resize(page, {"width": width, "height": 640})
            wide[name, width] = page.evaluate("document.documentElement.scrollWidth") - width
    assert {where: more for where, more in wide.items() if more > 0} == {}


# What the browser draws around the element that has the focus.
RING = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
}"""


def test_skip_link_and_visible_focus(demo, visit):
    page = visit(demo, "bi")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
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


def test_the_page_still_reads_with_text_twice_as_large(demo, visit):
    page = visit(demo, viewport={"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
