"""A draft on which much was said: lines instead of cards, and what is chosen comes to its passage."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.e2e.people import settled, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.server]

ELEMENTS, SCREENS = 1_500, 12
FOLDED = ".folded-part"
LAPTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
LINE = ".notes-line:not([hidden])"
# How far the chosen card is from the words it is about, and how far the window was scrolled.
CHOSEN = """() => {
  const card = document.querySelector('.comment.is-current');
  const words = card && (document.querySelector(`mark[data-comment-ids~="${card.dataset.comment}"]`)
    ?? document.getElementById(`k-${card.dataset.clause}`));
  return card && { off: card.getBoundingClientRect().top - words.getBoundingClientRect().top, scrolled: scrollY };
}"""
NEAR = 40
NOTES = """() => [...document.querySelectorAll('.clause-notes')].filter(one => one.offsetHeight)
  .map(one => one.getBoundingClientRect().toJSON())"""
HEIGHTS = """() => {
  const article = document.querySelector('article.decree').getBoundingClientRect();
  return [article.height, document.querySelector('.decree > :last-child').getBoundingClientRect().bottom - article.top];
}"""
# No line counts a comment that the filter leaves out.
WITHOUT_ANSWERED = """() => [...document.querySelectorAll('.notes-line')].every(({ dataset }) =>
  !Number(dataset.answered) || Number(dataset.shown) < dataset.ids.trim().split(' ').length)"""


def near(page):
    """Once the chosen card stands beside its words."""
    found = wait_until(
        page, f"() => {{ const found = ({CHOSEN})(); return found && Math.abs(found.off) <= {NEAR} && found; }}"
    )
    return found["scrolled"]


def brought_into_view(locator):
    locator.scroll_into_view_if_needed()
    return locator.page.evaluate("scrollY")


def test_what_is_chosen_comes_to_its_passage_and_the_text_stays(busy, visit):
    page = visit(busy, viewport=LAPTOP)
    expect(page.locator(LINE).first).to_be_visible()
    assert page.locator(".clause-notes .comment").count() == 0
    for line in (page.locator(LINE).nth(1), page.locator(LINE).last):
        clause = line.evaluate("line => line.parentElement.dataset.comments")
        before = brought_into_view(line)
        line.click()
        expect(page.locator(f"[data-comments='{clause}'] .comment.is-current")).to_be_visible()
        assert near(page) == before
    for mark in (page.locator("mark[data-comment-ids]").first, page.locator("mark[data-comment-ids]").last):
        ids = mark.get_attribute("data-comment-ids").split()
        before = brought_into_view(mark)
        mark.click()
        chosen = ", ".join(f".comment.is-current[data-comment='{one}']" for one in ids)
        expect(page.locator(chosen)).to_be_visible()
        assert near(page) == before
    settled(page)
    notes = sorted(page.evaluate(NOTES), key=lambda note: note["top"])
    assert all(lower["top"] >= upper["bottom"] for upper, lower in pairwise(notes))


def test_a_page_is_as_high_as_its_text(busy, visit):
    page = visit(busy, viewport=LAPTOP)
    settled(page)
    article, text = page.evaluate(HEIGHTS)
    assert article - text < 60


def test_a_line_says_what_is_new_and_ones_own_comment_opens_it(busy, visit):
    reader, writer = visit(busy, viewport=LAPTOP), visit(busy, "one", viewport=LAPTOP)
    clause = writer.locator(".clause", has=writer.locator(LINE)).first
    key = clause.get_attribute("data-clause")
    ids = f"[data-comments='{key}'] > {LINE}"
    before = int(reader.locator(ids).get_attribute("data-shown"))
    counted = reader.locator("#comment-counts").text_content()
    clause.locator("[data-text]").press("Enter")
    writer.locator(".comment-form textarea[name=text]").fill("Satu lagi tentang ini.")
    writer.locator(".comment-form button").first.click()
    expect(writer.locator(f"[data-comments='{key}'] .comment-text", has_text="Satu lagi tentang ini.")).to_be_visible()
    expect(writer.locator(f"[data-comments='{key}'] .comment:not(.reply)")).to_have_count(before + 1)
    expect(reader.locator(f"{ids} .notes-new")).to_have_text("1 baru")
    expect(reader.locator("#comment-counts")).not_to_have_text(counted)
    reader.locator(ids).click()
    expect(reader.locator(f"[data-comments='{key}'] .comment-text", has_text="Satu lagi tentang ini.")).to_be_visible()


def test_filter_changes_the_lines_without_loading_the_page(busy, visit):
    page = visit(busy, viewport=LAPTOP)
    page.evaluate("window.same = true")
    count = page.locator("#comment-bar output")
    before = count.text_content()
    page.locator(".comment-filter > summary").click()
    page.select_option("select[name=keadaan]", "belum")
    expect(count).not_to_have_text(before)
    wait_until(page, WITHOUT_ANSWERED)
    assert page.evaluate("window.same")
    assert page.url.endswith("?keadaan=belum")


@pytest.mark.parametrize("reader", [None, "one"])
def test_phone_gets_few_elements_and_few_screens(busy, visit, reader):
    page = visit(busy, reader, viewport=PHONE)
    settled(page)
    assert page.evaluate("document.querySelectorAll('*').length") <= ELEMENTS
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * PHONE["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate("document.querySelector('article.decree').getBoundingClientRect().top") < PHONE["height"]


def test_long_parts_are_one_line_on_a_phone_and_open_for_whoever_comes_for_something_in_them(busy, visit):
    page = visit(busy, viewport=PHONE)
    folds = page.locator(FOLDED)
    expect(folds).to_have_count(2)
    for fold in folds.all():
        expect(fold.locator("> summary")).to_contain_text("butir · ")
        expect(fold.locator("[data-clause]").first).to_be_hidden()
    folds.last.locator("> summary").click()
    row = folds.last.locator("tr[data-clause]").first
    expect(row).to_be_visible()
    expect(page.locator(f".clause-notes[data-row]:has({LINE})").first).to_be_visible()
    page = visit(busy, viewport=PHONE, path=f"{busy.scene['path']}#{row.get_attribute('id')}")
    expect(page.locator(f"#{row.get_attribute('id')}")).to_be_in_viewport()
    line = page.locator(f".folded-part:not([open]) {LINE}").first
    comment = line.get_attribute("data-ids").split()[0]
    page = visit(busy, viewport=PHONE, path=f"{busy.scene['path']}#komentar-{comment}")
    expect(page.locator(f"#komentar-{comment}")).to_be_in_viewport()


def test_line_of_a_long_part_counts_what_is_said_meanwhile(busy, visit):
    reader, writer = visit(busy, viewport=PHONE), visit(busy, "one", viewport=LAPTOP)
    fold = reader.locator(FOLDED).first
    before = fold.locator("> summary").text_content()
    writer.locator(".folded-part .clause-comment-link").first.click()
    writer.locator(".comment-form textarea[name=text]").fill("Satu lagi tentang dasar hukum ini.")
    writer.locator(".comment-form button").first.click()
    expect(fold.locator("> summary")).not_to_have_text(before)


@pytest.mark.parametrize("scripted", [True, False])
def test_nothing_is_folded_on_a_wide_screen_nor_on_paper(busy, visit, scripted):
    page = visit(busy, live=False, viewport=LAPTOP, java_script_enabled=scripted)
    hidden = page.locator(".folded-part > summary")
    expect(hidden).to_have_count(2)
    for viewport, media in ((LAPTOP, "screen"), (PHONE, "print")):
        page.set_viewport_size(viewport)
        page.emulate_media(media=media)
        for clause in page.locator(".folded-part").all():
            expect(clause.locator("[data-clause]").last).to_be_visible()
            expect(clause.locator("> summary")).to_be_hidden()


def test_without_script_the_line_leads_to_the_clause(busy, visit):
    plain = visit(busy, live=False, viewport=PHONE, java_script_enabled=False)
    plain.locator(f"{LINE} > a").first.click()
    expect(plain.locator(".comment").first).to_be_visible()
