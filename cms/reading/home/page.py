"""What the home page shows: next meetings, drafts in consultation, latest minutes. A fixed number of queries."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.models import HomePage
from cms.reading.home.waiting import waiting_for
from decrees.models import Comment, DecreeIndexPage, DecreePage, Round
from forum import clock
from forum.models import InvitationPage, MeetingIndexPage, MeetingPage
from forum.models.memory import Prepared, ask
from forum.models.pages import page_context
from forum.models.querysets import Listed
from minutes.models import MinutesArchivePage, MinutesPage

SHOWN = 5


@page_context.register
def home_context(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    user = request.user
    return {
        "waiting": waiting_for(user),
        "meetings": next_meetings(user),
        "decrees": decrees_in_consultation(user),
        "minutes": _NEWEST_MINUTES(user),
        **section_urls(),
    }


def next_meetings(user: Any) -> list[MeetingPage]:
    """Coming or still running, soonest first; each says whether the public may register."""
    meetings = _NEXT_MEETINGS(user, clock.now(), clock.local_now().replace(hour=0, minute=0))
    for meeting in meetings:
        meeting.open_status = _("open to the public") if meeting.is_open else ""
    return meetings


def _next_meetings(user: Any, now: datetime.datetime, today: datetime.datetime) -> QuerySet[MeetingPage]:
    still = Q(registration_until=None) | Q(registration_until__gt=now)
    open_invitations = InvitationPage.objects.visible_to(user).filter(still, is_open=True)
    invited_to = open_invitations.filter(Q(subject=OuterRef("pk")) | Q(path__startswith=OuterRef("path")))
    # Few of very many: found by their own indexes, not by a walk through all.
    coming = MeetingPage.objects.filter(Q(starts_at__gte=today) | Q(ends_at__gt=now)).order_by()
    return (
        MeetingPage.objects.visible_to(user)
        .filter(pk__in=coming.values("pk"))
        .exclude(status=MeetingPage.Status.CANCELLED)
        .select_related("host", "team")
        .annotate(is_open=Exists(invited_to))
        .order_by("starts_at")[:SHOWN]
    )


def decrees_in_consultation(user: Any) -> list[DecreePage]:
    """Soonest closing first, with how many of the comments were answered."""
    return _IN_CONSULTATION(user, clock.now())


def _in_consultation(user: Any, now: datetime.datetime) -> QuerySet[DecreePage]:
    return (
        DecreePage.objects.visible_to(user)
        .filter(Exists(Round.objects.open(now).filter(decree=OuterRef("pk"))))
        .with_progress(Comment.objects.visible_to(user))
        .order_by("round_closes_at")[:SHOWN]
    )


def section_urls() -> dict[str, str | None]:
    found = ask(*(section.of() for section in _SECTIONS.values()))
    return {name: page.url for name, pages in zip(_SECTIONS, found, strict=True) for page in pages}


_NEXT_MEETINGS = Listed(_next_meetings)
_IN_CONSULTATION = Listed(_in_consultation)
_NEWEST_MINUTES = Listed(lambda user: MinutesPage.objects.visible_to(user).with_counts().newest_first()[:SHOWN])
# By their own number: in the order of the tree all pages would be gone through for the first of the kind.
_SECTIONS: dict[str, Prepared[Any]] = {
    "meetings_url": Prepared(lambda: MeetingIndexPage.objects.live().order_by("page_ptr")[:1]),
    "decrees_url": Prepared(lambda: DecreeIndexPage.objects.live().order_by("page_ptr")[:1]),
    "minutes_url": Prepared(lambda: MinutesArchivePage.objects.live().order_by("page_ptr")[:1]),
}
