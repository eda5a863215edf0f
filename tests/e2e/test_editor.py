"""The text in Wagtail's editor: clauses moved and split while it saves itself, hints, wording that is taken."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.e2e.people import resize, wait_until
from tests.e2e.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture
def desk(demo, visit):
    return visit(demo, "sekretariat", path="/admin/", live=False)


def edit(demo, page):
    page.goto(demo.url(f"/admin/pages/{demo.scene['decree']}/edit/"))
    drawn(page)


def drawn(page):
    page.locator("section[id^=block-]").first.wait_for()


def block_with(page, words):
    """The block of the clause that holds these words."""
    found = wait_until(
        page,
        """words => [...document.querySelectorAll("textarea")].find(area => area.value.includes(words))
          ?.closest("section[id^=block-]").id""",
        words,
    )
    return page.locator(f"#{found}")


def words_of(block):
    return block.locator("textarea").first.input_value()


def save(page):
    """By hand: that the form saves itself as well is tested in tests/decrees/test_autosave.py."""
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.locator(".messages .success").wait_for()
    if page.url.endswith("/rujukan/"):
        agree(page)
    drawn(page)


def agree(page):
    """To each new number of a reference. Wagtail's message, whose colours are not ours, has gone by then."""
    page.reload()
    page.evaluate(AXE_SCRIPT)
    only = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    assert violations(page, only) == []
    with page.expect_navigation():
        page.locator("main footer button").click()


def test_proposed_wording_is_taken_with_one_action(demo, desk):
    address = demo.url(f"/admin/rancangan/{demo.scene['decree']}/usulan/")
    desk.goto(address)
    desk.evaluate(AXE_SCRIPT)
    only = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    assert violations(desk, only) == []
    for width in (1280, 360):
        resize(desk, {"width": width, "height": 800})
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
    amendment = desk.locator(".wording-wish", has_text="7 (tujuh) hari kerja")
    amendment.get_by_role("button").click()
    desk.locator(".messages .success").wait_for()
    edit(demo, desk)
    assert block_with(desk, "7 (tujuh) hari kerja")


def test_clause_that_is_moved_or_split_keeps_its_id_and_references_follow_once_agreed_to(demo, desk):
    edit(demo, desk)
    third = block_with(desk, "bahwa untuk melaksanakan rencana aksi")
    third.get_by_role("button", name="Geser ke atas").first.click()
    reporting = block_with(desk, "melaporkan capaian")
    clause, text = reporting.get_attribute("id"), words_of(reporting)
    head, tail = text.split(" dan mengumumkan ")
    reporting.locator("textarea").first.fill(f"{head}.")
    child = reporting.locator("xpath=ancestor::div[@data-streamfield-child][1]")
    child.locator("xpath=following::button[contains(@class, 'c-sf-add-button')][1]").click()
    desk.get_by_role("option", name=re.compile("Diktum")).click()
    empty = wait_until(
        desk, "() => [...document.querySelectorAll('textarea[name$=-value-text]')].find(area => !area.value)?.name"
    )
    desk.locator(f"[name={empty}]").fill(f"Tim Pelaksana mengumumkan {tail}")
    save(desk)
    assert words_of(desk.locator(f"#{clause}")) == f"{head}."
    assert "huruf a, huruf c, dan huruf b" in words_of(block_with(desk, "berdasarkan pertimbangan"))
    assert "KEEMPAT" not in words_of(block_with(desk, "mengumumkan"))


def test_hint_leads_to_its_clause(demo, desk):
    edit(demo, desk)
    reporting = block_with(desk, "Segala biaya")
    area = reporting.locator("textarea").first
    area.fill(f"{area.input_value()} Dewan Pengarah mengawasinya.")
    save(desk)
    desk.goto(demo.url(f"/admin/rancangan/{demo.scene['decree']}/edarkan/"))
    desk.locator("main a[href*='#block-']", has_text="diktum").first.click()
    expect(desk.locator("textarea:focus")).to_have_value(re.compile("Dewan Pengarah"))
    expect(desk.locator("textarea:focus")).to_be_in_viewport()


def numbers(page, words):
    """What the headings of blocks say, of those whose words begin so."""
    return page.locator("section[id^=block-]", has=page.locator(".clause-number")).evaluate_all(
        """(all, words) => all.filter(one => one.querySelector("textarea, input[type=text]")?.value.startsWith(words))
          .map(one => one.querySelector(".clause-number").textContent)""",
        words,
    )


def test_heading_of_a_block_bears_what_its_clause_will_be_called_and_follows_its_moves(demo, desk):
    edit(demo, desk)
    first = block_with(desk, "terpilih menjadi daerah percontohan")
    number = first.locator(".clause-number").first
    expect(number).to_have_text("a.")
    assert numbers(desk, "Undang-Undang") == ["1.", "2.", "3."]
    assert numbers(desk, "Keputusan Bupati ini mulai")[0].startswith("KE")
    assert numbers(desk, "SUSUNAN KEANGGOTAAN") == ["LAMPIRAN I", "LAMPIRAN II", "LAMPIRAN III"]
    assert numbers(desk, "Pokja") == ["1.", "2.", "3.", "4.", "5."]
    first.get_by_role("button", name="Geser ke bawah").first.click()
    expect(number).to_have_text("b.")
    first.get_by_role("button", name="Geser ke atas").first.click()
    expect(number).to_have_text("a.")
    area = first.locator("textarea").first
    words, others = area.input_value(), numbers(desk, "bahwa")
    area.fill("")
    expect(number).to_be_empty()
    wait_until(desk, "() => document.querySelectorAll('.clause-number')[1].textContent === 'a.'")
    assert numbers(desk, "bahwa") == others[:-1]
    area.fill(words)
    expect(number).to_have_text("a.")
    assert numbers(desk, "bahwa") == others
