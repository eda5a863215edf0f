"""Five on one draft, live: two members on phones, the secretariat at a laptop, a citizen without a script, and a letter
of twelve points. Each finds in two taps what became of it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.hand import Hand
from tests.e2e.letters import POINTS, take_in
from tests.e2e.people import card, clause_with, link_in, mails, select_by_touch, write

pytestmark = [pytest.mark.browser, pytest.mark.server]
PHONE = {"has_touch": True, "is_mobile": True, "viewport": {"width": 360, "height": 740}}
OF_BI = "Siapa yang mengarahkan bila Tim Pengarah belum lengkap?"
OF_KPI = "Mohon keterwakilan perempuan disebut di sini."
OF_CITIZEN = "Warga desa kami ingin ikut memantau."
PASSAGE, WORDING = "Tim Pelaksana", "Tim Pelaksana bersama warga"
REASON = "Dicatat untuk dibahas dalam rapat tim berikutnya."


def answer(office, demo, comment):
    office.goto(demo.url(f"/rancangan/{demo.scene['decree']}/komentar/{comment}/jawab/"))
    office.locator("[name=disposition][value=noted]").check()
    office.locator("[name=reason]").fill(REASON)
    with office.expect_navigation():
        office.locator(".comment-form button").first.click()


def number_of(page, text):
    return card(page, text).first.get_attribute("data-comment")


def speak_without_script(citizen, demo):
    """By the form alone: a passage and the wording for it are typed; the link in the mail confirms them."""
    citizen.get_by_role("link", name="Tanggapi tanpa akun").first.click()
    clause = citizen.locator("#id_clause option", has_text=f"{PASSAGE} melaksanakan").first
    citizen.locator("#id_clause").select_option(clause.get_attribute("value"))
    citizen.locator("#id_passage").fill(PASSAGE)
    citizen.locator("#id_text").fill(OF_CITIZEN)
    citizen.locator(".form-more > summary").click()
    citizen.locator("#id_proposed").fill(WORDING)
    citizen.locator("#id_email").fill("lima@contoh.id")
    citizen.locator("#id_consent").check()
    citizen.get_by_role("button", name="Kirim").click()
    expect(citizen.locator("h1")).to_have_text("Sekarang periksa surel Anda")
    (asked,) = [mail for mail in mails(demo) if mail["To"] == "lima@contoh.id"]
    citizen.goto(demo.url(link_in(asked, "/tanggapan-saya/")))
    citizen.get_by_role("button", name="Ya, ini tanggapan saya").click()
    expect(citizen.locator("[data-state=waiting]")).to_contain_text(WORDING)


def test_five_on_one_draft_and_each_finds_what_became_of_it_in_two_taps(demo, visit):
    bi, kpi = (visit(demo, who, **PHONE) for who in ("bi", "kpi"))
    citizen = visit(demo, live=False, java_script_enabled=False, **PHONE)
    office = visit(demo, "sekretariat", live=False, viewport={"width": 1280, "height": 900})

    clause = clause_with(bi, "mengarahkan Tim Evaluator")
    select_by_touch(bi, clause, "mengarahkan")
    bi.locator(".comment-button").tap()
    write(bi, OF_BI)
    expect(card(kpi, OF_BI)).to_have_count(1)  # live, on the other phone
    select_by_touch(kpi, clause_with(kpi, "mengarahkan Tim Evaluator"), "Tim Evaluator")
    kpi.locator(".comment-button").tap()
    write(kpi, OF_KPI)
    expect(card(bi, OF_KPI)).to_have_count(1)

    speak_without_script(citizen, demo)
    office.goto(demo.url(f"/admin/rancangan/{demo.scene['decree']}/"))
    office.get_by_role("link", name="dari warga untuk diperiksa").click()
    office.get_by_role("button", name="Terbitkan").first.click()
    take_in(Hand(office), demo, "IDFoS")
    letter, taken = office.url, office.locator("main .row-title a").all_inner_texts()
    assert [clause.lower() for clause in taken] == [clause.lower() for clause, _words in POINTS]
    for phone in (bi, kpi):
        expect(card(phone, OF_CITIZEN)).to_have_count(1)
        for said in ("perlu ditambah pemerintah desa", "hasilnya agar diumumkan"):  # the first and the last point
            expect(phone.locator(".comment:not(.reply)", has_text=said)).to_have_count(1)

    of_letter = office.locator("main a[href*='/komentar/']").first.get_attribute("href").rstrip("/").split("/")[-1]
    for comment in (number_of(bi, OF_BI), number_of(bi, OF_KPI), number_of(bi, OF_CITIZEN), of_letter):
        answer(office, demo, comment)

    for phone, said in ((bi, OF_BI), (kpi, OF_KPI)):
        expect(card(phone, said)).to_contain_text(REASON)  # came by itself
        hand = Hand(phone)
        hand.tap(phone.locator("nav a[href$='/untuk-saya/']").first)
        expect(phone.locator("main")).to_contain_text(said)
        expect(phone.locator("main")).to_contain_text(REASON)
        assert hand.clicks <= 2

    told = [mail for mail in mails(demo) if mail["To"] == "lima@contoh.id"][-1]
    citizen.goto(demo.url(link_in(told, "/tanggapan-saya/")))  # the first tap
    expect(citizen.locator("main")).to_contain_text(REASON)
    hand = Hand(citizen)
    hand.tap(citizen.get_by_role("link", name="Pada rancangan").first)
    expect(citizen.locator("main ins")).to_contain_text(WORDING.removeprefix(PASSAGE).strip())
    expect(citizen.locator("main")).to_contain_text("Dari warga")

    sender = visit(
        demo, "idfos", path=letter.split(str(demo.port), 1)[1], live=False, **PHONE
    )  # the page of its letter
    expect(sender.locator("main a[href*='/komentar/']")).to_have_count(len(POINTS))
    hand = Hand(sender)
    hand.tap(sender.locator("main a[href*='/komentar/']").first)
    expect(sender.locator("main")).to_contain_text(REASON)
    assert hand.clicks <= 2
