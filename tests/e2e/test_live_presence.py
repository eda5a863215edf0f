"""Who is at which clause, the counts and the closing time follow what happens, for those who may know it."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.e2e.people import wait_until
from tests.e2e.test_accessibility import DESK, PHONE, TAGS, violations

pytestmark = pytest.mark.browser

SAID = """
    window.said = [];
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (text) { said.push(text); return send.call(this, text); };
"""


def open_form(page, clause="dik-2"):
    page.locator(f"#k-{clause} a.clause-comment-link").click()
    return page.locator("textarea[name=text]")


def at(page, clause="dik-2"):
    return page.locator(f"[data-at={clause}]")


def listen(page):
    """From now on remember all that is told of others at work: a hint of writing may be gone at the second look."""
    page.evaluate(
        """() => {
            const article = document.querySelector('article'), now = () => [...article.querySelectorAll('[data-at]')];
            const remember = () => now().forEach(one => told.add(`${one.dataset.at}: ${one.textContent}`));
            window.told = new Set();
            new MutationObserver(remember).observe(article, { childList: true, subtree: true });
            remember();
        }"""
    )


def expect_told(page, *words, clause="dik-2"):
    told = "([at, ...words]) => [...told].some(one => [`${at}: `, ...words].every(word => one.includes(word)))"
    wait_until(page, told, [clause, *words])


def send(page, text):
    page.locator("textarea[name=text]").fill(text)
    page.locator(".comment-form button").first.click()
    expect(page.locator(".comment-form")).to_have_count(0)


def word(page, key):
    return page.locator("#live-words").get_attribute(f"data-{key}")


def test_those_taking_part_see_who_writes_where_and_the_public_does_not(site, visit):
    bi, kpi, office, public = visit(site, "bi"), visit(site, "kpi"), visit(site, "office"), visit(site)
    height = kpi.locator("article.decree").bounding_box()["height"]
    for page in (kpi, office):
        listen(page)
    open_form(bi).fill("Mohon")
    for page in (kpi, office):
        expect_told(page, "BI", word(page, "writing"))
    expect(at(kpi)).to_contain_text("BI")
    assert kpi.locator("article.decree").bounding_box()["height"] == height
    expect(kpi.locator("#presence .badge", has_text="BI")).to_have_attribute("href", "#k-dik-2")
    # the office here has no organisation, and the public itself
    expect(public.locator("#presence .presence-readers")).to_contain_text("2")
    send(bi, "Mohon dirinci.")
    expect(kpi.locator("[data-at]").first.locator(".visually-hidden")).to_have_text(word(kpi, "here"))
    expect(at(bi)).to_have_count(0)
    expect(public.locator("[data-comments=dik-2] .comment")).to_have_count(1)
    expect(public.locator("[data-at]")).to_have_count(0)
    bi.close()
    expect(kpi.locator("[data-at]").get_by_text("BI")).to_have_count(0)
    expect(public.locator("[data-at]")).to_have_count(0)
    assert public.locator("#presence").get_attribute("aria-live") is None


def test_writing_for_few_is_not_told(site, visit):
    bi, kpi = visit(site, "bi", live=False), visit(site, "kpi")
    bi.add_init_script(SAID)
    bi.reload()
    words = open_form(bi)
    own = bi.locator("select[name=audience] option[value^=organisation]").get_attribute("value")
    bi.locator(".comment-form .form-more > summary").first.click()
    bi.locator("select[name=audience]").select_option(own)
    words.press_sequentially("Hanya untuk kami", delay=10)
    expect(at(kpi)).to_contain_text("BI")
    assert not [text for text in bi.evaluate("said") if text.startswith("typing")]
    send(bi, "Hanya untuk kami.")
    bi.locator("[data-action=reply]").click()
    bi.locator("textarea[name=text]").press_sequentially("Setuju", delay=10)
    bi.locator(".comment-form [data-action=cancel]").click()
    listen(kpi)
    open_form(bi, "dik-1").fill("Untuk semua")
    expect_told(kpi, word(kpi, "writing"), clause="dik-1")
    assert [text for text in bi.evaluate("said") if text.startswith("typing")] == ["typing dik-1"]


def test_counts_follow_and_a_page_in_the_background_says_how_many_are_new(site, visit):
    bi, office, public = visit(site, "bi"), visit(site, "office"), visit(site)
    counts = public.locator("#comment-counts")
    expect(counts).to_be_hidden()
    public.evaluate(
        """() => {
            Object.defineProperty(document, 'hidden', { get: () => window.away ?? true, configurable: true });
            document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )
    open_form(bi)
    send(bi, "Mohon diperjelas.")
    expect(counts).to_have_text(re.compile(r"^1 \w+ · 0 \w+$"))
    expect(public).to_have_title(re.compile(r"^\(1\) "))
    public.evaluate("() => { window.away = false; document.dispatchEvent(new Event('visibilitychange')); }")
    expect(public).to_have_title(re.compile(r"^[^(]"))
    office.locator("[data-action=answer]").click()
    office.locator("input[value=accepted]").check()
    office.locator("textarea[name=reason]").fill("Diterima.")
    office.locator(".comment-form button").first.click()
    for page in (public, bi, office):
        expect(page.locator("#comment-counts")).to_have_text(re.compile(r"^1 \w+ · 1 \w+$"))
    public.reload()
    expect(counts).to_have_text(re.compile(r"^1 \w+ · 1 \w+$"))


def close_in(page, seconds):
    """As if the round ended so soon; what the page then says at once."""
    return page.evaluate(
        """(seconds) => {
            const time = document.querySelector('#round-closes time');
            time.dateTime = new Date(Date.now() + seconds * 1000).toISOString();
            document.dispatchEvent(new CustomEvent('mufakat:clock', { detail: Date.now() }));
            return time.textContent;
        }""",
        seconds,
    )


