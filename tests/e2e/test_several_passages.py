"""A selection over several clauses is one comment: each passage is marked, its card stands once, and all see it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import settled, wait_until
from tests.e2e.test_live_writing import cards, marks, send

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}

# From a letter of the first text to a letter of the last, as a drag leaves it behind.
OVER = """([first, from, last, to]) => {
  const text = (clause) => document.querySelector(`[data-clause="${clause}"] [data-text]`).firstChild;
  getSelection().setBaseAndExtent(text(first), from, text(last), to);
}"""
ABOVE = """([card, clause]) => {
  const top = (one) => document.querySelector(one).getBoundingClientRect().top;
  return Math.abs(top(card) - top(`[data-clause="${clause}"] mark`));
}"""


def over_three(page):
    page.evaluate(OVER, ["dik-1", 11, "poi-a", 9])
    page.locator(".comment-button").click()
    expect(page.locator(".comment-form input[name=further]")).to_have_count(2)


@pytest.mark.parametrize("options", [{"viewport": WIDE}, {"viewport": PHONE, "has_touch": True, "is_mobile": True}])
def test_one_comment_on_three_clauses_is_marked_at_each_and_read_at_once(site, visit, options):
    bi, kpi = visit(site, "bi", **options), visit(site, "kpi", viewport=WIDE)
    over_three(bi)
    expect(bi.locator("mark.is-active")).to_have_count(3)
    send(bi, "Ketiganya tidak selaras.")
    for page in (bi, kpi):
        expect(marks(page, "dik-1")).to_have_text("Tim Open Government.")
        expect(marks(page, "dik-2")).to_have_text("Tim mempunyai tugas:")
        expect(marks(page, "poi-a")).to_have_text("menyusun")
        expect(cards(page, "dik-1")).to_have_count(1)
        expect(page.locator(".comment")).to_have_count(1)
        expect(page.locator(".also-here")).to_have_count(2)
        expect(page.locator(".further-passages li")).to_have_count(2)
    kpi.reload()
    expect(marks(kpi, "poi-a")).to_have_text("menyusun")
    expect(kpi.locator("#comment-bar output")).to_contain_text("1 komentar")


def test_the_card_comes_beside_its_first_passage_whichever_is_chosen(site, visit):
    page = visit(site, "bi", viewport=WIDE)
    over_three(page)
    send(page, "Ketiganya tidak selaras.")
    marks(page, "poi-a").click()
    card = page.locator(".comment")
    expect(card).to_be_focused()
    settled(page)
    wait_until(page, f"arg => ({ABOVE})(arg) <= 40", [".comment", "dik-1"])


def test_a_passage_that_came_along_by_mistake_is_left_out(site, visit):
    page = visit(site, "bi", viewport=WIDE)
    over_three(page)
    page.locator(".comment-form input[name=further]").last.uncheck()
    send(page, "Dua saja.")
    expect(marks(page, "dik-2")).to_have_count(1)
    expect(marks(page, "poi-a")).to_have_count(0)


def test_without_a_script_further_clauses_are_named_by_their_numbers(site, visit):
    page = visit(site, "bi", live=False, java_script_enabled=False, viewport=PHONE)
    page.locator("#k-dik-1 a.clause-comment-link").first.click()
    page.locator(".form-more > summary").click()
    page.locator("input[name=also]").fill("99")
    page.locator("textarea[name=text]").fill("Keduanya.")
    page.locator(".comment-form button").first.click()
    expect(page.locator(".field-error")).to_contain_text("99")
    page.locator("input[name=also]").fill("5, 6")
    page.locator(".comment-form button").first.click()
    expect(page.locator(".also-here")).to_have_count(2)
    page.locator(".also-here a").first.click()
    expect(page.locator(".comment:target")).to_have_count(1)
