"""One sees that one can comment, and gets there: by mouse, keyboard and without a script."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import expect_comment_within_few_stops, settled

pytestmark = [pytest.mark.browser, pytest.mark.server]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
# A citizen in a round that hears them, a member who is asked for input, who is not, who runs the round.
FIRST_SCREEN = [None, "bi", "idfos", "sekretariat", "akademisi"]
# Marks that cannot be seen, are too small, or lie over the words of a clause.
BAD_MARKS = """() => {
  const words = [...document.querySelectorAll('.decree [data-text]')].map(one => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return [...range.getClientRects()];
  }).flat();
  const beside = (one, other) => one.left >= other.right || other.left >= one.right;
  const over = (one, other) => !beside(one, other) && one.top < other.bottom && other.top < one.bottom;
  return [...document.querySelectorAll('.clause-comment-link')].filter(link => {
    const box = link.getBoundingClientRect();
    return getComputedStyle(link.parentElement).opacity !== '1' || box.width < 24 || box.height < 24
      || words.some(word => over(box, word));
  }).map(link => link.href);
}"""


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}])
@pytest.mark.parametrize("reader", FIRST_SCREEN)
def test_decree_begins_on_the_first_screen_for_everybody(demo, visit, reader, viewport):
    """For BI too, which is asked for input: a line, with what is asked folded in it."""
    page = visit(demo, reader, viewport=viewport)
    settled(page)
    asked = page.locator(".asked")
    expect(asked).to_have_count(int(reader == "bi"))
    begins, bar = (page.locator(one).bounding_box() for one in (".decree-kop", "#comment-bar"))
    assert begins["y"] + begins["height"] <= min(bar["y"], viewport["height"])
    if reader == "bi":
        expect(asked.locator("q")).to_be_hidden()
        asked.locator("summary").click()
        expect(asked.locator("q")).to_be_visible()


def test_each_clause_has_its_mark_and_no_tool_lies_over_words(site, visit):
    page = visit(site, "bi", viewport=DESK)
    settled(page)
    assert page.locator(".clause-comment-link").count() > 5
    assert page.evaluate(BAD_MARKS) == []
    columns = page.evaluate(
        "['#k-dik-1', '#k-dik-2'].map(one => document.querySelector(`${one} [data-text]`).getBoundingClientRect().left)"
    )
    assert columns[0] == columns[1]
    page.evaluate("""() => {
      const text = document.querySelector('#k-rec-a [data-text]').firstChild;
      getSelection().setBaseAndExtent(text, 0, text, 10);
    }""")
    expect(page.locator(".comment-button")).to_be_visible()
    tool = page.locator(".comment-button").bounding_box()
    assert tool["x"] >= page.locator("#k-rec-a [data-text]").evaluate("text => text.getBoundingClientRect().right")


def test_how_one_comments_is_said_until_it_was_read(site, visit):
    page = visit(site, "bi", viewport=DESK)
    page.locator("#comment-hint button").click()
    expect(page.locator("#comment-hint")).to_have_count(0)
    page.reload()
    expect(page.locator("#live")).to_have_attribute("data-state", "connected")
    expect(page.locator("#comment-hint")).to_have_count(0)
    assert page.context.cookies() == [one for one in page.context.cookies() if "hint" not in one["name"]]


def test_from_the_top_a_comment_is_few_stops_away(site, visit):
    page = visit(site, "bi", viewport=DESK)
    expect_comment_within_few_stops(page)


@pytest.mark.parametrize("scripted", [True, False])
def test_form_asks_for_one_thing_and_its_button_says_who_reads_it(site, visit, scripted):
    page = visit(site, "bi", live=False, viewport=DESK, java_script_enabled=scripted)
    page.locator("#k-rec-a .clause-comment-link").click()
    form = page.locator(".comment-form")
    expect(form.locator("textarea:visible, select:visible, input:visible")).to_have_count(1)
    button = form.locator("button")
    expect(button).to_have_text("Kirim: terbit atas nama BI, terbaca umum", use_inner_text=True)
    form.locator(".form-more > summary").click()
    form.locator("select[name=audience]").select_option("secretariat")
    expect(button).to_have_text("Kirim atas nama BI, hanya terbaca sekretariat", use_inner_text=True)
