"""What was typed and not sent is never out of reach: over versions, on the page of one clause, after signing in again.
And what a form says of the words it is about."""

import re
import subprocess
import sys

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.e2e.conftest import ROOT
from tests.e2e.people import wait_until
from tests.e2e.test_live_writing import cards, marks, select, send, word

pytestmark = [pytest.mark.browser, pytest.mark.server]
PHONE = {"width": 360, "height": 740}


def next_version(site):
    subprocess.run([sys.executable, "-m", "tests.e2e.next_version"], cwd=ROOT, env=site.env, check=True)


def begin(page, clause, text):
    """Type a comment on a clause, without sending it."""
    page.locator(f"a.clause-comment-link[href$='clause={clause}']").click()
    form = page.locator(f".comment-form-box[data-clause={clause}] form")
    form.locator("textarea[name=text]").fill(text)
    return form


def across(page, start, end):
    """Select from a letter of one clause to a letter of another: ((clause, letter), (clause, letter))."""
    page.evaluate(
        """([[clause, start], [other, end]]) => {
            const words = id => document.querySelector(`[data-clause="${id}"] [data-text]`).firstChild;
            getSelection().setBaseAndExtent(words(clause), start, words(other), end);
        }""",
        [start, end],
    )


def test_comments_begun_on_an_older_version_are_put_into_the_newest_or_discarded(site, visit):
    bi = visit(site, "bi", viewport=PHONE)
    select(bi, 10, 13)
    bi.locator(".comment-button").click()
    passage = bi.locator(".comment-form-box[data-clause=dik-1]")
    passage.locator("textarea[name=text]").fill("Tim yang mana?")
    passage.locator(".form-more > summary").click()
    passage.locator("textarea[name=proposed]").fill("Kelompok")
    passage.locator("select[name=audience]").select_option("members")
    begin(bi, "rec-b", "Menimbang ini berulang.")
    begin(bi, "dik-2", "Tugasnya terlalu luas.")
    next_version(site)
    bi.goto(site.url())
    kept = bi.locator("#kept li")
    expect(kept).to_have_count(3)
    expect(bi.locator("#kept strong")).to_contain_text([re.compile("1$")] * 3)
    expect(bi.locator("#live-news")).to_have_text(bi.locator("#kept > p").inner_text())
    expect(bi.locator(".comment-form")).to_have_count(0)
    bi.evaluate(AXE_SCRIPT)
    assert bi.evaluate("axe.run('#kept').then(found => found.violations.map(one => one.id))") == []
    gone, moved, plain = (kept.filter(has_text=words) for words in ("berulang", "yang mana", "terlalu luas"))
    expect(gone).to_contain_text(bi.locator("#kept").get_attribute("data-gone"))
    expect(gone.get_by_role("button")).to_have_count(1)
    moved.get_by_role("button").first.click()
    expect(bi.locator("textarea[name=text]")).to_be_focused()
    expect(bi.locator("textarea[name=text]")).to_have_value("Tim yang mana?")
    expect(bi.locator("textarea[name=proposed]")).to_have_value("Kelompok")
    expect(bi.locator("select[name=audience]")).to_have_value("members")
    expect(marks(bi)).to_have_text("Tim")
    expect(kept).to_have_count(2)
    plain.get_by_role("button").first.press("Enter")
    expect(kept).to_have_count(1)
    plain = bi.locator(".comment-form-box[data-clause=dik-2] form")
    expect(plain.locator("textarea[name=text]")).to_have_value("Tugasnya terlalu luas.")
    # The wording was left as it stood there: here it starts from the words of this version.
    was = plain.locator("textarea[name=proposed]").get_attribute("data-was")
    expect(plain.locator("textarea[name=proposed]")).to_have_value(was)
    bi.reload()
    expect(bi.locator(".comment-form")).to_have_count(2)
    expect(kept).to_have_count(1)
    bi.once("dialog", lambda dialog: dialog.accept())
    gone.get_by_role("button").click()
    expect(bi.locator("#kept")).to_be_hidden()
    bi.reload()
    expect(bi.locator(".comment-form")).to_have_count(2)
    expect(bi.locator("#kept")).to_be_hidden()
    for clause in ("dik-1", "dik-2"):
        bi.locator(f".comment-form-box[data-clause={clause}] form button").first.click()
    for clause in ("dik-1", "dik-2"):
        expect(cards(bi, clause)).to_have_count(1)
    expect(bi.locator(".comment-form")).to_have_count(0)


