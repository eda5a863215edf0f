"""A draft on which 30 organisations and 200 citizens said much, for all: axe, the keyboard, fingers, small screens
and large letters."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.e2e.people import expect_comment_within_few_stops, resize, settled
from tests.e2e.test_accessibility import DESK, PHONE, TAGS, TWICE, violations
from tests.e2e.test_busy_draft import LINE
from tests.e2e.test_several_passages import OVER

pytestmark = [pytest.mark.browser, pytest.mark.server]

READERS = [None, "one", "office"]
FINGER = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
# What is pressed and is neither 24 pixels high nor in a line of text.
SMALL = """() => [...document.querySelectorAll('a[href], button, summary, select, input, textarea')].filter(one => {
  const { width, height } = one.getBoundingClientRect();
  const isInText = getComputedStyle(one).display === 'inline' && one.closest('p, li, q, dd, label');
  return one.checkVisibility() && height && !one.matches('.skip-link') && !isInText && (height < 24 || width < 24);
}).map(one => one.outerHTML.slice(0, 160))"""
WIDER = "document.documentElement.scrollWidth - innerWidth"


def with_everything_open(page):
    """The first line's cards, and what is folded on a phone."""
    page.locator(LINE).first.click()
    expect(page.locator(".clause-notes .comment").first).to_be_visible()
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    settled(page)


@pytest.mark.parametrize("reader", READERS)
def test_axe_finds_nothing_and_all_can_be_pressed(busy, visit, reader):
    page = visit(busy, reader, viewport=PHONE)
    with_everything_open(page)
    page.evaluate(AXE_SCRIPT)
    found, small = {}, {}
    for size in (PHONE, DESK):
        resize(page, size)
        for scheme, only in (
            ("light", {"type": "tag", "values": TAGS}),
            ("dark", {"type": "rule", "values": ["color-contrast"]}),
        ):
            page.emulate_media(color_scheme=scheme)
            found[size["width"], scheme] = violations(page, only)
        small[size["width"]] = page.evaluate(SMALL)
    assert {where: what for where, what in found.items() if what} == {}
    assert {where: what for where, what in small.items() if what} == {}


@pytest.mark.parametrize("reader", READERS)
def test_nothing_is_wider_than_the_screen(busy, visit, reader):
    page = visit(busy, reader, viewport={"width": 320, "height": 640})
    with_everything_open(page)
    wide = {320: page.evaluate(WIDER)}
    resize(page, {"width": TWICE, "height": 900})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    settled(page)
    wide["200 %"] = page.evaluate(WIDER)
    assert {where: more for where, more in wide.items() if more > 0} == {}


def test_by_keyboard_a_comment_is_few_stops_from_the_top(busy, visit):
    page = visit(busy, "one", viewport=DESK)
    expect_comment_within_few_stops(page)


def test_what_fingers_select_over_two_clauses_is_two_passages(busy, visit):
    """A long press takes a word; the handle at its end is the system's own, what it leaves behind is a selection."""
    page = visit(busy, "one", **FINGER)
    settled(page)
    words = page.locator("#k-dik-1 [data-text]")
    words.scroll_into_view_if_needed()
    box = words.bounding_box()
    wire = page.context.new_cdp_session(page)
    finger = [{"x": box["x"] + 30, "y": box["y"] + 12}]
    wire.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": finger})
    page.evaluate(OVER, ["dik-1", 2, "dik-2", 9])
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.locator(".comment-button").tap()
    expect(page.locator(".comment-form textarea[name=text]")).to_be_visible()
    expect(page.locator(".comment-form input[name=further]")).to_have_count(1)
