"""Support, changing fresh words, the filter and the way from comment to comment, one clause at a time."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import settled
from tests.e2e.test_live_writing import cards, marks, send

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


SELECT = """([clause, from, to]) => {
  const text = document.querySelector(`[data-clause="${clause}"] [data-text]`);
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let at = 0, start = null, node;
  while ((node = walker.nextNode())) {
    if (!start && at + node.length > from) start = [node, from - at];
    if (at + node.length >= to) return getSelection().setBaseAndExtent(...start, node, to - at);
    at += node.length;
  }
}"""


# The pieces of a text, each with the comments on it: the same whether the server or the script has drawn them.
MARKED = "text => [...text.childNodes].map(piece => [piece.textContent, piece.dataset?.commentIds ?? ''])"


def comment(page, text, *, clause="dik-1", passage=None, tag=""):
    if passage:
        page.evaluate(SELECT, [clause, *passage])
        page.locator(".comment-button").click()
    else:
        page.locator(f"#k-{clause} a.clause-comment-link").first.click()
    if tag:
        page.locator(".comment-form .form-more > summary").click()
        page.locator(f".comment-form input[value={tag}]").check()
    send(page, text)


def position(page):
    return page.locator("#comment-bar output")


def narrow(page, **chosen):
    page.locator("#comment-bar summary").click()
    for name, value in chosen.items():
        page.locator(f"#filter-{name}").select_option(value)
    page.keyboard.press("Escape")


def test_support_is_given_and_taken_back_and_all_see_it(site, visit):
    bi, kpi, public = visit(site, "bi"), visit(site, "kpi"), visit(site)
    comment(bi, "Mohon diperjelas.")
    expect(bi.locator("[data-action=support]")).to_be_hidden()
    for shown in (1, 0):
        kpi.locator("[data-action=support]").click()
        expect(kpi.locator(".comment-form button")).to_be_focused()
        kpi.locator(".comment-form button").click()
        for page in (bi, kpi, public):
            expect(page.locator(".supports .badge")).to_have_text(["KPI"] * shown)
        expect(kpi.locator(".comment-form")).to_have_count(0)


def test_author_changes_fresh_words_nobody_else_is_offered_to(site, visit):
    bi, kpi = visit(site, "bi"), visit(site, "kpi")
    comment(bi, "Mohon diperjalas.")
    expect(cards(kpi)).to_have_count(1)
    expect(kpi.locator("[data-action=edit]")).to_be_hidden()
    bi.locator("[data-action=edit]").click()
    expect(bi.locator("textarea[name=text]")).to_have_value("Mohon diperjalas.")
    send(bi, "Mohon diperjelas.")
    for page in (bi, kpi):
        expect(cards(page).locator(".comment-text")).to_have_text("Mohon diperjelas.")
    bi.reload()
    expect(bi.locator("[data-action=edit]")).to_be_visible()
    kpi.locator("[data-action=reply]").click()
    send(kpi, "Setuju.")
    expect(bi.locator(".comment:not(.reply) > .comment-actions [data-action=edit]")).to_have_count(0)
    expect(kpi.locator(".reply [data-action=edit]")).to_be_visible()
    expect(bi.locator(".reply [data-action=edit]")).to_be_hidden()


def test_filter_holds_for_what_is_there_and_what_comes(site, visit):
    bi, kpi, public = visit(site, "bi"), visit(site, "kpi"), visit(site)
    expect(public.locator("#comment-bar")).to_be_hidden()
    comment(bi, "Dari BI.", passage=(10, 13), tag="legal")
    comment(kpi, "Dari KPI.", clause="rec-a")
    expect(public.locator(".comment")).to_have_count(2)
    narrow(public, organisasi=kpi_slug(public))
    expect(public.locator(".comment:visible .comment-text")).to_have_text(["Dari KPI."])
    expect(marks(public)).to_have_count(0)
    comment(bi, "Lagi dari BI.", clause="rec-b")
    comment(kpi, "Lagi dari KPI.", clause="dik-1")
    expect(public.locator(".comment:visible .comment-text")).to_have_text(["Dari KPI.", "Lagi dari KPI."])
    expect(position(public)).to_contain_text("2")
    public.reload()
    expect(public.locator(".comment:visible")).to_have_count(2)
    public.locator("#comment-bar summary").click()
    public.locator("[data-action=clear]").click()
    expect(public.locator(".comment:visible")).to_have_count(4)
    expect(marks(public)).to_have_text("Tim")
    narrow(bi, organisasi="saya", jenis="legal")
    expect(bi.locator(".comment:visible .comment-text")).to_have_text(["Dari BI."])
    comment(bi, "Baru saja ditulis.", clause="cit-1")
    expect(bi.locator(".comment:visible")).to_have_count(2)


def kpi_slug(page):
    return page.locator("#filter-organisasi option", has_text=re.compile("^KPI$")).get_attribute("value")


def test_from_comment_to_comment_by_keyboard_and_to_the_passage_and_back(site, visit):
    bi = visit(site, "bi", viewport=PHONE)
    comment(bi, "Pendek.", passage=(10, 13))
    comment(bi, "Panjang.", passage=(10, 29))
    comment(bi, "Di awal.", clause="rec-a")
    expect(position(bi)).to_have_text("1/3")
    following = bi.locator("[data-step='1']")
    for place, text in [("2/3", "Pendek."), ("3/3", "Panjang."), ("1/3", "Di awal."), ("2/3", "Pendek.")]:
        following.focus()
        bi.keyboard.press("Enter")
        expect(position(bi)).to_have_text(place)
        expect(bi.locator(".comment:focus .comment-text")).to_have_text(text)
        expect(bi.locator(".comment:focus")).to_be_in_viewport(ratio=0.9)
    expect(marks(bi)).to_have_text(["Tim", " Open Government"])
    drawn = bi.locator("[data-clause=dik-1] [data-text]").evaluate(MARKED)
    bi.reload()
    expect(marks(bi)).to_have_count(2)
    assert bi.locator("[data-clause=dik-1] [data-text]").evaluate(MARKED) == drawn
    both = marks(bi).first
    for text in ("Pendek.", "Panjang.", "Pendek."):
        both.click()
        expect(bi.locator(".comment:focus .comment-text")).to_have_text(text)
    expect(both).to_have_class(re.compile("is-active"))
    bi.locator(".comment:focus [data-passage]").click()
    expect(both).to_be_in_viewport()
    expect(bi.locator("#k-dik-1")).to_be_focused()


def test_bar_moves_nothing_and_covers_nothing(site, visit):
    public, bi = visit(site, viewport=PHONE), visit(site, "bi")
    expect(public.locator("#presence .presence-readers")).to_contain_text("1")
    public.evaluate("scrollTo(0, 900)")  # below the line that counts the comments
    before = public.evaluate("document.querySelector('[data-clause=rec-a]').getBoundingClientRect().top")
    comment(bi, "Muncul.", clause="dik-2")
    expect(public.locator("#comment-bar")).to_be_visible()
    after = public.evaluate("document.querySelector('[data-clause=rec-a]').getBoundingClientRect().top")
    assert abs(after - before) < 1
    settled(public)
    public.evaluate("scrollTo(0, document.body.scrollHeight)")
    settled(public)
    bottom, top = public.evaluate(
        "['article.decree', '#comment-bar'].map(one => document.querySelector(one).getBoundingClientRect())"
        ".map(({ top, bottom }, at) => at ? top : bottom)"
    )
    assert bottom <= top


def test_without_script_filter_support_and_change_are_pages(site, visit):
    bi = visit(site, "bi", live=False, java_script_enabled=False)
    kpi = visit(site, "kpi", live=False, java_script_enabled=False)
    bi.locator("#k-dik-1 a.clause-comment-link").click()
    bi.locator(".form-more > summary").click()
    bi.locator("input[value=legal]").check()
    bi.locator("textarea[name=text]").fill("Tanpa JavaScrip.")
    bi.locator(".comment-form button").first.click()
    bi.locator("[data-action=edit]").click()
    bi.locator("textarea[name=text]").fill("Tanpa JavaScript.")
    bi.locator(".comment-form button").first.click()
    expect(cards(bi).locator(".comment-text")).to_have_text("Tanpa JavaScript.")
    kpi.reload()
    expect(kpi.locator("[data-action=edit]")).to_be_hidden()
    kpi.locator("[data-action=support]").click()
    kpi.locator(".comment-form button").first.click()
    expect(kpi.locator(".supports .badge")).to_have_text(["KPI"])
    expect(kpi.locator("#comment-bar")).to_be_visible()
    expect(kpi.locator("[data-step]:visible")).to_have_count(0)
    kpi.locator("#comment-bar summary").click()
    kpi.locator("#filter-jenis").select_option("wording")
    kpi.locator("#comment-bar form button").click()
    kpi.wait_for_url("**jenis=wording**")
    expect(cards(kpi)).to_be_hidden()
    kpi.locator("#comment-bar summary").click()
    kpi.locator("#comment-bar [data-action=clear]").click()
    expect(cards(kpi)).to_be_visible()
    expect(cards(kpi).locator(".comment-text")).to_have_text("Tanpa JavaScript.")


def test_small_phone_reads_and_writes_clause_by_clause(site, visit):
    bi = visit(site, "bi", live=False, java_script_enabled=False, viewport={"width": 320, "height": 600})
    bi.locator(".by-clause a").click()
    expect(bi.locator(".clause-steps .num").first).to_have_text(re.compile(r"^1/\d+$"))
    bi.locator("a[rel=next]").first.click()
    bi.locator("textarea[name=text]").fill("Dari ponsel kecil.")
    bi.locator(".comment-form button").click()
    expect(bi).to_have_url(re.compile(r"/butir/2/#komentar-\d+$"))
    expect(bi.locator(".comment-text")).to_have_text("Dari ponsel kecil.")
    assert bi.evaluate("document.documentElement.scrollWidth") <= 320
