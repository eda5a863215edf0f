"""`python -m tests.e2e.letters`: a letter of twelve points is brought, looked through, taken in at the desk; what was
clicked and typed is counted."""

import json
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.e2e.conftest import CHROMIUM, QUIET, Site, _environment, prepare
from tests.e2e.hand import Hand

# What each is about, and what it says; four name no clause, only its words.
POINTS = [
    ("Menimbang huruf c", 'Menimbang huruf c: "pemerintah daerah" perlu ditambah pemerintah desa.'),
    ("diktum KEDUA huruf a", "Diktum KEDUA huruf a: mohon disebut kapan arahan diberikan."),
    ("diktum KEDUA huruf b", "Diktum KEDUA huruf b perlu diperjelas agar tidak menimbulkan tafsir ganda."),
    ("diktum KEDUA huruf c", "Diktum KEDUA huruf c: kami usul rencana aksi dilaksanakan bersama masyarakat."),
    ("diktum KETIGA", "Laporan capaian kepada Tim Pengarah sebaiknya disampaikan setiap bulan."),
    ("diktum KEEMPAT", "Biaya pelaksanaan keputusan ini agar diumumkan kepada masyarakat."),
    ("diktum KELIMA", "Diktum KELIMA: tanggal mulai berlaku mohon disesuaikan dengan tahun anggaran."),
    ("Lampiran I huruf a", "Lampiran I huruf a: uraian tugas ini sebaiknya mencakup tindak lanjut."),
    ("Lampiran II huruf a", "Lampiran II huruf a: jadwal penyusunan perlu disebut."),
    ("Lampiran II huruf c", "Undangan terbuka agar diumumkan paling lambat tiga hari sebelum rapat."),
    ("Lampiran II huruf d", "Lampiran II huruf d: laporan agar dipublikasikan."),
    ("Lampiran III huruf a", "Lampiran III, memantau dan menilai: hasilnya agar diumumkan kepada masyarakat."),
]
WORDS = "\n".join(
    [
        "Nomor : 118/IDFOS/XI/2026",
        "Hal   : Tanggapan atas rancangan keputusan",
        "",
        "Dengan hormat,",
        "Bersama ini kami sampaikan tanggapan sebagai berikut:",
        *(f"{number}. {words}" for number, (_clause, words) in enumerate(POINTS, 1)),
        "",
        "Demikian kami sampaikan, terima kasih.",
        "Direktur IDFoS",
    ]
)


def take_in(hand: Hand, site: Site, organisation: str) -> None:
    """From the list of letters to comments on the draft; the words are pasted."""
    page = hand.page
    page.goto(site.url(f"/rancangan/{site.scene['decree']}/surat/"))
    chosen = page.locator("#id_organisation option").filter(has_text=organisation).first
    page.locator("#id_organisation").select_option(chosen.get_attribute("value"))
    hand.clicks += 2  # the list opens, one is chosen
    page.locator("#id_pasted").fill(WORDS)
    hand.clicks, hand.keys = hand.clicks + 1, hand.keys + 2
    hand.click(page.locator("[aria-labelledby=bawa-surat] form .buttons button"))
    page.locator("ol.rows > li").first.wait_for()
    sure = page.locator("button[name=sure]")
    if sure.count():
        hand.click(sure)
        page.wait_for_load_state()
    look_through(hand)
    hand.click(page.locator("button[name=take]"))
    expect(page.locator("button[name=take]")).to_have_count(0)


def look_through(hand: Hand) -> None:
    """Each that is still open: right as offered, right among the others offered, or chosen from all."""
    page = hand.page
    while (confirm := page.locator("ol.rows > li", has=page.locator("button[name=confirm]"))).count():
        row = confirm.first
        clause = expected(row.inner_text())
        if row.locator(".row-title").inner_text().lower().split(". ", 1)[1].startswith(clause.lower()):
            hand.click(row.locator("button[name=confirm]"))
        else:
            choose(hand, row, clause)
        page.wait_for_load_state()


def expected(row: str) -> str:
    return next(clause for clause, words in POINTS if words[:40] in row)


def choose(hand: Hand, row, clause: str) -> None:
    offered = row.locator("button[name=clause]").filter(has_text=clause)
    if offered.count():
        return hand.click(offered.first)
    hand.click(row.locator("a.button"))
    option = hand.page.locator("#id_clause option").filter(has_text=clause).first
    hand.page.locator("#id_clause").select_option(option.get_attribute("value"))
    hand.clicks += 2
    return hand.click(hand.page.locator("main form button").first)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="mufakat-letter-") as folder, sync_playwright() as playwright:
        _database, scene = prepare("demo", Path(folder), "--as-shown")
        site = Site(_environment(Path(folder)), scene)
        site.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            context = browser.new_context(locale="id-ID", viewport={"width": 1280, "height": 900})
            context.add_cookies([site.cookie("sekretariat")])
            hand, begun = Hand(context.new_page()), time.monotonic()
            take_in(hand, site, "IDFoS")
            took = round(time.monotonic() - begun, 1)
        finally:
            browser.close()
            site.kill()
    json.dump({"points": len(POINTS), "clicks": hand.clicks, "keys": hand.keys, "seconds": took}, sys.stdout)


if __name__ == "__main__":
    main()
