"""Whether what runs beside the requests does run: queue, timers, cache, live pages, and the end of the ledger."""

import asyncio
import datetime
from uuid import uuid4

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.models import LastRun
from cms.reading.health.findings import Finding, failure, ok, warning
from cms.reading.queue import unsent_tasks
from cms.reading.sharing import dump
from cms.stores.outages import AwayError
from forum import clock
from forum.ledger import heads
from forum.ledger.seal import seal
from forum.models import LedgerEntry, LedgerHead

SECONDS = 5
ALIVE = datetime.timedelta(minutes=2)
WAITING = datetime.timedelta(minutes=15)
DUMP_OLD = datetime.timedelta(days=3)
TIMERS_DUE = {"hourly": ("publish_scheduled", 3), "daily": ("clearsessions", 30)}  # the part that it is known by, hours


def cache_() -> Finding:
    key, value = f"doctor-{uuid4().hex}", uuid4().hex
    cache.set(key, value, SECONDS)
    came_back = cache.get(key) == value
    cache.delete(key)
    if not came_back:
        return failure(_("What is put into the cache does not come back."), "systemctl restart redis-server")
    return ok(_("The cache answers."))


def search() -> Finding:
    """Whether a server that searches answers, and knows all pages."""
    if not settings.SEARCH_URL:
        return ok(_("The database itself searches."))
    backend = get_search_backend()
    try:
        known = backend.es.count(index=backend.get_index_for_model(Page).name)["count"]
    except AwayError as error:
        return failure(_("Nothing can be searched: %s.") % (error.__cause__ or error), "manage.py update_index")
    missing = Page.objects.count() - known
    if missing:
        says = _("The search server knows %(known)d pages, the site has %(pages)d.")
        return warning(says % {"known": known, "pages": known + missing}, "manage.py update_index")
    return ok(_("The search server knows all pages."))


def channel_layer() -> Finding:
    try:
        async_to_sync(_send_and_receive)()
    except (TimeoutError, OSError) as error:
        says = _("Live pages get no news: %s.") % type(error).__name__
        return failure(says, "systemctl restart redis-server")
    return ok(_("Live pages are reached."))


async def _send_and_receive() -> None:
    layer = get_channel_layer()
    channel = await layer.new_channel("doctor")
    # A layer over Redis listens only once somebody waits.
    waiting = asyncio.ensure_future(layer.receive(channel))
    try:
        async with asyncio.timeout(SECONDS):
            while not waiting.done():
                await layer.send(channel, {"type": "doctor"})
                await asyncio.wait([waiting], timeout=0.1)
            waiting.result()
    finally:
        waiting.cancel()


def tasks() -> Finding:
    """Whether somebody does them, and whether they can be done."""
    mend = "systemctl restart mufakat-live" if settings.TASK_QUEUE == "embedded" else "systemctl restart mufakat-worker"
    beat = LastRun.objects.filter(name=LastRun.WORKER).values_list("ended_at", flat=True).first()
    if beat is None or beat < clock.now() - ALIVE:
        return failure(_("Nobody does what waits in the queue: mails do not leave."), mend)
    if DBTaskResult.objects.ready().filter(enqueued_at__lt=clock.now() - WAITING, worker_ids=[]).exists():
        return warning(_("Tasks have waited for more than a quarter of an hour."), mend)
    if failed := DBTaskResult.objects.failed().count():
        return warning(_("%d tasks failed and were given up: Settings → Background tasks names them.") % failed)
    return ok(_("The queue is worked off."))


def mails() -> Finding:
    """By what happened to the last ones; `doctor --mail` sends one."""
    if settings.EMAIL_BACKEND.rpartition(".")[0] != "django.core.mail.backends.smtp":
        return warning(_("Mails are not sent (EMAIL_URL)."), "EMAIL_URL=smtp+tls://user:password@host:587")
    if held_up := unsent_tasks().count():
        return warning(_("%d mails are held up: the home of the administration says why.") % held_up)
    return ok(_("No mail is held up."))


def timers() -> Finding:
    failed = sorted(run.name for run in LastRun.objects.exclude(name=LastRun.WORKER) if run.has_failed)
    late = [name for name in TIMERS_DUE if not settings.DEBUG and _is_late(*TIMERS_DUE[name])]
    if late:
        commands = "; ".join(f"manage.py {name}" for name in late)
        return failure(_("These have not run for too long: %s.") % ", ".join(late), commands)
    if failed:
        commands = "; ".join(f"manage.py {name}" for name in TIMERS_DUE)
        return failure(_("These parts failed when they ran last: %s.") % ", ".join(failed), commands)
    return ok(_("What is to be done from time to time was done."))


def _is_late(part: str, hours: int) -> bool:
    last = LastRun.objects.filter(name=part).values_list("began_at", flat=True).first()
    return last is None or last < clock.now() - datetime.timedelta(hours=hours)


def public_dump() -> Finding:
    """The archive of all that is public: there, and not old."""
    newest = dump.newest()
    if newest is None:
        return warning(_("There is no archive of all public data yet."), "manage.py daily")
    if newest.made_at < clock.now() - DUMP_OLD:
        days = (clock.now() - newest.made_at).days
        return warning(_("The archive of all public data is %d days old.") % days, "manage.py daily")
    return ok(_("The archive of all public data is up to date."))


def ledger_head() -> Finding:
    """The last entry and the signed heads; `verify_ledger` walks the whole chain."""
    head, last = LedgerHead.objects.get(), LedgerEntry.objects.order_by("-seq").first()
    known = (last.seq, seal(last)) if last else (0, head.digest)
    rewritten = heads.find_rewritten()
    if (head.seq, head.digest) != known or (last and last.digest != head.digest):
        return failure(_("The last entry of the ledger is not what was entered."), "manage.py verify_ledger")
    if rewritten:
        return failure(
            _("The ledger is not the one that was signed at entry %d.") % rewritten.seq, "manage.py verify_ledger"
        )
    return ok(_("The ledger ends with entry %d, as it was entered.") % head.seq)
