"""What the directory shows: organisations by sector, teams with their tasks and seats."""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

from django.db.models import QuerySet
from django.http import HttpRequest

from forum import clock
from forum.models import DirectoryPage, Organisation, Sector, Team, TeamMembership, TeamTask
from forum.models.access import Anyone
from forum.models.memory import Prepared
from forum.models.pages import page_context


class Link(NamedTuple):
    label: str
    url: str


# A page about an organisation, if there is any that the person may see.
FindLink: TypeAlias = Callable[[Organisation, Anyone], Link | None]
_links: list[FindLink] = []


def register_link(find: FindLink) -> FindLink:
    """For apps above: what else they show of an organisation is linked from its page."""
    _links.append(find)
    return find


def links_of(organisation: Organisation, user: Anyone) -> list[Link]:
    return [link for find in _links if (link := find(organisation, user))]


@page_context.register
def directory_context(page: DirectoryPage, request: HttpRequest) -> dict[str, Any]:
    return {"sectors": sectors(), "teams": teams()}


def sectors() -> list[Sector]:
    """Each with its organisations: `members` of the forum, and `others`."""
    found, organisations = _SECTORS(), _ORGANISATIONS()
    sector: Any
    for sector in found:
        own = [one for one in organisations if one.sector_id == sector.pk]
        sector.members = [one for one in own if one.is_forum_member]
        sector.others = [one for one in own if not one.is_forum_member]
    return found


def teams() -> list[Team]:
    """Each with its tasks and today's `seats`."""
    found, tasks, seats = _TEAMS(), _TASKS(), _SEATS(clock.today())
    team: Any
    for team in found:
        team.tasks.set([task for task in tasks if task.team_id == team.pk])
        team.seats = [seat for seat in seats if seat.team_id == team.pk]
    return found


def _seats(day: datetime.date) -> QuerySet[TeamMembership]:
    return TeamMembership.objects.current(day).select_related("organisation__sector", "person")


_SECTORS: Prepared[Sector] = Prepared(lambda: Sector.objects.all())
_ORGANISATIONS: Prepared[Organisation] = Prepared(lambda: Organisation.objects.standing())
_TEAMS: Prepared[Team] = Prepared(lambda: Team.objects.select_related("parent", "directed_by", "supervised_by"))
_TASKS: Prepared[TeamTask] = Prepared(lambda: TeamTask.objects.all())
_SEATS: Prepared[TeamMembership] = Prepared(_seats)
