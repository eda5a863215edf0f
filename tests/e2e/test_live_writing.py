"""A passage is commented on by mouse, touch and keyboard; typed text is never lost; sockets and script only help."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WORDS = "Membentuk Tim Open Government."  # the text of diktum KESATU


def select(page, start, end, clause="dik-1"):
    """What dragging over the words leaves behind."""
    page.evaluate(
        """([clause, start, end]) => {
            const node = document.querySelector(`[data-clause="${clause}"] [data-text]`).firstChild;
            getSelection().setBaseAndExtent(node, start, node, end);
        }""",
        [clause, start, end],
    )


def selected(page):
    return page.evaluate("String(getSelection())")


def send(page, text):
    page.locator("textarea[name=text]").fill(text)
    page.locator(".comment-form button").first.click()
    expect(page.locator(".comment-form")).to_have_count(0)


def cards(page, clause="dik-1"):
    return page.locator(f"[data-comments={clause}] > .comment")


def marks(page, clause="dik-1"):
    return page.locator(f"[data-clause={clause}] mark.passage")


def press_until(page, key, reached):
    for _ in range(100):
        if page.evaluate(reached):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead there: {reached}")


def word(page, key):
    """What the page says in the reader's language."""
    return page.locator("#live-words").get_attribute(f"data-{key}")


def test_passage_selected_with_the_mouse_is_marked_for_everybody(site, visit):
    bi, kpi, public = visit(site, "bi"), visit(site, "kpi"), visit(site)
    bi.locator("[data-clause=dik-1] [data-text]").dblclick(position={"x": 20, "y": 10})
    bi.locator(".comment-button").click()
    expect(marks(bi)).to_have_class(re.compile("is-active"))
    send(bi, "Siapa yang membentuk?")
    for page in (bi, kpi, public):
        expect(marks(page)).to_have_text("Membentuk")
        expect(cards(page).locator(".comment-quote")).to_have_text("Membentuk")
        expect(page.locator("[data-clause=dik-1] [data-text]")).to_have_text(WORDS)
    assert marks(kpi).get_attribute("data-comment-ids") == cards(kpi).get_attribute("data-comment")
    expect(kpi.locator("#live-news")).to_contain_text("BI")
    public.reload()
    expect(marks(public)).to_have_text("Membentuk")


def test_passage_selected_before_the_script_had_come_is_offered_too(site, visit):
    bi, held = visit(site, "bi"), []
    bi.route("**/js/annotate.js", lambda route: held.append(route))
    with bi.expect_request("**/js/annotate.js"):
        bi.reload(wait_until="commit")
    bi.locator("#k-dik-2").wait_for()
    select(bi, 10, 13)
    held[0].continue_()
    bi.locator(".comment-button").click()
    send(bi, "Tim yang mana?")
    expect(marks(bi)).to_have_text("Tim")


