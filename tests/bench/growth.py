"""What pages cost with the demo's data and with ten times as many meetings, minutes and comments, each drawn anew.

`python -m tests.bench.growth` makes the site, measures, lets it grow, and measures again: half an hour on two cores.
`--times 3` is quicker.
"""

import argparse
import datetime
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import live, machine

PAGES = [
    ("home", "/"),
    ("meetings", "/rapat/"),
    ("meeting", "/rapat/pembahasan-rencana-aksi-daerah/"),
    ("archive of minutes", "/notula/"),
    ("archive, a word", "/notula/?q=pengajian"),
    ("minutes", "/rapat/pembahasan-rencana-aksi-daerah/notula/"),
    ("directory", "/forum/"),
    ("search", "/cari/?q=data"),
    ("drafts", "/rancangan/"),
    ("draft, its comments", "/rancangan/tim-ogp/"),
    ("feed", "/umpan/"),
    ("sitemap", "/sitemap.xml"),
    ("editors' home", "/admin/"),
]
# A page of 20 rows may cost more than one of 4; beyond that it must not know how much there is.
MORE_TIME, MORE_QUERIES = 3.0, 10
DRAWN = {"sessionid": "none"}  # nothing is kept for who brings a session


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--inside", choices=["grow", "measure"])
    options = parser.parse_args()
    if options.inside:
        _inside(options)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        environment = live.make_site(Path(folder)).environment

        def inside(task: str) -> str:
            given = ("--inside", task, "--times", str(options.times), "--rounds", str(options.rounds))
            return machine.python("-m", "tests.bench.growth", *given, **environment).communicate()[0]

        before = json.loads(inside("measure"))
        told = inside("grow")
        return 0 if _compared(before, json.loads(inside("measure")), told) else 1


def _compared(before: dict[str, list[float]], after: dict[str, list[float]], told: str) -> bool:
    print(f"\nPages drawn anew, ms of a processor and queries; {told.strip()}")
    print(f"{'page':>22} {'before':>8} {'after':>8} {'ratio':>6} {'queries':>8} {'after':>6} {'KB':>6} {'after':>6}")
    held = True
    for name, (ms, queries, size) in before.items():
        now, asked, large = after[name]
        grows = now / ms > MORE_TIME or asked - queries > MORE_QUERIES
        held = held and not grows
        sizes = f"{size / 1024:>6.0f} {large / 1024:>6.0f}"
        print(f"{name:>22} {ms:>8.1f} {now:>8.1f} {now / ms:>5.1f}x {queries:>8} {asked:>6} {sizes} {'GROWS' * grows}")
    return held


def _inside(options: argparse.Namespace) -> None:
    import django

    django.setup()
    if options.inside == "grow":
        print(_grow(options.times))
    else:
        print(json.dumps({name: measured(address, options.rounds) for name, address in PAGES}))


def measured(address: str, rounds: int) -> tuple[float, int, int]:
    """Milliseconds of a processor (median; others on the machine do not count), queries and bytes."""
    from django.test import Client

    from forum.models import User

    client = Client()
    client.cookies.load(DRAWN)
    if address.startswith("/admin/"):
        client.force_login(User.objects.get(email="sekretariat@mufakat.example"))
    client.get(address)
    took = []
    for _ in range(rounds):
        began = time.process_time()
        response = client.get(address)
        took.append((time.process_time() - began) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")
    return statistics.median(took), int(response["X-Queries"]), len(response.content)


def _grow(times: int) -> str:
    """As people would, by the services: the demo's minutes and comments again and again."""
    from decrees.models import Comment, DecreePage
    from minutes.models import MinutesPage
    from tests.factories import secretariat_user

    by, minutes = secretariat_user(email="bench@mufakat.example"), list(MinutesPage.objects.live())
    of_draft = Comment.objects.filter(version=DecreePage.objects.get(slug="tim-ogp").newest)
    comments = list(of_draft.exclude(author=None).filter(is_position=False))
    sizes = [_size()]
    for number in range(1, times):
        for one in minutes:
            _minutes_like(one, number, by)
    sizes.append(_size())
    for _number in range(1, times):
        for comment in comments:
            _comment_like(comment)
    sizes.append(_size())
    made = (len(minutes) * (times - 1), len(comments) * (times - 1))
    each = [(after - before) / 1024 / count for before, after, count in zip(sizes, sizes[1:], made, strict=False)]
    told = f"{len(minutes)} minutes and {len(comments)} comments on the draft, times {times}"
    return f"{told}; database {sizes[0] / 2**20:.1f} MB, {each[0]:.0f} KB each minutes, {each[1]:.0f} KB each comment"


def _size() -> int:
    """Of the SQLite file, with its indexes, ledger, revisions and search."""
    from django.db import connection

    with connection.cursor() as cursor:
        pages, size = (cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return pages * size


def _minutes_like(one, number, by):
    from minutes.models.states import State
    from tests.factories import meeting_page, minutes_page

    starts = one.meeting.starts_at - datetime.timedelta(days=364 * number)
    minutes_page(
        meeting=meeting_page(title=f"{one.meeting.title} {number}", starts_at=starts, host=one.meeting.host),
        present=[row.organisation for row in one.attendance.all() if row.organisation],
        discussion=one.discussion.get_prep_value(),
        inputs=[row.text for row in one.inputs.all()],
        decisions=[row.text for row in one.decisions.all()],
        actions=[(row.text, row.due_date) for row in one.action_items.all()],
        state=State.PUBLISHED,
        by=by,
    )


def _comment_like(comment):
    from tests.factories import commented

    commented(comment.version, comment.author, clause=comment.clause, text=comment.text or "Setuju.")


if __name__ == "__main__":
    sys.exit(main())
