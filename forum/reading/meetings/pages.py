"""What the list of meetings and the page of one show to a reader."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from forum.models import InvitationPage, MeetingIndexPage, MeetingPage, Organisation
from forum.models.access import Anyone
from forum.models.meetings.pages import MEETING_ROWS
from forum.models.memory import Asked
from forum.models.pages import page_context, page_questions
from forum.models.querysets import Listed, MeetingQuerySet
from forum.models.sitting import is_on_today
from forum.reading.agenda import agenda_context
from forum.reading.agenda.changes import AGENDA_CHANGES
from forum.reading.attendance.totals import PRESENCES, public_counts
from forum.reading.meetings.online import online_for
from forum.reading.meetings.polls import open_poll_of
from forum.reading.meetings.regularity import pause
from forum.reading.paging import LongList
from forum.reading.sitting.asked import QUESTIONS_ASKED, asked_in
from forum.reading.structured import event_data

PAST_PER_PAGE = 20
# The page that came of each of these meetings, by the meeting's key, as far as the person may see it.
FindOutcomes: TypeAlias = Callable[[Sequence[MeetingPage], Anyone], Mapping[int, Page]]
_outcomes: list[FindOutcomes] = []


def register_outcomes(find: FindOutcomes) -> FindOutcomes:
    """For apps above: what they have of a meeting (its minutes) stands beside it in lists."""
    _outcomes.append(find)
    return find


def with_outcomes(meetings: Iterable[MeetingPage], user: Anyone) -> None:
    """Give each meeting the `outcome` that this reader may see, or None."""
    listed = list(meetings)
    found = {key: page for find in _outcomes for key, page in find(listed, user).items()}
    for meeting in listed:
        meeting.outcome = found.get(meeting.pk)


def meetings_of(organisation: Organisation) -> MeetingQuerySet:
    """At its house, organised with it, or to which it is invited by what everybody may read."""
    invitations = InvitationPage.objects.visible_to(AnonymousUser()).filter(invitees__organisation=organisation)
    told = list(invitations.values_list("subject", "path"))
    above = [path[: -InvitationPage.steplen] for subject, path in told if subject is None]
    invited = Q(pk__in=[subject for subject, _path in told if subject]) | Q(path__in=above)
    theirs = Q(host=organisation) | Q(organisers=organisation) | invited
    return MeetingPage.objects.filter(pk__in=MeetingPage.objects.filter(theirs).values("pk"))


@page_context.register
def meeting_index_context(page: MeetingIndexPage, request: HttpRequest) -> dict[str, Any]:
    """The coming meetings stand on the first page only."""
    meetings = MeetingPage.objects.visible_to(request.user).select_related("host", "team")
    coming = list(meetings.coming())
    every = partial(MeetingPage.objects.all().number_for, request.user)
    listed = LongList(
        MeetingPage.objects.not_withheld_from(request.user).past().values_list("pk", flat=True),
        PAST_PER_PAGE,
        name="forum.meetings",
        reader=request.user,
        number=every,
        but=len(coming),
        show=lambda some: meetings.filter(pk__in=some),
    )
    past = listed.get_page(request.GET.get("page"))
    with_outcomes(past.object_list, request.user)
    is_first = past.number == 1
    return {"coming": coming if is_first else [], "past": past, "pause": pause() if is_first else None}


@page_context.register
def meeting_context(meeting: MeetingPage, request: HttpRequest) -> dict[str, Any]:
    context = {
        "organisers": [one for one in meeting.organisers.all() if one.pk != meeting.host_id],
        "structured": event_data(meeting),
        **agenda_context(meeting, request.user),
        "online": online_for(request.user, meeting),
    }
    if meeting.pk is None:  # the preview of a meeting that was never saved
        return context
    chain = chained(meeting, request.user)
    with_outcomes([meeting], request.user)
    return {
        **context,
        "invitations": invitations_to(meeting, request.user),
        "is_on_today": is_on_today(meeting),
        "asked": asked_in(meeting),
        "poll": open_poll_of(meeting, request.user),
        "before": next(iter(chain.before), None),
        "after": chain.after,
        "came": public_counts(meeting),
    }


@page_questions.register
def meeting_questions(meeting: MeetingPage, request: HttpRequest) -> list[Asked | None]:
    reader = request.user
    return [
        *(rows.of(meeting.pk) for rows in MEETING_ROWS.values()),
        AGENDA_CHANGES.of(meeting.pk),
        CHAIN.of(reader, meeting.pk, meeting.previous_meeting_id),
        INVITATIONS.of(reader, meeting.pk, meeting.path, meeting.depth),
        QUESTIONS_ASKED.of(meeting.pk),
        PRESENCES.of(meeting.pk) if meeting.is_over else None,
    ]


def invitations_to(meeting: MeetingPage, user: Anyone) -> list[InvitationPage]:
    """Those that this reader may see."""
    return INVITATIONS(user, meeting.pk, meeting.path, meeting.depth)


@dataclass(frozen=True, slots=True)
class Chained:
    """The meeting before this one and those after, as far as this reader may see them; whether they see this one."""

    before: list[MeetingPage]
    after: list[MeetingPage]
    is_visible: bool


def chained(meeting: MeetingPage, user: Anyone) -> Chained:
    found = CHAIN(user, meeting.pk, meeting.previous_meeting_id)
    return Chained(
        before=[one for one in found if one.pk == meeting.previous_meeting_id],
        after=[one for one in found if one.previous_meeting_id == meeting.pk],
        is_visible=any(one.pk == meeting.pk for one in found),
    )


def _chain(user: Anyone, meeting: int, previous: int | None) -> QuerySet[MeetingPage]:
    links = Q(pk=meeting) | Q(pk=previous) | Q(previous_meeting_id=meeting)
    return MeetingPage.objects.visible_to(user).filter(links).select_related("host", "team").order_by("starts_at")


CHAIN = Listed(_chain)


def _invitations(user: Anyone, pk: int, path: str, depth: int) -> QuerySet[InvitationPage]:
    meeting: Any = SimpleNamespace(pk=pk, path=path, depth=depth)
    return InvitationPage.objects.visible_to(user).about(meeting)


INVITATIONS = Listed(_invitations)
