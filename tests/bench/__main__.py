"""`python -m tests.bench [live|memory|pages|public_pages|front|replays|letters] [--sockets 100,500] [--rounds 21]`."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench import front, letters, live, machine, memory, pages, public_pages, replays


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parts = ["live", "memory", "pages", "public_pages", "front", "replays", "letters"]
    parser.add_argument("parts", nargs="*", default=parts, metavar="|".join(parts))
    parser.add_argument("--sockets", default="100,500,1000")
    parser.add_argument("--rounds", type=int, default=21)
    options = parser.parse_args()
    machine.raise_file_limit()
    sockets = [int(count) for count in options.sockets.split(",")]
    held = True
    with tempfile.TemporaryDirectory() as folder:
        site = live.make_site(Path(folder))
        if "live" in options.parts:
            held = live.run(site, sockets, options.rounds)
        if "memory" in options.parts:
            held = memory.run(site, sockets[-1]) and held
        if "pages" in options.parts:
            held = pages.run(site, options.rounds) and held
        if "public_pages" in options.parts:
            held = public_pages.run(site, options.rounds) and held
        if "front" in options.parts:
            held = front.run(site, min(options.rounds, 5)) and held
        if "replays" in options.parts:  # the last: it makes many entries
            held = replays.run(site, options.rounds) and held
        if "letters" in options.parts:
            held = letters.run(site, "74,1000") and held
    return 0 if held else 1


sys.exit(main())
