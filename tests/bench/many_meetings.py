"""The lists of a forum that has met five thousand times: public, in the editors' rooms, by month, as a calendar.

`python -m tests.bench.many_meetings` makes the site with a few pages of each list, measures, adds the
others, and measures again: some minutes.
"""

import argparse
import datetime
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.bench import live, machine
from tests.bench.growth import measured

EMPTY = "/bench/empty/"
LISTS = [
    ("empty view", EMPTY),
    ("meetings", "/rapat/"),
    ("meetings, page 90", "/rapat/?p=90"),
    ("calendar, all", "/kalender.ics"),
    ("desk", "/admin/rapat/"),
    ("desk, page 3", "/admin/rapat/?p=3"),
    ("desk, a word", "/admin/rapat/?q=pengelolaan"),
    ("desk, by kind", "/admin/rapat/?kind=seminar"),
    ("desk, without minutes", "/admin/rapat/?lacking=minutes"),
    ("desk, a month", "/admin/kalender-rapat/?bulan=2020-06"),
    ("invitations", "/admin/undangan/"),
]
FEW = 150
MOST = 2.0  # times the cost with a few
MORE_QUERIES = 2


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.many_meetings", description=__doc__)
    parser.add_argument("--meetings", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--already", type=int, default=0)
    parser.add_argument("--inside", choices=["add", "measure"])
    options = parser.parse_args()
    if options.inside:
        _inside(options)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        environment = live.make_site(Path(folder)).environment

        def inside(task: str, meetings: int = 0, already: int = 0) -> str:
            given = ("--inside", task, "--meetings", str(meetings), "--already", str(already))
            given += ("--rounds", str(options.rounds))
            return machine.python("-m", "tests.bench.many_meetings", *given, **environment).communicate()[0]

        inside("add", FEW)
        before = json.loads(inside("measure"))
        inside("add", options.meetings, FEW)
        return 0 if _compared(before, json.loads(inside("measure")), options.meetings) else 1


def _compared(before: dict[str, list[float]], after: dict[str, list[float]], meetings: int) -> bool:
    print(f"\nLists with {FEW} meetings and with {meetings}: ms of a processor, and times an empty view")
    print(f"{'list':>22} {'before':>8} {'after':>8} {'':>7} {'queries':>8} {'after':>6} {'KB':>6} {'after':>6}")
    held = True
    for name, (ms, queries, size) in before.items():
        now, asked, large = after[name]
        grows = now > MOST * ms or asked - queries > MORE_QUERIES
        held = held and not grows
        print(
            f"{name:>22} {ms:>8.1f} {now:>8.1f} {now / after['empty view'][0]:>6.0f}x {queries:>8} {asked:>6} "
            f"{size / 1024:>6.0f} {large / 1024:>6.0f} {'GROWS' * grows}"
        )
    return held


def _inside(options: argparse.Namespace) -> None:
    import django

    django.setup()
    if options.inside == "add":
        _add(range(options.already, options.meetings))
    else:
        print(json.dumps({name: measured(address, options.rounds) for name, address in LISTS}))


def _add(numbers: Iterable[int]) -> None:
    """One every day and a half, from years ago on; every fifth a seminar."""
    from django.utils import timezone

    from forum.models import MeetingPage
    from tests.factories import index_page

    index, like = index_page(), MeetingPage.objects.first()
    for number in numbers:
        day = timezone.now() + datetime.timedelta(days=30) - datetime.timedelta(hours=36 * number)
        kind = MeetingPage.Kind.SEMINAR if number % 5 == 0 else MeetingPage.Kind.COORDINATION
        title = f"Rapat pengelolaan data {number}"
        index.add_child(
            instance=MeetingPage(
                title=title, slug=f"banyak-{number}", starts_at=day, room="Ruang", kind=kind, host=like.host
            )
        )


if __name__ == "__main__":
    sys.exit(main())
