"""Commenting on what a decree is about, from the title and from the line that repeats it."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.server]
TITLE = "document.title"


def test_comment_on_the_title_is_marked_there_and_seen_by_others(site, visit):
    bi, public = visit(site, "bi"), visit(site)
    bi.locator(".decree-title [data-text]").press("Enter")
    form = bi.locator(f"[data-comments='{TITLE}'] .comment-form")
    form.locator("textarea[name=text]").fill("Judulnya terlalu panjang.")
    form.locator("button").first.click()
    for page in (bi, public):
        expect(page.locator(f"[data-comments='{TITLE}'] .comment-text")).to_have_text("Judulnya terlalu panjang.")
    bi.reload()
    expect(bi.locator(f"[data-comments='{TITLE}'] .comment-text")).to_be_visible()


def test_line_that_repeats_the_title_leads_to_the_form_of_the_title(site, visit):
    bi = visit(site, "bi")
    bi.locator(f".part .clause-comment-link[href*='clause={TITLE}']").click()
    expect(bi.locator(f"[data-comments='{TITLE}'] .comment-form textarea[name=text]")).to_be_in_viewport()
