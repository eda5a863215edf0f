"""`python -m tests.e2e.entering`: real minutes are typed into the live notes of their meetings and circulated; what was
clicked and typed is counted."""

import json
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.conftest import CHROMIUM, QUIET, Site, _environment, prepare
from tests.e2e.hand import Hand

LINES = "[data-compose] input[name=text]"


def enter(browser: Browser, site: Site, one: dict) -> Hand:
    """From the page of the meeting in the administration to circulated minutes."""
    context = browser.new_context(locale="id-ID", viewport={"width": 1280, "height": 900})
    context.add_cookies([site.cookie("office")])
    page = context.new_page()
    page.goto(site.url(f"/admin/pages/{one['meeting']}/edit/"))
    hand = Hand(page)
    hand.click(page.locator(".w-slim-header .w-dropdown__toggle").last)
    hand.click(page.locator("a[href$='/notulen-langsung/']:visible").first)
    type_lines(hand, one["lines"])
    hand.click(page.locator("[data-take] button"))
    page.wait_for_url("**/edit/")
    hand.click(page.locator(".minutes-steps a[href$='/circulate/']"))
    hand.click(page.locator("main form[method=post] button").first)
    page.wait_for_url("**/edit/")
    context.close()
    return hand


def type_lines(hand: Hand, lines: list) -> None:
    """A click into the item of the agenda, then lines; what belongs to no item comes last on the page."""
    fields, at = hand.page.locator(LINES), None
    last = fields.count() - 1
    for item, text in lines:
        if item != at:
            hand.click(fields.nth(item - 1 if item else last))
            at = item
        hand.type(text)
        hand.press("Enter")
    expect(hand.page.locator(".notes .is-waiting")).to_have_count(0, timeout=60_000)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="mufakat-minutes-") as folder, sync_playwright() as playwright:
        _database, scene = prepare("real_scene", Path(folder))
        site = Site(_environment(Path(folder)), scene)
        site.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            counted = {one["title"]: enter(browser, site, one) for one in scene["meetings"]}
        finally:
            browser.close()
            site.kill()
    told = {title: {"clicks": hand.clicks, "keys": hand.keys} for title, hand in counted.items()}
    json.dump(told, sys.stdout, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    main()
