"""Answered comments carried to a version: folded on the screen, whole on paper; tables within reach on a phone."""

import pytest
from playwright.sync_api import expect

from tests.e2e.fonts import wide_and_narrow

pytestmark = [pytest.mark.browser, pytest.mark.server]

FOLDED = ".comment:has(> .carried-answered:not([open]))"
LINES = "text => Math.round(text.clientHeight / parseFloat(getComputedStyle(text).lineHeight))"


@wide_and_narrow
def test_folded_answer_leaves_the_first_two_lines_of_the_comment(demo, visit):
    page = visit(demo, viewport={"width": 1280, "height": 900})
    card = page.locator(FOLDED).first
    words, answer = card.locator("> .comment-text"), card.locator(".answer")
    expect(words).to_be_visible()
    expect(answer).to_be_hidden()
    assert max(page.locator(f"{FOLDED} > .comment-text").evaluate_all(f"all => all.map({LINES})")) == 2
    first = page.locator(".comment:has(> .carried-answered)").first
    first.locator("> .carried-answered > summary").click()
    expect(first.locator(".answer")).to_be_visible()
    expect(first.locator("> .comment-quote")).to_be_visible()


def test_nothing_is_folded_on_paper(demo, visit):
    page = visit(demo)
    page.emulate_media(media="print")
    cards = page.locator(FOLDED)
    expect(cards).not_to_have_count(0)
    for card in cards.all():
        for part in (card.locator("> .comment-text"), card.locator(".answer").first):
            expect(part).to_be_visible()
    cut = "all => all.filter(text => text.scrollHeight > text.clientHeight + 1).length"
    assert page.locator(f"{FOLDED} > .comment-text").evaluate_all(cut) == 0


@wide_and_narrow
def test_each_row_of_a_table_can_be_commented_on_without_moving_it_sideways_on_a_phone(demo, visit):
    page = visit(demo, "bi", viewport={"width": 360, "height": 740})
    links = page.locator(".roster .clause-comment-link")
    expect(links).not_to_have_count(0)
    assert max(links.evaluate_all("all => all.map(link => link.getBoundingClientRect().right)")) <= 360