def test_last_day_is_counted_and_at_the_end_the_tools_go_and_the_words_stay(site, visit):
    bi = visit(site, "bi")
    time, closes = bi.locator("#round-closes time"), bi.locator("#round-closes")
    words = open_form(bi)
    words.fill("Belum selesai")
    assert re.search(r"3 \w+ 12 \w+", close_in(bi, 3 * 3600 + 12 * 60 + 2))
    expect(time).to_contain_text(re.compile(r"3 \w+ 11 \w+"))
    assert re.search(r"^\D+59 \w+$", close_in(bi, 59 * 60 + 30))
    assert re.search(r"^\D+[34] \w+$", close_in(bi, 4))
    expect(closes).to_have_text(closes.get_attribute("data-over"))
    expect(bi.locator(".clause-comment-link").first).to_be_hidden()
    expect(words).to_have_value("Belum selesai")
    expect(bi.locator(".comment-form .form-state, .comment-form ~ .form-state")).to_have_text(
        closes.get_attribute("data-kept")
    )
    expect(bi.locator(".comment-form button").first).to_be_disabled()
    bi.locator("[data-text][tabindex='0']").press("Enter")
    expect(bi.locator("#live-news")).to_contain_text(closes.get_attribute("data-over"))
    expect(bi.locator(".comment-form")).to_have_count(1)
    bi.evaluate(
        """() => {
            const later = '><time datetime="2099-01-01T00:00:00+07:00"></time><';
            const round = document.getElementById('round-closes').outerHTML.replace(/>.*</, later);
            const { version } = document.querySelector('article[data-live]').dataset;
            document.dispatchEvent(new CustomEvent('mufakat:applied', { detail: { round, version } }));
        }"""
    )
    expect(bi.locator(".comment-form button").first).to_be_enabled()
    expect(bi.locator(".clause-comment-link").first).to_be_visible()
    bi.reload()
    expect(words).to_have_value("Belum selesai")


def test_days_left_stand_there_without_the_script(site, visit):
    public = visit(site, live=False, java_script_enabled=False)
    expect(public.locator("#round-closes time")).to_contain_text(re.compile(r"\d"))


def test_page_in_english_is_told_in_english(site, visit):
    bi, public = visit(site, "bi"), visit(site)
    reader = visit(site, live=False)
    reader.context.add_cookies([{"name": "django_language", "value": "en", "domain": "127.0.0.1", "path": "/"}])
    reader.reload()
    reader.locator("#live[data-state=connected]").wait_for()
    open_form(bi)
    send(bi, "Mohon diperjelas.")
    expect(reader.locator("#live-news")).to_contain_text("commented on")
    expect(reader.locator(".comment-actions")).to_contain_text("Link")
    expect(public.locator("#live-news")).to_contain_text("BI")
    expect(public.locator("#live-news")).not_to_contain_text("commented on")


def test_more_readers_of_one_address_than_it_may_hold_poll(make_site, visit):
    site = make_site(SOCKETS_PER_ADDRESS="1")
    first, second = visit(site), visit(site, live=False)
    bi = visit(site, "bi")
    expect(second.locator("#live")).to_have_attribute("data-state", "polling")
    open_form(bi)
    send(bi, "Sampai juga.")
    for page in (first, second):
        expect(page.locator("[data-comments=dik-2] .comment-text")).to_have_text("Sampai juga.")


def test_where_sockets_are_blocked_counts_and_closing_time_go_on(site, visit):
    bi, kpi = visit(site, "bi"), visit(site, "kpi", live=False)
    kpi.add_init_script("window.WebSocket = class { constructor() { throw new Error('blocked'); } }")
    complaints = []
    kpi.on("pageerror", lambda error: complaints.append(str(error)))
    kpi.reload()
    kpi.evaluate(
        "document.querySelector('#round-closes time').dateTime = new Date(Date.now() + 5 * 36e5).toISOString()"
    )
    expect(kpi.locator("#live")).to_have_attribute("data-state", "polling")
    open_form(bi)
    send(bi, "Lewat HTTP.")
    expect(kpi.locator("#comment-counts")).to_have_text(re.compile(r"^1 \w+ · 0 \w+$"))
    expect(kpi.locator("#round-closes time")).to_contain_text(re.compile(r"[45] \w+ \d+ \w+"))
    open_form(kpi, "dik-1").fill("Mohon")
    expect(kpi.locator("[data-at]")).to_have_count(0)
    assert complaints == []


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_axe_finds_nothing_where_others_are_at_work(site, visit, size):
    bi, kpi = visit(site, "bi"), visit(site, "kpi", viewport=size)
    listen(kpi)
    open_form(bi, "row-1").fill("Mohon")
    expect_told(kpi, word(kpi, "writing"), clause="row-1")
    close_in(kpi, 5 * 3600)
    kpi.evaluate(AXE_SCRIPT)
    for scheme in ("light", "dark"):
        kpi.emulate_media(color_scheme=scheme)
        assert violations(kpi, {"type": "tag", "values": TAGS}) == []
    assert kpi.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.server
def test_two_processes_show_one_company(redis, make_site, visit):
    address = f"redis://127.0.0.1:{redis.port}/0"
    here, there = make_site(REDIS_URL=address), make_site(REDIS_URL=address)
    bi, kpi = visit(here, "bi"), visit(there, "kpi")
    expect(kpi.locator("#presence .badge")).to_have_text(["BI", "KPI"])
    listen(kpi)
    open_form(bi).fill("Mohon")
    expect_told(kpi, word(kpi, "writing"))
    bi.close()
    expect(at(kpi)).to_have_count(0)
