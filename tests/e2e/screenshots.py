"""`python -m tests.e2e.screenshots`: the demo's main pages as people see them, and its papers, into `docs/`.

Needs poppler-utils.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from forum.documents import render  # noqa: E402
from tests.e2e.conftest import CHROMIUM, QUIET, ROOT, Site, _environment, prepare  # noqa: E402
from tests.forum.documents.shown import PAPERS as PAPERS_SHOWN  # noqa: E402

PICTURES, PAPERS = ROOT / "docs" / "screenshots", ROOT / "docs" / "papers"
SIZES = {360: 800, 1280: 900}


def pages(scene):
    """(name, who, address, what is scrolled to the top)."""
    decree = f"/rancangan/{scene['decree']}"
    return [
        ("home", None, "/", None),
        ("hidings", None, "/penyembunyian/", None),
        ("meeting", None, scene["meeting"]["path"], None),
        ("invitation", None, scene["invitation"]["path"], None),
        ("archive", None, "/notula/?q=dokumentasi", None),
        ("minutes", None, scene["minutes"]["path"], None),
        ("circulated", "bi", f"/notula/{scene['circulated']}/edaran/", None),
        ("decrees", None, "/rancangan/", None),
        ("decree", "bi", scene["path"], ".part:nth-of-type(5)"),
        ("versions", None, f"{decree}/versi/", None),
        ("compare", None, f"{decree}/bandingkan/2/3/", "article"),
        ("side-by-side", None, f"{decree}/bandingkan/2/3/?tampilan=sisi", "article"),
        ("register", None, f"{decree}/matriks/", ".section-title"),
        ("what-we-heard", None, f"{decree}/putaran/1/", None),
        ("for-us", "bi", f"{decree}/untuk-saya/", None),
        ("clause", "bi", f"{decree}/versi/{scene['version']}/butir/2/", None),
        ("on-paper", None, f"{decree}/versi/{scene['version']}/cetak/", None),
        ("origins", "sekretariat", f"/admin{decree}/asal/", None),
        ("proposals", "sekretariat", f"/admin{decree}/usulan/", None),
        ("directory", None, "/forum/", None),
        ("editors-home", "sekretariat", "/admin/", None),
        ("desk-meetings", "sekretariat", "/admin/rapat/", None),
        ("desk-invitees", "sekretariat", f"/admin/pages/{scene['invitation']['pk']}/edit/", ".invitees-count"),
        ("desk-answers", "sekretariat", f"/admin/forum/undangan/{scene['invitation']['pk']}/", None),
    ]


def take(browser, site):
    for name, who, address, top in pages(site.scene):
        for width, height in SIZES.items():
            context = browser.new_context(locale="id-ID", viewport={"width": width, "height": height})
            if who:
                context.add_cookies([site.cookie(who)])
            page = context.new_page()
            page.goto(site.url(address), wait_until="networkidle")
            if top:
                page.locator(top).evaluate("element => { element.scrollIntoView(); scrollBy(0, -60); }")
            page.screenshot(path=PICTURES / f"{name}-{width}.png")
            context.close()


def papers(browser, site, folder):
    scene = site.scene
    addresses = {
        "decree": f"/rancangan/{scene['decree']}/versi/{scene['version']}/unduh.pdf",
        "letter": f"/undangan/{scene['invitation']['pk']}/unduh/pdf/",
        "minutes": f"/notula/{scene['minutes']['pk']}/unduh/pdf/",
    }
    with browser.new_context() as context:
        for name, address in addresses.items():
            draw(name, context.request.get(site.url(address)).body(), folder)


def draw(name, pdf, folder):
    file = folder / f"{name}.pdf"
    file.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "72", "-png", file, PAPERS / name], check=True)


def hard_papers(folder):
    for name, build in PAPERS_SHOWN.items():
        draw(name, render(build(), "pdf"), folder)


def main():
    for folder in (PICTURES, PAPERS):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        _, scene = prepare("demo", Path(name), "--as-shown")
        site = Site(_environment(Path(name)), scene).start()
        try:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            take(browser, site)
            papers(browser, site, Path(name))
            hard_papers(Path(name))
        finally:
            site.kill()


if __name__ == "__main__":
    sys.exit(main())
