"""What the day ends, and what a year later is no longer known."""

import datetime

from django.db import transaction
from django.db.models import Q

from forum import clock, ledger
from forum.audiences import SECRETARIAT
from forum.events import sittings as events
from forum.models import AskedQuestions, MeetingPage, Question, Sitting, Speech
from forum.models.sitting import is_on_today
from forum.services.sitting.questions import close_questions
from forum.services.sitting.speaking import close_speaking_list

KEPT_FOR = datetime.timedelta(days=365)
NOBODY = "–"


def end_sittings() -> str:
    """Lists that nobody closed are closed on the day after."""
    left_open = Q(speaking_opened_at__isnull=False) | Q(questions_opened_at__isnull=False)
    ended = [one.meeting for one in Sitting.objects.filter(left_open).select_related("meeting")]
    ended = [meeting for meeting in ended if not is_on_today(meeting)]
    for meeting in ended:
        close_speaking_list(meeting, by=None)
        close_questions(meeting, by=None)
    return f"{len(ended)} rooms closed"


def forget_sittings() -> str:
    """Citizens' names go a year after the meeting, with what only the secretariat read; the rest stays."""
    before = clock.now() - KEPT_FOR
    old = MeetingPage.objects.filter(starts_at__lt=before, sitting__isnull=False)
    return f"{sum(_forget(meeting) for meeting in old)} names of meetings forgotten"


@transaction.atomic
def _forget(meeting: MeetingPage) -> int:
    of_meeting = {"sitting__meeting": meeting}
    unread = Question.objects.filter(**of_meeting).exclude(state__in=Question.SHOWN)
    count, _ = unread.delete()
    named = Speech.objects.filter(**of_meeting).exclude(name__in=["", NOBODY])
    count += named.filter(organisation=None).update(name=NOBODY) + named.exclude(organisation=None).update(name="")
    count += Question.objects.filter(organisation=None, **of_meeting).exclude(name="").update(name="")
    if count:
        _forget_askers(meeting)
        ledger.append(
            events.SITTINGS_FORGOTTEN,
            target=meeting,
            page=meeting,
            by=None,
            audience=SECRETARIAT,
            data={"count": count},
        )
    return count


def _forget_askers(meeting: MeetingPage) -> None:
    for kept in AskedQuestions.objects.filter(meeting=meeting):
        kept.asked = [{**one, "by": one["by"] if one["is_member"] else ""} for one in kept.asked]
        kept.save(update_fields=["asked"])
