"""`python -m tests.faults [--minutes 10] [--sockets 200] [--writers 20]`: the table; exit 1 if a promise was broken."""

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from tests.bench.machine import raise_file_limit
from tests.faults.catalogue import FAULTS, NOT_TRIED
from tests.faults.house import House
from tests.faults.storm import Storm
from tests.faults.verdict import find_faults

WRITERS_OF_A_DRAFT = 10


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--sockets", type=int, default=200)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--pause", type=float, default=12, help="seconds between a person's comments")
    parser.add_argument("--only", default="", help="faults whose name has this")
    options = parser.parse_args()
    raise_file_limit()
    print("\n".join(f"Not tried: {why}" for why in NOT_TRIED))
    faults = [fault for fault in FAULTS if options.only in fault.name]
    with tempfile.TemporaryDirectory(prefix="mufakat-faults-") as folder:
        os.chmod(folder, 0o755)  # PostgreSQL has a login of its own
        house = House(Path(folder), drafts=-(-options.writers // WRITERS_OF_A_DRAFT), writers=options.writers)
        try:
            house.begin()
            storm = Storm(house, options.sockets, pause=options.pause)
            asyncio.run(storm.run(faults, options.minutes))
            print("\n".join(storm.tally.table()), flush=True)
            found = find_faults(storm)
            broken = house.tracebacks()
        finally:
            house.stop()
    said = sum(len(writer.acknowledged) for writer in (*storm.writers, storm.probe))
    loads = sum(reader.reloads for reader in storm.readers)
    print(f"{said:,} comments acknowledged; {loads} pages were loaded again; promises broken: {len(found)}")
    print("\n".join(found[:50]))
    print("\n".join(f"{count:>5} × {part}: {line}" for (part, line), count in broken.items()))
    return 1 if found else 0


sys.exit(main())