def test_words_that_are_gone_take_their_proposal_along_as_a_remark(site, visit):
    bi = visit(site, "bi")
    select(bi, 0, 9, "rec-b")
    bi.locator(".comment-button").click()
    bi.locator(".form-more > summary").click()
    bi.locator("textarea[name=proposed]").fill("mengingat")
    key = "Object.keys(localStorage).find(key => key.includes('clause=rec-b'))"
    # As if it had been on a clause that stays, on words that do not.
    bi.evaluate(
        f"() => {{ const key = {key}, draft = JSON.parse(localStorage[key]); localStorage.removeItem(key);"
        " draft.quote = 'yang tidak ada'; draft.fields.find(([name]) => name === 'clause')[1] = 'dik-1';"
        " localStorage[key.replace('rec-b', 'dik-1')] = JSON.stringify(draft); }"
    )
    next_version(site)
    bi.goto(site.url())
    begin(bi, "dik-1", "Sudah saya mulai.")
    bi.locator("#kept li button").first.click()
    expect(bi.locator("textarea[name=text]")).to_have_value("Sudah saya mulai.\n\nmengingat")
    expect(bi.locator("textarea[name=proposed]")).to_have_value("Membentuk Tim Open Government Daerah.")
    expect(bi.locator("#kept")).to_be_hidden()


def test_clause_alone_keeps_what_is_typed_and_sends_it_when_there_is_a_line(site, visit):
    bi = visit(site, "bi", live=False, viewport=PHONE)
    bi.locator(".by-clause a").click()
    bi.locator("a[rel=next]").first.click()
    words = bi.locator("textarea[name=text]")
    words.fill("Ditulis di jalan.")
    bi.reload()
    expect(words).to_have_value("Ditulis di jalan.")
    expect(bi.locator(".form-state")).to_have_text(word(bi, "restored"))
    bi.context.set_offline(True)
    bi.locator(".comment-form button").click()
    expect(bi.locator(".form-state")).to_have_text(word(bi, "unsent"))
    bi.context.set_offline(False)
    expect(bi.locator(".comment-text")).to_have_text("Ditulis di jalan.")
    expect(bi).to_have_url(re.compile(r"/butir/2/#komentar-\d+$"))
    expect(words).to_have_value("")
    # One text, two ways to it.
    words.fill("Lanjut nanti.")
    bi.goto(site.url())
    expect(bi.locator("textarea[name=text]")).to_have_value("Lanjut nanti.")


def test_after_signing_in_again_the_form_is_where_it_was_and_says_so(site, visit):
    bi = visit(site, "bi", viewport=PHONE)
    begin(bi, "dik-2", "Ditulis sebelum keluar")
    bi.context.clear_cookies()
    bi.locator(".comment-form button").first.click()
    link = bi.locator(".form-state a")
    expect(link).to_have_attribute("href", re.compile(r"%23k-dik-2$"))
    link.click()
    expect(bi.locator("main input[name=next]").first).to_have_value(re.compile("#k-dik-2$"))
    bi.context.add_cookies([site.cookie("bi")])
    bi.goto(site.url(bi.locator("main input[name=next]").first.get_attribute("value")))
    expect(bi.locator("textarea[name=text]")).to_have_value("Ditulis sebelum keluar")
    expect(bi.locator(".form-state")).to_have_text(word(bi, "restored"))
    expect(bi.locator("#k-dik-2")).to_be_in_viewport()


def test_what_can_no_longer_be_sent_is_shown_without_the_words_of_the_draft(site, visit):
    bi = visit(site, "bi")
    begin(bi, "dik-1", "Hanya ini dari saya.")
    # The round is closed to this reader while the page is open.
    bi.route("**/komentar/?clause=*", lambda route: route.fulfill(status=403, body=""))
    bi.reload()
    expect(bi.locator(".comment-form-box .comment-quote")).to_have_text("Hanya ini dari saya.")


def test_selection_over_clauses_is_commented_on_in_each(site, visit):
    bi = visit(site, "bi", viewport=PHONE)
    across(bi, ("dik-1", 10), ("dik-2", 8))
    bi.locator(".comment-button").click()
    expect(marks(bi)).to_have_text("Tim Open Government.")
    expect(marks(bi, "dik-2")).to_have_text("Tim mempunyai")
    expect(bi.locator(".form-state")).to_have_text("")
    send(bi, "Sampai sini.")
    # Where a selection only touches the next clause, that is not meant.
    across(bi, ("rec-a", 0), ("rec-b", 0))
    bi.locator(".comment-button").click()
    expect(bi.locator("textarea[name=text]")).to_be_focused()
    expect(marks(bi, "rec-a")).to_have_count(1)
    expect(marks(bi, "rec-b")).to_have_count(0)
    send(bi, "Semuanya.")


@pytest.mark.parametrize(
    ("start", "end", "words"), [(2, 12, "Membentuk Tim"), (9, 16, "Tim Open"), (24, 28, "Government")]
)
def test_selection_within_words_is_taken_as_whole_words(site, visit, start, end, words):
    bi = visit(site, "bi", has_touch=True, is_mobile=True, viewport=PHONE)
    select(bi, start, end)
    bi.locator(".comment-button").tap()
    expect(marks(bi)).to_have_text(words)
    expect(bi.locator(".comment-form .comment-quote")).to_have_text(words)


