"""`python -m tests.faults.notes [--minutes 10]`: two people take notes of one meeting in browsers, each over a line
that is cut, while the server is killed now and then. Exit 1 unless each line is there, once, and both see the same."""

import argparse
import contextlib
import random
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.conftest import CHROMIUM, QUIET, Site, Wire, _environment, prepare

LINES = "[data-compose] input[name=text]"
PATIENCE = 120_000
EDITS, CUTS, KILLS = 0.2, 0.15, 0.03  # how often, of all acts


class Typist:
    def __init__(self, name: str, page: Page, wire: Wire) -> None:
        self.name, self.page, self.wire = name, page, wire
        self.typed: list[str] = []

    def act(self, dice: random.Random) -> None:
        """A new line, or a row, whoever wrote it, with a word more."""
        text = f"{self.name} {len(self.typed)}"
        rows = self.page.locator(".notes [data-change]")
        if self.typed and dice.random() < EDITS:
            rows.nth(dice.randrange(rows.count())).click()
            area = self.page.locator("[data-edit] textarea").first
            area.fill(f"{area.input_value()} + {text}"[-1900:])
            self.typed.append(area.input_value())
            area.press("Enter")
            return
        line = self.page.locator(LINES).nth(dice.randrange(3))
        line.fill(text)
        line.press("Enter")
        self.typed.append(text)

    def toggle(self) -> None:
        self.wire.cut() if self.wire.whole else self.wire.mend()


def storm(site: Site, typists: list[Typist], seconds: float, dice: random.Random) -> dict[str, int]:
    until, told = time.monotonic() + seconds, {"cuts": 0, "kills": 0}
    while time.monotonic() < until:
        for one in typists:
            one.act(dice)
        if dice.random() < CUTS * 2:
            dice.choice(typists).toggle()
            told["cuts"] += 1
        if dice.random() < KILLS:
            for one in typists:
                one.wire.cut()  # a wire ends for good where nobody answers
            site.kill()
            for one in typists:
                one.act(dice)
            site.start()
            for one in typists:
                one.wire.mend()
            told["kills"] += 1
    for one in typists:
        one.wire.mend()
    return told


def faults_in(database: Path, typists: list[Typist]) -> list[str]:
    """Waits until nothing waits in the browsers any more."""
    for one in typists:
        expect(one.page.locator(".notes .is-waiting")).to_have_count(0, timeout=PATIENCE)
    typists[0].page.reload()
    shown = typists[0].page.locator(".notes .note-text")
    expect(typists[1].page.locator(".notes .note-text")).to_have_count(shown.count(), timeout=PATIENCE)
    with contextlib.closing(sqlite3.connect(database)) as connection:
        stored = [text for (text,) in connection.execute("SELECT text FROM minutes_notewords")]
    typed = [text for one in typists for text in one.typed]
    found = [f"not there: {text}" for text in typed if text not in stored]
    found += [f"there {stored.count(text)} times: {text}" for text in set(typed) if stored.count(text) > 1]
    pages = [sorted(one.page.locator(".notes .note-text").all_inner_texts()) for one in typists]
    return found if pages[0] == pages[1] else [*found, "the two pages show different notes"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.notes", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mufakat-notes-") as folder, sync_playwright() as playwright:
        database, scene = prepare("scene", Path(folder))
        site = Site(_environment(Path(folder)), scene)
        site.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        typists = []
        for name, who in (("satu", "office"), ("dua", "second")):
            wire = Wire(site.port)
            context = browser.new_context(locale="id-ID")
            context.add_cookies([site.cookie(who)])
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(site.url(f"/rapat/{scene['meeting']}/notulen-langsung/", wire.port))
            typists.append(Typist(name, page, wire))
        try:
            told = storm(site, typists, options.minutes * 60, random.Random(options.seed))
            found = faults_in(database, typists)
        finally:
            browser.close()
            site.kill()
    lines = sum(len(one.typed) for one in typists)
    print(f"{lines:,} lines typed, {told['cuts']} cuts and mends, {told['kills']} kills; lost or doubled: {len(found)}")
    print("\n".join(found[:50]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
