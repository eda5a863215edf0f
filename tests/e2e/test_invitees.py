"""Whom an invitation is for: by the dozen with one press, one by name from the keyboard, taken back, saved."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import resize

pytestmark = [pytest.mark.browser, pytest.mark.server]


def test_groups_and_single_bodies_are_invited_removed_taken_back_and_saved(demo, visit):
    desk = visit(demo, "sekretariat", path="/admin/rapat/?when=coming", live=False)
    desk.locator("td.title a").first.click()
    meeting = re.search(r"/pages/(\d+)/", desk.url).group(1)
    desk.goto(demo.url(f"/admin/pages/add/forum/invitationpage/{meeting}/"))
    count, find = desk.locator("[data-count]"), desk.locator("[data-find]")
    expect(desk.locator("[name=opening]")).not_to_have_value("")
    group = desk.locator("[data-group]", has_text="Kecamatan")
    group.click()
    expect(count).to_contain_text("28")
    expect(group).to_have_attribute("aria-pressed", "true")
    find.fill("bojonegoro inst")
    find.press("Enter")
    expect(count).to_contain_text("29")
    desk.get_by_role("button", name="Hapus Kecamatan Balen").click()
    expect(count).to_contain_text("28")
    desk.locator("[data-undo]").click()
    expect(count).to_contain_text("29")
    find.fill("kecamatan ba")
    expect(desk.locator("[data-organisation]:visible")).to_have_count(2)
    find.fill("")
    for width in (360, 1280):
        resize(desk, {"width": width, "height": 800})
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
        assert desk.locator(".invitees").bounding_box()["height"] < 1600
    desk.locator("[data-keep-name]").fill("Undangan rutin")
    desk.locator("[data-keep-name]").press("Enter")
    own = desk.locator("[data-own] button", has_text="Undangan rutin")
    expect(own).to_have_attribute("aria-pressed", "true")
    own.click()
    expect(count).to_contain_text(": 0")
    own.click()
    expect(count).to_contain_text("29")
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")
    desk.locator(".messages .success").wait_for()
    expect(count).to_contain_text("29")
    group.click()
    expect(count).to_contain_text("1 ")
    expect(desk.locator("[data-organisation]:visible")).to_have_count(1)
