"""Whatever breaks, every acknowledged comment is in every browser, once, in order."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from decrees.views.replay import MOST

pytestmark = [pytest.mark.browser, pytest.mark.server]

CLAUSE = "dik-1"
FIELDS = "form => Object.fromEntries(new FormData(form))"
SLOW = 90_000  # the longest pause before the next attempt is 45 s


def type_in(page, text):
    page.locator(f"#k-{CLAUSE} a.clause-comment-link").click()
    page.locator("textarea[name=text]").fill(text)


def send(page):
    page.locator(".comment-form button").first.click()


def write(page, text):
    type_in(page, text)
    send(page)


def acknowledged(page):
    expect(page.locator(".comment-form")).to_have_count(0, timeout=SLOW)


def texts_in(page):
    return page.locator(f"[data-comments={CLAUSE}] > .comment .comment-text")


def everywhere(pages, texts):
    for page in pages:
        expect(texts_in(page)).to_have_text(texts, timeout=SLOW)


def test_server_killed_or_restarted_between_comments(site, visit):
    pages = [visit(site, "bi"), visit(site, "kpi"), visit(site)]
    bi, expected = pages[0], [f"Komentar ke-{number}" for number in range(1, 7)]
    for number, text in enumerate(expected):
        type_in(bi, text)
        if number % 3 == 2:
            site.kill()
            send(bi)
            expect(bi.locator(".form-state")).to_have_text(bi.locator("#live-words").get_attribute("data-unsent"))
            site.start()
        else:
            send(bi)
        acknowledged(bi)
        if number % 4 == 3:
            site.stop()
            site.start()
    everywhere(pages, expected)
    for page in pages:
        page.reload()
    everywhere(pages, expected)


def test_socket_cut_and_mended(site, wire, visit):
    bi, kpi = visit(site, "bi"), visit(site, "kpi", port=wire.port)
    write(bi, "sebelum")
    acknowledged(bi)
    everywhere([bi, kpi], ["sebelum"])
    wire.cut()
    expect(kpi.locator("#live")).to_have_attribute("data-state", re.compile("reconnecting|polling"))
    for text in ("selama 1", "selama 2"):
        write(bi, text)
        acknowledged(bi)
    expect(texts_in(kpi)).to_have_text(["sebelum"])
    wire.mend()
    everywhere([bi, kpi], ["sebelum", "selama 1", "selama 2"])
    expect(kpi.locator("#live")).to_have_attribute("data-state", "connected", timeout=SLOW)
    write(bi, "sesudah")
    everywhere([bi, kpi], ["sebelum", "selama 1", "selama 2", "sesudah"])


def test_who_missed_too_much_has_the_page_loaded_again_and_goes_on_typing(site, wire, visit):
    bi, kpi = visit(site, "bi"), visit(site, "kpi", port=wire.port)
    type_in(kpi, "Belum selesai")
    wire.cut()
    expect(kpi.locator("#live")).to_have_attribute("data-state", re.compile("reconnecting|polling"))
    type_in(bi, "Komentar")
    address, form = bi.locator(".comment-form").get_attribute("action"), bi.locator(".comment-form").evaluate(FIELDS)
    for _ in range(MOST + 1):
        headers = {"Referer": bi.url, "X-Requested-With": "fetch"}
        sent = bi.request.post(site.url(address), form={**form, "token": str(uuid.uuid4())}, headers=headers)
        assert sent.status == 201
    wire.mend()
    line = kpi.locator(f"[data-comments={CLAUSE}] > .notes-line")  # so many are one line
    expect(line).to_have_attribute("data-shown", str(MOST + 1), timeout=SLOW)
    expect(kpi.locator("textarea[name=text]")).to_have_value("Belum selesai")


def test_redis_restarted_between_two_processes(redis, make_site, visit):
    address = f"redis://127.0.0.1:{redis.port}/0"
    here, there = make_site(REDIS_URL=address), make_site(REDIS_URL=address)
    pages = [visit(here, "bi"), visit(there, "kpi"), visit(there)]
    expected = []
    for text in ("satu", "dua", "tiga", "empat"):
        write(pages[0], text)
        acknowledged(pages[0])
        expected.append(text)
        redis.kill()
        redis.start()
    everywhere(pages, expected)
    write(pages[0], "lima")
    everywhere(pages, [*expected, "lima"])
