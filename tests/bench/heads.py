"""How long the head of the ledger is held, for which all who write wait: `python -m tests.bench.heads [comments]`.

On the database of the environment, which is migrated; everything is undone. For one comment, and while comments are
carried to another version. On SQLite others wait for the whole transaction.
"""

import statistics
import sys
import time
from contextlib import contextmanager

import django

django.setup()

from django.db import connection  # noqa: E402

from tests.bench.scene import add_comment  # noqa: E402
from tests.databases import undone  # noqa: E402
from tests.factories import (  # noqa: E402
    OrganisationFactory,
    circulated,
    closed,
    commented,
    decree_page,
    member_of,
    opened,
    rewritten,
    secretariat_user,
)

ROUNDS = 21


class Clock:
    """Milliseconds of the last service: altogether, and from the moment when it took the head."""

    def __init__(self):
        self.began = self.taken = None

    def __call__(self, execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if self.taken is None and "forum_ledgerhead" in sql:
            self.taken = time.perf_counter()
        return answer


@contextmanager
def timed(found):
    clock = Clock()
    began = time.perf_counter()
    with connection.execute_wrapper(clock):
        yield
    ended = time.perf_counter()
    found.append(((ended - began) * 1000, (ended - clock.taken) * 1000))


def tell(what, found):
    whole, held = (statistics.median(column) for column in zip(*found, strict=True))
    print(f"{connection.vendor:>10}  {what:<40} {whole:>8.0f} ms, the head held {held:>8.0f} ms", flush=True)


def main(comments):
    with undone():
        version = circulated(decree_page())
        organisation = OrganisationFactory()
        round_ = opened(version, organisation)
        member, secretariat = member_of(organisation), secretariat_user()
        commented(version, by=member)
        single, carried = [], []
        for _ in range(ROUNDS):
            with timed(single):
                add_comment(version.decree_id)
        tell("a comment", single)
        for _ in range(comments - ROUNDS - 1):
            add_comment(version.decree_id)
        closed(round_, by=secretariat)
        draft = rewritten(version.decree, dik_1="Membentuk Tim Pelaksana Keterbukaan, yang bertugas selama lima tahun.")
        with timed(carried):
            circulated(draft, by=secretariat, changelog="Perubahan.")
        tell(f"{comments} comments carried to a version", carried)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
