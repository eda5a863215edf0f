"""What is true at the end, whatever broke: found in the database, on the pages and in what each open page has shown."""

import urllib.request
from collections import Counter
from functools import partial
from pathlib import Path

from tests.lines import unfolded


def last_numbers(house):
    """The last comment's entry of each draft."""
    asked = "SELECT page_id, max(seq) FROM forum_ledgerentry WHERE verb = 'comment.added' GROUP BY page_id"
    with house.database.connect() as connection:
        return dict(connection.execute(asked).fetchall())


def last_number(house):
    with house.database.connect() as connection:
        return connection.execute("SELECT seq FROM forum_ledgerhead").fetchone()[0]


def find_faults(storm):
    """One line for each promise that was not kept."""
    return [
        *storm.tally.wrong,
        *_writes(storm),
        *_pages(storm),
        *_sockets(storm),
        *_ledger(storm.house),
        *(f"half a file: {path}" for path in Path(storm.house.folder / "data").rglob("*.part")),
    ]


def _writes(storm):
    asked = """SELECT c.token::text, c.seq, e.target = 'decrees.comment:' || c.id
        FROM decrees_comment c LEFT JOIN forum_ledgerentry e ON e.seq = c.seq"""
    with storm.house.database.connect() as connection:
        rows = connection.execute(asked).fetchall()
    times, numbers = Counter(token for token, _, _ in rows), {token: seq for token, seq, _ in rows}
    yield from (f"{token}: without its entry" for token, _, told in rows if not told)
    for writer in (*storm.writers, storm.probe):
        yield from (f"{token}: {times[token]} times" for token in writer.acknowledged if times[token] != 1)
        found = [numbers.get(token, 0) for token in writer.acknowledged]
        if found != sorted(found):
            yield f"a writer's comments are not in the order of the ledger: {found}"
    said = {token for writer in (*storm.writers, storm.probe) for token in writer.acknowledged}
    yield from (f"{token}: there, and never acknowledged" for token in numbers.keys() - said)


def _read(storm, path):
    with urllib.request.urlopen(f"http://localhost:{storm.house.port}{path}", timeout=120) as answer:
        return answer.read().decode()


def _pages(storm):
    for draft in storm.house.scene["drafts"]:
        page = unfolded(_read(storm, draft["path"]), partial(_read, storm))
        said = [one for writer in (*storm.writers, storm.probe) if writer.draft is draft for one in writer.acknowledged]
        yield from (f"{one}: not on its page once" for one in said if page.count(f">Usul {one}<") != 1)


def _sockets(storm):
    asked = "SELECT page_id, array_agg(seq) FROM forum_ledgerentry WHERE verb = 'comment.added' GROUP BY page_id"
    with storm.house.database.connect() as connection:
        told = dict(connection.execute(asked).fetchall())
    for number, reader in enumerate(storm.readers):
        missed = [seq for seq in told.get(reader.draft["pk"], ()) if not reader.has(seq)]
        if missed:
            yield f"socket {number} has not shown entries {missed}"


def _ledger(house):
    checked = house.manage("manage.py", "verify_ledger")
    return [] if checked.returncode == 0 else [checked.stderr]
