"""All that has to be done from time to time: `manage.py hourly` and `manage.py daily`.

Each part is alone: one that fails is told and recorded, and the others are done.
"""

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from cms.models import LastRun
from cms.services.accesses import forget_accesses
from cms.services.dump import order_dump
from cms.services.queue import take_up_stopped
from cms.services.refusals import forget_refused_sign_ins
from decrees.services.citizens import forget_citizens
from decrees.services.letters.forgetting import forget_letters
from forum.services import (
    forget_tables,
    release_seats,
    remind_due,
    remind_of_polls,
    sitting,
    sync_memberships,
    tell_overdue,
)
from minutes.documents.kept_bundles import forget_bundles
from minutes.services import forget_guests, remind_of_actions, remind_of_corrections
from minutes.services.notes import forget_notes
from search.index import catch_up
from search.services import read_unread
from search.services.saved import forget_searches, tell_all

log = logging.getLogger(__name__)
DONE_TASKS_KEPT_DAYS, FAILED_TASKS_KEPT_DAYS = 7, 60


@dataclass(frozen=True, slots=True)
class Part:
    """`run` gives what it has to say; `wanted` says whether this installation has it at all."""

    name: str
    run: Callable[[], str]
    wanted: Callable[[], bool] = lambda: True


def command(name: str, **options: object) -> Callable[[], str]:
    def run() -> str:
        out = io.StringIO()
        call_command(name, stdout=out, no_color=True, **options)
        return out.getvalue().strip()

    return run


def _stopped_tasks() -> str:
    again, given_up = take_up_stopped()
    return f"{again} tasks are done again, {given_up} were given up"


def _memberships() -> str:
    return f"{sync_memberships()} logins changed"


def _accesses() -> str:
    return f"{forget_accesses()} looks at personal data forgotten"


def _search() -> str:
    return f"{catch_up()} things can be found"


def _refusals() -> str:
    return f"{forget_refused_sign_ins()} refused sign-ins forgotten"


kept = {"min_age_days": DONE_TASKS_KEPT_DAYS, "failed_min_age_days": FAILED_TASKS_KEPT_DAYS, "queue_name": "*"}
HOURLY = [
    Part("publish_scheduled", command("publish_scheduled")),
    Part("memberships", _memberships),
    Part("stopped_tasks", _stopped_tasks),
    Part("notices", tell_overdue),
    Part("reminders", remind_due),
    Part("follow_ups", remind_of_actions),
    Part("corrections", remind_of_corrections),
    Part("polls", remind_of_polls),
    Part("seats", release_seats),
    Part("files", read_unread),
    Part("mailbox", command("read_mail"), lambda: bool(settings.MAILBOX_URL)),
]
DAILY = [
    Part("erase_hidden_words", command("erase_hidden_words")),
    Part("forget_registrations", command("forget_registrations")),
    Part("saved_searches", tell_all),
    Part("forget_searches", forget_searches),
    Part("forget_citizens", forget_citizens),
    Part("forget_letters", forget_letters),
    Part("end_sittings", sitting.end_sittings),
    Part("forget_sittings", sitting.forget_sittings),
    Part("forget_notes", forget_notes),
    Part("forget_guests", forget_guests),
    Part("forget_bundles", forget_bundles),
    Part("forget_tables", forget_tables),
    Part("forget_accesses", _accesses),
    Part("forget_refusals", _refusals),
    Part("search", _search),
    Part("dump", order_dump),
    Part("clearsessions", command("clearsessions")),
    Part("prune_tasks", command("prune_db_task_results", verbosity=0, **kept)),
    Part("verify_ledger", command("verify_ledger")),
    Part("sign_head", command("sign_head"), lambda: bool(settings.LEDGER_SIGNING_KEY)),
    Part("send_digest", command("send_digest")),
]
TIMERS = {"hourly": HOURLY, "daily": DAILY}


def run_timer(name: str) -> Iterator[LastRun]:
    """Each part as it has ended."""
    for part in TIMERS[name]:
        if part.wanted():
            yield _run(part)


def _run(part: Part) -> LastRun:
    run = LastRun.begin(part.name)
    try:
        run.end(part.run(), succeeded=True)
    except CommandError as error:
        log.error("%s: %s", part.name, error)
        run.end(str(error), succeeded=False)
    except Exception as error:
        log.exception("%s failed", part.name)
        _leave_lost_connection()
        run.end(f"{type(error).__name__}: {error}", succeeded=False)
    return run


def _leave_lost_connection() -> None:
    """The next part must not fail because this one lost the database."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