def test_new_version_is_told_where_somebody_reads_until_it_is_put_away(site, visit):
    bi, wide = visit(site, "bi", viewport=PHONE), visit(site)
    for page in (bi, wide):
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
    next_version(site)
    for page in (bi, wide):
        notice = page.locator("#live-notices .message")
        expect(notice).to_be_in_viewport(ratio=1)
        wait_until(page, "() => document.querySelector('#live-news').textContent")
        covered = "el => { const { left, top } = el.getBoundingClientRect();"
        covered += " return !el.contains(document.elementFromPoint(left + 8, top + 8)); }"
        assert notice.evaluate(covered) is False
        notice.locator("button").click()
        expect(notice).not_to_be_in_viewport()
        notice.scroll_into_view_if_needed()
        expect(notice.locator("a")).to_be_in_viewport()
        expect(notice.locator("button")).to_be_hidden()


def test_very_long_comment_is_folded_and_all_of_it_is_there(site, visit):
    bi, reader = visit(site, "bi", viewport=PHONE), visit(site, live=False, java_script_enabled=False)
    begin(bi, "dik-1", "")
    send(bi, "Alasan yang panjang sekali. " * 60)
    reader.reload()
    for page in (bi, reader):
        text, fold = cards(page).locator(".comment-text"), cards(page).locator(".fold")
        low = text.bounding_box()["height"]
        assert low < 300
        fold.locator("summary").press("Enter")
        expect(fold).to_have_attribute("open", "")
        assert text.bounding_box()["height"] > 2 * low
        fold.locator("summary").click()
        expect(fold).not_to_have_attribute("open", "")
        assert text.bounding_box()["height"] == low
        if page == bi:
            fold.locator("summary").click()
            kpi = visit(site, "kpi")
            kpi.locator("[data-action=support]").click()
            kpi.locator(".comment-form button").first.click()
            expect(bi.locator(".supports .badge")).to_have_text(["KPI"])
            expect(fold).to_have_attribute("open", "")
            fold.locator("summary").click()
        page.emulate_media(media="print")
        assert text.evaluate("text => text.scrollHeight <= text.clientHeight + 1")
        expect(fold).to_be_hidden()


def test_somebody_else_who_signs_in_on_the_same_device_sends_nothing_of_it(site, visit):
    page = visit(site, "bi")
    form = begin(page, "dik-2", "Kata-kata milik BI.")
    form.locator(".form-more > summary").click()
    form.locator("select[name=audience]").select_option(label=form.locator("option").last.inner_text())
    page.context.add_cookies([site.cookie("kpi")])
    page.context.clear_cookies(name="csrftoken")
    form.locator("button").first.click()
    box = page.locator(".comment-form-box[data-clause=dik-2]")
    expect(box.locator(".comment-quote")).to_have_text("Kata-kata milik BI.")
    expect(box.locator("form")).to_have_count(0)
    page.reload()
    expect(page.locator("#live")).to_have_attribute("data-state", "connected")
    expect(page.locator("body")).not_to_contain_text("Kata-kata milik BI.")


def test_comment_reply_and_support_tapped_without_a_line_are_kept_and_sent_when_there_is_one(site, visit):
    bi, kpi = visit(site, "bi", viewport=PHONE), visit(site, "kpi", viewport=PHONE)
    form = begin(kpi, "dik-1", "Tim yang mana?")
    form.locator("button").click()
    expect(cards(bi)).to_have_count(1)
    bi.context.set_offline(True)
    form = begin(bi, "dik-2", "Ditulis di jalan.")
    form.locator("select[name=audience]").select_option("members")
    form.locator("button").click()
    expect(bi.locator(".form-state").first).to_have_text(word(bi, "unsent"))
    bi.locator("a[href$='/balas/']").first.click()
    reply = bi.locator(".comment-form-box[data-form$='/balas/'] form")
    expect(reply.locator("select")).to_be_hidden()
    reply.locator("textarea").fill("Tim di diktum KESATU.")
    reply.locator("button").click()
    bi.locator("a[href$='/dukung/']").first.click()
    support = bi.locator(".comment-form-box[data-form$='/dukung/'] form")
    expect(support.locator("textarea")).to_be_hidden()
    support.locator("button").click()
    bi.context.set_offline(False)
    expect(bi.locator(".comment-form")).to_have_count(0)
    expect(kpi.locator(".reply .comment-text")).to_have_text("Tim di diktum KESATU.")
    expect(kpi.locator(".supports .badge")).to_have_text(["BI"])
    sent = bi.locator(".comment", has=bi.locator(".comment-text", has_text="Ditulis di jalan."))
    expect(sent).to_be_visible()
    assert bi.evaluate("Object.keys(localStorage).filter(key => key.includes('/komentar/'))") == []


def test_what_is_being_typed_without_a_line_is_there_after_loading_the_page_again(site, visit):
    bi = visit(site, "bi", viewport=PHONE)
    bi.context.set_offline(True)
    begin(bi, "dik-2", "Belum selesai")
    bi.context.set_offline(False)
    bi.reload()
    expect(bi.locator("textarea[name=text]")).to_have_value("Belum selesai")
    expect(bi.locator(".form-state")).to_have_text(word(bi, "restored"))
