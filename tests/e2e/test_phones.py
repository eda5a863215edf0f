"""What is on the first screen is seen to be there: ways through a page, the other language, the first of a list."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.server]
PHONE = {"has_touch": True, "is_mobile": True, "viewport": {"width": 360, "height": 740}}
SECOND_FACTOR = "/akun/faktor-kedua/"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("reader", "path", "ways"), [(None, "", 3), ("bi", "", 4), ("bi", SECOND_FACTOR, 6)])
def test_no_way_through_a_page_lies_beyond_the_edge_of_a_phone(demo, visit, language, reader, path, ways):
    page = visit(demo, reader, path=path, live=False, **PHONE)
    if language == "en":
        page.locator("button[name=language][value=en]").last.click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    tabs = page.locator(".tabs a")
    expect(tabs).to_have_count(ways)
    boxes = [tab.bounding_box() for tab in tabs.all()]
    assert min(box["x"] for box in boxes) >= 0
    assert max(box["x"] + box["width"] for box in boxes) <= 360
    assert page.locator(".tabs").evaluate("bar => bar.scrollWidth > bar.clientWidth") is False


def test_other_language_is_on_the_first_screen_of_a_phone_and_one_press_away(demo, visit):
    page = visit(demo, path="/", live=False, **PHONE)
    english, own = (page.locator(f".site-tools button[value={code}]") for code in ("en", "id"))
    expect(english).to_be_in_viewport(ratio=1)
    expect(own).to_be_hidden()
    english.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(own).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_archive_shows_its_first_minutes_on_a_low_laptop(demo, visit):
    page = visit(demo, path="/notula/", live=False, viewport={"width": 1280, "height": 600})
    expect(page.locator(".rows .row-title").first).to_be_in_viewport(ratio=1)


def test_words_that_could_not_be_sent_are_said_to_be_kept_where_it_is_seen(demo, visit):
    page = visit(demo, "bi", **PHONE)
    page.locator(".decree .clause-comment-link").last.click()
    page.locator("textarea[name=text]").fill("Kata-kata yang tidak boleh hilang.")
    demo.kill()
    try:
        send = page.locator("form:has(textarea[name=text]) .button").first
        send.evaluate("button => { button.scrollIntoView({ block: 'end' }); scrollBy(0, 80); button.click(); }")
        said = page.locator(".form-state", has_text="Belum terkirim")
        expect(said).to_be_in_viewport(ratio=1)
        box, bar = said.bounding_box(), page.locator("#comment-bar").bounding_box()
        assert box["y"] + box["height"] <= bar["y"]
        expect(page.locator("textarea[name=text]")).to_have_value("Kata-kata yang tidak boleh hilang.")
    finally:
        demo.start()
