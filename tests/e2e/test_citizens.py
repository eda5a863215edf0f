"""A citizen without a login and without a script, on a phone: heard, answered, told, counted."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import link_in, mails, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.server]
PLAIN = {"java_script_enabled": False}
PHONE = {"has_touch": True, "is_mobile": True, "viewport": {"width": 360, "height": 740}}
SAID = "Jalan poros desa kami perlu disebut, supaya laporannya dapat kami periksa."


def test_citizen_on_a_phone_without_a_script_is_heard_and_finds_the_answer_in_two_taps(demo, visit):
    citizen = visit(demo, live=False, **PLAIN, **PHONE)
    citizen.get_by_role("link", name="Baca per butir").click()
    citizen.get_by_role("link", name="Tanggapi tanpa akun").click()
    citizen.locator("#id_text").fill(SAID)
    citizen.locator("#id_email").fill("warga@contoh.id")
    citizen.get_by_role("button", name="Kirim").click()
    expect(citizen.locator("main")).to_contain_text("Tanpa persetujuan Anda, kami tidak boleh menyimpan data Anda.")
    expect(citizen.locator("#id_text")).to_have_value(SAID)
    citizen.locator("#id_consent").check()
    assert citizen.evaluate("document.documentElement.scrollWidth") == 360
    citizen.get_by_role("button", name="Kirim").click()
    expect(citizen.locator("h1")).to_have_text("Sekarang periksa surel Anda")
    (asked,) = [mail for mail in mails(demo) if mail["To"] == "warga@contoh.id"]
    link = demo.url(link_in(asked, "/tanggapan-saya/"))
    citizen.goto(link)
    citizen.get_by_role("button", name="Ya, ini tanggapan saya").click()
    expect(citizen.locator("[data-state=waiting]")).to_contain_text(SAID)

    office = visit(demo, path="/", live=False)
    sign_in(office, demo, "sekretariat")
    office.goto(demo.url(f"/admin/rancangan/{demo.scene['decree']}/"))
    office.get_by_role("link", name="dari warga untuk diperiksa").click()
    office.get_by_role("button", name="Terbitkan").first.click()
    citizen.goto(link)
    number = citizen.get_by_role("link", name="Pada rancangan").first.get_attribute("href").rstrip("/").split("/")[-1]
    office.goto(demo.url(f"/rancangan/{demo.scene['decree']}/komentar/{number}/jawab/"))
    office.locator("[name=disposition][value=noted]").check()
    office.locator("[name=reason]").fill("Jalan poros masuk daftar lampiran rencana aksi.")
    with office.expect_navigation():
        office.locator(".comment-form button").click()

    told = [mail for mail in mails(demo) if mail["To"] == "warga@contoh.id"][-1]
    citizen.goto(demo.url(link_in(told, "/tanggapan-saya/")))  # the first tap; the second would be on the draft
    expect(citizen.locator("main")).to_contain_text("Jalan poros masuk daftar lampiran rencana aksi.")
    citizen.get_by_role("link", name="Pada rancangan").first.click()
    expect(citizen.locator("main")).to_contain_text("Dari warga")
    citizen.goto(demo.url(f"/rancangan/{demo.scene['decree']}/matriks/"))
    expect(citizen.locator("main")).to_contain_text(SAID)