def test_passage_selected_by_touch(site, visit):
    bi = visit(site, "bi", has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    select(bi, 10, 13)
    button = bi.locator(".comment-button")
    expect(button).to_be_visible()
    button.tap()
    send(bi, "Tim yang mana?")
    expect(marks(bi)).to_have_text("Tim")


def test_words_chosen_and_commented_with_the_keyboard_alone(site, visit):
    bi = visit(site, "bi")
    bi.locator("[data-text][tabindex='0']").focus()
    press_until(bi, "ArrowDown", "document.activeElement.closest('[data-clause]').dataset.clause === 'dik-1'")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Shift+ArrowRight"):
        bi.keyboard.press(key)
    assert selected(bi) == "Open Government."
    bi.keyboard.press("Enter")
    expect(bi.locator("textarea[name=text]")).to_be_focused()
    bi.keyboard.type("Istilah ini perlu didefinisikan.")
    press_until(bi, "Tab", "document.activeElement === document.querySelector('.comment-form button')")
    bi.keyboard.press("Enter")
    expect(marks(bi)).to_have_text("Open Government.")
    expect(cards(bi)).to_be_focused()


def test_row_of_a_table_is_marked_in_the_right_cell(site, visit):
    bi, kpi = visit(site, "bi"), visit(site, "kpi")
    bi.evaluate(
        """() => {
            const cell = [...document.querySelectorAll('[data-clause="row-1"] [data-text]')][1].firstChild;
            getSelection().setBaseAndExtent(cell, 0, cell, 10);
        }"""
    )
    bi.locator(".comment-button").click()
    send(bi, "Atau Wakil Bupati?")
    expect(marks(kpi, "row-1")).to_have_text("Sekretaris")


def test_comment_that_comes_in_disturbs_neither_selection_nor_form(site, visit):
    bi, kpi = visit(site, "bi"), visit(site, "kpi")
    kpi.locator("#k-dik-2 a.clause-comment-link").click()
    kpi.locator("textarea[name=text]").fill("sedang menulis")
    select(kpi, 0, 9)
    select(bi, 10, 13)
    bi.locator(".comment-button").click()
    send(bi, "Tim yang mana?")
    expect(cards(kpi)).to_have_count(1)
    assert selected(kpi) == "Membentuk"
    expect(marks(kpi)).to_have_count(0)
    kpi.evaluate("getSelection().removeAllRanges()")
    expect(marks(kpi)).to_have_text("Tim")
    expect(kpi.locator("textarea[name=text]")).to_have_value("sedang menulis")


def test_reply_and_answer_appear_and_the_form_beside_stays(site, visit):
    bi, kpi, office = visit(site, "bi"), visit(site, "kpi"), visit(site, "office")
    bi.locator("#k-dik-1 a.clause-comment-link").click()
    send(bi, "Mohon diperjelas.")
    bi.locator("[data-action=reply]").click()
    bi.locator("textarea[name=text]").fill("belum selesai")
    kpi.locator("[data-action=reply]").click()
    send(kpi, "Setuju.")
    office.locator("[data-action=answer]").click()
    office.locator("input[value=accepted]").check()
    office.locator("textarea[name=reason]").fill("Diterima, akan dirinci.")
    office.locator(".comment-form button").first.click()
    for page in (bi, kpi, office):
        expect(page.locator("[data-replies] .comment-text")).to_have_text("Setuju.")
        expect(page.locator(".answer")).to_contain_text("Diterima, akan dirinci.")
        expect(cards(page)).to_have_count(1)
    expect(bi.locator("textarea[name=text]")).to_have_value("belum selesai")
    expect(bi.locator("textarea[name=text]")).to_be_focused()


def test_text_typed_survives_a_reload(site, visit):
    bi = visit(site, "bi")
    select(bi, 10, 13)
    bi.locator(".comment-button").click()
    bi.locator("textarea[name=text]").fill("Belum terkirim")
    bi.reload()
    expect(bi.locator("textarea[name=text]")).to_have_value("Belum terkirim")
    bi.locator(".comment-form button").first.click()
    expect(cards(bi).locator(".comment-text")).to_have_text("Belum terkirim")
    expect(bi.locator(".comment-form")).to_have_count(0)
    bi.reload()
    expect(cards(bi)).to_have_count(1)
    expect(bi.locator(".comment-form")).to_have_count(0)


def test_text_typed_survives_a_session_that_ended(site, visit):
    bi = visit(site, "bi")
    bi.locator("#k-dik-1 a.clause-comment-link").click()
    bi.locator("textarea[name=text]").fill("Ditulis sebelum keluar")
    bi.context.clear_cookies()
    bi.locator(".comment-form button").first.click()
    expect(bi.locator(".form-state")).to_contain_text(word(bi, "expired"))
    expect(bi.locator(".form-state a")).to_have_attribute("href", re.compile(r"\?next="))
    bi.context.add_cookies([site.cookie("bi")])
    bi.reload()
    expect(bi.locator("textarea[name=text]")).to_have_value("Ditulis sebelum keluar")
    bi.locator(".comment-form button").first.click()
    expect(cards(bi).locator(".comment-text")).to_have_text("Ditulis sebelum keluar")


def test_server_away_text_waits_and_is_sent_once(site, visit):
    bi, kpi = visit(site, "bi"), visit(site, "kpi")
    bi.locator("#k-dik-1 a.clause-comment-link").click()
    bi.locator("textarea[name=text]").fill("Selama peladen mati")
    site.kill()
    bi.locator(".comment-form button").first.click()
    expect(bi.locator(".form-state")).to_have_text(word(bi, "unsent"))
    bi.close(run_before_unload=False)
    site.start()
    again = bi.context.new_page()
    again.goto(site.url())
    for page in (again, kpi):
        expect(cards(page).locator(".comment-text")).to_have_text(["Selama peladen mati"])


def test_nothing_is_typed_into_a_form_on_its_way(site, visit):
    bi, held = visit(site, "bi"), []
    bi.locator("#k-dik-1 a.clause-comment-link").click()
    words = bi.locator("textarea[name=text]")
    words.fill("Sedang dikirim")
    bi.route(re.compile("/komentar/"), lambda route: route.abort() if held else held.append(route))
    with bi.expect_request(re.compile("/komentar/")):
        bi.locator(".comment-form button").first.click()
    expect(words).not_to_be_editable()
    held[0].abort()
    expect(bi.locator(".form-state")).to_have_text(word(bi, "unsent"))
    expect(words).to_be_editable()
    bi.unroute_all()
    expect(cards(bi).locator(".comment-text")).to_have_text("Sedang dikirim")


def test_form_with_nothing_in_it_says_so_and_stays(site, visit):
    bi = visit(site, "bi")
    bi.locator("#k-dik-1 a.clause-comment-link").click()
    bi.locator(".comment-form button").first.click()
    expect(bi.locator(".comment-form [aria-invalid=true]")).to_have_count(1)
    send(bi, "Sekarang ada.")
    expect(cards(bi)).to_have_count(1)


def test_where_sockets_are_blocked_the_page_polls(site, visit):
    bi, kpi = visit(site, "bi"), visit(site, "kpi", live=False)
    kpi.add_init_script("window.WebSocket = class { constructor() { throw new Error('blocked'); } }")
    kpi.reload()
    expect(kpi.locator("#live")).to_have_attribute("data-state", "polling")
    bi.locator("#k-dik-1 a.clause-comment-link").click()
    send(bi, "Lewat HTTP.")
    expect(cards(kpi).locator(".comment-text")).to_have_text("Lewat HTTP.")


def test_presence_shows_organisations_to_members_and_a_number_to_the_public(site, visit):
    bi, _kpi, public = visit(site, "bi"), visit(site, "kpi"), visit(site)
    expect(bi.locator("#presence .badge")).to_have_text(["BI", "KPI"])
    expect(public.locator("#presence .presence-readers")).to_contain_text("1")
    expect(public.locator("#presence .badge")).to_have_count(0)


def test_without_the_script_the_same_form_works(site, visit):
    bi = visit(site, "bi", live=False, java_script_enabled=False)
    bi.locator("#k-dik-1 a.clause-comment-link").click()
    bi.locator("textarea[name=text]").fill("Tanpa JavaScript.")
    bi.locator(".comment-form button").first.click()
    expect(cards(bi).locator(".comment-text")).to_have_text("Tanpa JavaScript.")


def test_public_reader_gets_no_button(site, visit):
    public = visit(site)
    select(public, 0, 9)
    expect(public.locator(".comment-button")).to_have_count(0)
    expect(public.locator("a.clause-comment-link")).to_have_count(0)
