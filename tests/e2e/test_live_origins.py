"""Said in the admin where a change comes from: pages that are open show it beneath the answer, and keep the rest."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.server]
CHANGE = re.compile(r"/bandingkan/2/3/#h-")


def tick(demo, desk, choice, *, on):
    """One origin of the newest version is said, or taken back."""
    desk.goto(demo.url(f"/admin/rancangan/{demo.scene['decree']}/asal/"))
    box = desk.locator(choice).first
    name, number = box.get_attribute("name"), box.get_attribute("value")
    box.set_checked(on)
    with desk.expect_navigation():
        desk.locator("form", has=desk.locator(f"[name={name}]")).locator("button:not([type=button])").last.click()
    return name, number


def test_comment_leads_to_its_change_as_soon_as_it_is_said(demo, visit):
    desk = visit(demo, "sekretariat", path="/admin/", live=False)
    readers = [visit(demo), visit(demo, "bi")]
    for page in readers:
        page.evaluate("document.querySelectorAll('.comment').forEach(card => { card.dataset.kept = 'yes'; })")
    name, number = tick(demo, desk, "input[type=checkbox][name^=c-]:checked", on=False)
    link = f"#komentar-{number} .answer-change a[href$='#h-{name.removeprefix('c-')}']"
    for page in readers:
        expect(page.locator(link)).to_have_count(0)
    tick(demo, desk, f"input[name={name}][value='{number}']", on=True)
    for page in readers:
        expect(page.locator(link)).to_have_attribute("href", CHANGE)
        expect(page.locator(f"#komentar-{number}")).to_have_attribute("data-kept", "yes")
