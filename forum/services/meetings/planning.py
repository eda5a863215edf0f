"""A published meeting or invitation has changed: who has to be told, and when.

What an address knows is noted as it was before the change. What is published again within the quiet time puts off the
telling, so that several publications are told as one; what was taken back by then is told to nobody. Nobody waits
longer than the longest time: whom another quiet time would keep beyond it is told at once.
"""

import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from forum import clock
from forum.models import InvitationPage, MeetingFacts, MeetingPage, Notice
from forum.reading.concerned import of_invitation, of_meeting, of_organisations
from forum.reading.invitations.deliveries import no_longer_invited, people_no_longer_invited
from forum.services import tasks


@transaction.atomic
def plan_meeting(meeting: MeetingPage, *, before: MeetingFacts | None) -> None:
    """`before` is what was announced last. A meeting that is over is told to nobody; if it is held later after all,
    that is compared with what they were told."""
    if before is None:
        return
    has_changed = before.material != MeetingFacts.of(meeting).material
    if has_changed:
        people = {address: one.organisations for address, one in of_meeting(meeting).items()}
        _note(meeting, people, known=before.as_json())
    if not meeting.is_over:
        notices = Notice.objects.filter(page=meeting.pk)
        _put_off(notices if has_changed else notices.filter(due_at__isnull=False))


@transaction.atomic
def plan_invitation(invitation: InvitationPage) -> None:
    """Who is no longer invited, or all who had it when it is taken back. Of a meeting that is not held, everybody is
    told as it is."""
    meeting = invitation.meeting
    if meeting and (meeting.is_over or meeting.is_called_off):
        return
    _note(invitation, _who_lost(invitation), known={"valid": True})
    _put_off(Notice.objects.filter(page=invitation.pk))


def _who_lost(invitation: InvitationPage) -> dict[str, tuple[int, ...]]:
    """By address, for which organisations."""
    if not invitation.live:
        return {address: one.organisations for address, one in of_invitation(invitation).items()}
    alone = {one.email: () for one in people_no_longer_invited(invitation) if one.email}
    return {**alone, **of_organisations(no_longer_invited(invitation))}


def _note(page: MeetingPage | InvitationPage, people: dict[str, tuple[int, ...]], *, known: dict[str, object]) -> None:
    """Whoever was told of this page before still knows what they were told then."""
    rows = [Notice(page=page, address=one, known=known, organisations=list(of)) for one, of in people.items()]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _put_off(notices: QuerySet[Notice]) -> None:
    """Each time to another moment: by that whoever tells meanwhile knows that there is more to tell."""
    now, quiet = clock.now(), datetime.timedelta(minutes=settings.NOTICES_QUIET_MINUTES)
    page = notices.values_list("page", flat=True).first()
    if not page:
        return
    has_waited = now + quiet - datetime.timedelta(minutes=settings.NOTICES_LONGEST_MINUTES)
    notices.filter(waits_since=None).update(waits_since=now)
    if notices.filter(waits_since__gt=has_waited).update(due_at=now + quiet):
        task = tasks.tell_changes.using(run_after=now + quiet) if quiet else tasks.tell_changes
        transaction.on_commit(partial(task.enqueue, page))
    if notices.filter(waits_since__lte=has_waited).update(due_at=now):
        transaction.on_commit(partial(tasks.tell_changes.enqueue, page))


def tell_overdue() -> str:
    """What a worker was stopped at. Called by `manage.py hourly`."""
    overdue = Notice.objects.filter(Q(due_at__lte=clock.now()) | Q(is_recorded=False))
    pages = list(overdue.order_by("page").values_list("page", flat=True).distinct())
    for page in pages:
        tasks.tell_changes.enqueue(page)
    return ngettext("%(n)d page has changes to be told", "%(n)d pages have changes to be told", len(pages)) % {
        "n": len(pages)
    }
