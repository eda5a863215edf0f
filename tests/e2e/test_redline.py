"""The comparison by keyboard, by screen reader, without script, and where there is little room."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.e2e.people import resize
from tests.e2e.test_accessibility import DESK, PHONE, TAGS, violations

pytestmark = [pytest.mark.browser, pytest.mark.server]


def address(site, query="", versions="2/3"):
    return f"/rancangan/{site.scene['decree']}/bandingkan/{versions}/{query}"


def at(page):
    return page.evaluate("[location.hash, document.activeElement.id]")


def test_keys_lead_from_change_to_change_and_can_be_switched_off(demo, visit):
    page = visit(demo, path=address(demo), live=False)
    hint = page.locator("[data-keys]")
    expect(hint).to_be_visible()
    for key, place in [("n", "u-1"), ("n", "u-2"), ("n", "u-3"), ("p", "u-2")]:
        page.keyboard.press(key)
        assert at(page) == [f"#{place}", place]
        expect(page.locator(f"#{place}")).to_be_in_viewport()
    page.locator("input[type=search], input[name=q]").first.press("n")
    assert at(page)[0] == "#u-2"
    hint.get_by_role("button").click()
    page.keyboard.press("n")
    assert at(page)[0] == "#u-2"
    page.reload()
    expect(hint.get_by_role("button")).to_have_attribute("aria-pressed", "false")


def test_without_script_links_do_the_same(demo, visit):
    page = visit(demo, path=address(demo), live=False, java_script_enabled=False)
    expect(page.locator("[data-keys]")).to_be_hidden()
    page.locator('a[href="#u-1"]').last.click()
    page.locator('#u-1 a[href="#u-2"]').click()
    expect(page).to_have_url(re.compile("#u-2$"))
    expect(page.locator("#u-2")).to_be_in_viewport()


def test_screen_reader_hears_what_was_added_and_removed_and_where(demo, visit):
    page = visit(demo, path=address(demo), live=False)
    heard = page.locator("article.redline").aria_snapshot()
    insertions = [line for line in heard.splitlines() if "- insertion" in line]
    deletions = [line for line in heard.splitlines() if "- deletion" in line]
    assert insertions
    assert deletions
    assert all("[ditambahkan:" in line for line in insertions)
    assert all("[dihapus:" in line for line in deletions)
    changes = page.locator("[id^=u-]").count()
    assert heard.count("[level=4]") == changes
    assert page.get_by_role("heading", level=4).first.inner_text().startswith(f"1/{changes} · ")


def test_side_by_side_has_named_columns_and_stands_below_each_other_on_a_phone(demo, visit):
    page = visit(demo, path=address(demo, "?tampilan=sisi"), live=False, viewport=DESK)
    table = page.get_by_role("table").first
    assert table.get_by_role("columnheader").count() == 2
    row = page.locator(".sides tr:not(.change-row)", has=page.locator("del")).first
    left, right = (row.locator("td").nth(n).bounding_box() for n in (0, 1))
    assert right["x"] >= left["x"] + left["width"] - 1
    expect(row.locator(".side-name").first).to_be_hidden()
    resize(page, PHONE)
    upper, lower = (row.locator("td").nth(n).bounding_box() for n in (0, 1))
    assert lower["y"] >= upper["y"] + upper["height"] - 1
    for name in row.locator(".side-name").all():
        expect(name).to_be_visible()


def test_axe_finds_nothing_on_any_view_nor_on_the_page_of_origins(demo, visit):
    page = visit(demo, "sekretariat", path="/", live=False)
    views = [address(demo, query) for query in ("?tampilan=sisi", "?ringkas=1", "?tampilan=sisi&ringkas=1")]
    found = {}
    for path in [*views, address(demo, versions="1/3"), f"/admin/rancangan/{demo.scene['decree']}/asal/"]:
        page.goto(demo.url(path))
        page.evaluate(AXE_SCRIPT)
        for size in (PHONE, DESK):
            resize(page, size)
            found[path, size["width"]] = violations(page, {"type": "tag", "values": TAGS})
        found[path, "room"] = max(0, page.evaluate("document.documentElement.scrollWidth") - DESK["width"]) or None
    assert {where: what for where, what in found.items() if what} == {}
