"""What is typed in the editor while the session ends, in rows that are not finished, or before it is deleted."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import PASSWORD, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.server]
WORDS = "Rapat menyepakati jadwal konsultasi."


@pytest.fixture
def desk(demo, visit):
    """The draft minutes in the secretariat's editor."""
    page = visit(demo, "sekretariat", path=minutes(demo), live=False)
    page.on("dialog", lambda dialog: dialog.accept())
    expect(page.locator("#id_public_participants")).to_be_visible()
    return page


def minutes(demo):
    return f"/admin/pages/{demo.scene['draft_minutes']['pk']}/edit/"


def sign_in(page, key):
    page.locator("#id_login").fill(f"{key}@mufakat.example")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button").first.click()


def sign_in_elsewhere(page, demo, key="sekretariat"):
    """In another tab; then back to this one."""
    tab = page.context.new_page()
    tab.goto(demo.url("/akun/login/"))
    sign_in(tab, key)
    expect(tab).not_to_have_url(demo.url("/akun/login/"))
    tab.close()
    page.evaluate("() => { window.dispatchEvent(new Event('focus')) }")


def add_decision(page, text):
    fields = page.locator("[id^=id_decisions-][id$=-text]")
    before = fields.count()
    page.locator("#id_decisions-ADD").click()
    expect(fields).to_have_count(before + 1)
    fields.last.fill(text)
    return fields.last


def end_session(page, *, typing):
    page.context.clear_cookies(name="sessionid")
    add_decision(page, typing)
    expect(page.locator("#desk-session")).to_contain_text("Sesi Anda berakhir")


def saved_by_itself(page):
    return expect(page.locator("[data-w-autosave-state-value=saved]").first).to_be_attached()


def test_open_form_goes_on_after_signing_in_again_in_another_tab(demo, desk):
    end_session(desk, typing=WORDS)
    assert desk.locator("#desk-session a").get_attribute("target") == "_blank"
    sign_in_elsewhere(desk, demo)
    expect(desk.locator("#desk-session")).to_have_count(0)
    saved_by_itself(desk)
    desk.goto(demo.url(minutes(demo)))
    expect(desk.locator("[id^=id_decisions-][id$=-text]").last).to_have_value(WORDS)
    expect(desk.locator("#desk-offer")).to_have_count(0)


def test_words_are_offered_to_who_typed_them_and_to_nobody_else(demo, desk):
    end_session(desk, typing="Usul kedua.")
    desk.goto(demo.url(minutes(demo)))
    sign_in(desk, "admin")
    expect(desk.locator("#page-edit-form")).to_be_visible()
    expect(desk.locator("#desk-offer")).to_have_count(0)
    desk.context.clear_cookies(name="sessionid")
    desk.goto(demo.url(minutes(demo)))
    sign_in(desk, "sekretariat")
    desk.locator("#desk-offer").get_by_role("button", name="Kembalikan").click()
    expect(desk.locator(".messages .success")).to_be_visible()
    expect(desk.locator("[id^=id_decisions-][id$=-text]").last).to_have_value("Usul kedua.")
    expect(desk.locator("#desk-offer")).to_have_count(0)


def test_form_that_is_sent_after_the_session_has_ended_is_offered_again(demo, desk):
    desk.context.clear_cookies(name="sessionid")
    with desk.expect_navigation():
        desk.evaluate(
            """() => {
              const form = document.getElementById("page-edit-form");
              form.elements.number.value = "005/12";
              form.requestSubmit();
            }"""
        )
    sign_in(desk, "sekretariat")
    desk.locator("#desk-offer").get_by_role("button", name="Kembalikan").click()
    expect(desk.locator("#id_number")).to_have_value("005/12")
    expect(desk.locator("#desk-offer")).to_have_count(0)


def test_unfinished_row_does_not_stop_the_saving_and_is_saved_once_it_is_finished(demo, desk):
    desk.locator("#id_action_items-ADD").click()
    row = desk.locator("[data-inline-panel-child][id*=action_items]").last
    row.locator("textarea[name$=-text]").fill("Menyusun laporan triwulan.")
    saved_by_itself(desk)
    expect(row).to_have_attribute("data-held-back", "")
    assert not row.locator("[id$=-id]").input_value()


def test_deleted_row_and_clause_are_taken_back_where_they_were(demo, desk):
    add_decision(desk, "Keputusan yang terhapus.")
    saved_by_itself(desk)
    row = desk.locator("[data-inline-panel-child][id*=decisions]").last
    row.locator("[id$=-DELETE-button]").click()
    desk.locator(".deleted-note", has_text="Keputusan yang terhapus").get_by_role("button").click()
    expect(row.locator("textarea[name$=-text]")).to_be_visible()
    desk.goto(demo.url(f"/admin/pages/{demo.scene['decree']}/edit/"))
    wait_until(desk, "() => document.querySelectorAll('section[id^=block-]').length > 5")
    before = desk.locator("section[id^=block-]:visible").evaluate_all("all => all.map(one => one.id)")
    first = desk.locator(f"#{before[1]}")
    first.get_by_role("button", name="Hapus").first.click()
    expect(first).to_be_hidden()
    desk.locator(".deleted-note").get_by_role("button").click()
    expect(desk.locator("section[id^=block-]:visible")).to_have_count(len(before))
    assert desk.locator("section[id^=block-]:visible").evaluate_all("all => all.map(one => one.id)") == before


def test_what_is_said_of_kept_words_lies_beside_the_editors_own_button(demo, desk):
    desk.set_viewport_size({"width": 1280, "height": 900})
    end_session(desk, typing=WORDS)
    said = desk.locator("#desk-session").bounding_box()
    button = desk.locator(".w-minimap__collapse-all:visible").first.bounding_box()
    assert said["x"] + said["width"] <= button["x"]
