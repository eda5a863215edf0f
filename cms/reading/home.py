"""What the home page shows: next meetings, drafts in consultation, latest minutes. A fixed number of queries."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import HomePage
from decrees.models import Comment, DecreeIndexPage, DecreePage, Round
from forum import clock
from forum.models import InvitationPage, MeetingIndexPage, MeetingPage
from forum.models.pages import page_context
from minutes.models import MinutesArchivePage, MinutesPage

SHOWN = 5


@page_context.register
def home_context(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    user = request.user
    return {
        "meetings": next_meetings(user),
        "decrees": decrees_in_consultation(user),
        "minutes": MinutesPage.objects.visible_to(user).with_counts().newest_first()[:SHOWN],
        **section_urls(),
    }


def next_meetings(user: Any) -> list[MeetingPage]:
    """Coming or still running, soonest first; each says whether the public may register."""
    still = Q(registration_until=None) | Q(registration_until__gt=clock.now())
    open_invitations = InvitationPage.objects.visible_to(user).filter(still, is_open=True)
    invited_to = open_invitations.filter(Q(subject=OuterRef("pk")) | Q(path__startswith=OuterRef("path")))
    meetings = (
        MeetingPage.objects.visible_to(user)
        .filter(starts_at__gte=clock.local_now().replace(hour=0, minute=0))
        .exclude(status=MeetingPage.Status.CANCELLED)
        .select_related("host")
        .annotate(is_open=Exists(invited_to))
        .order_by("starts_at")[:SHOWN]
    )
    for meeting in meetings:
        meeting.open_status = _("open to the public") if meeting.is_open else ""
    return list(meetings)


def decrees_in_consultation(user: Any) -> list[DecreePage]:
    """Soonest closing first, with how many of the comments were answered."""
    open_rounds = Round.objects.open().filter(decree=OuterRef("pk"))
    return list(
        DecreePage.objects.visible_to(user)
        .filter(Exists(open_rounds))
        .with_progress(Comment.objects.visible_to(user))
        .order_by("round_closes_at")[:SHOWN]
    )


def section_urls() -> dict[str, str | None]:
    sections: dict[str, type[Page]] = {
        "meetings_url": MeetingIndexPage,
        "decrees_url": DecreeIndexPage,
        "minutes_url": MinutesArchivePage,
    }
    return {name: page.url if (page := model.objects.live().first()) else None for name, model in sections.items()}
