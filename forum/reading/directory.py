"""What the directory shows: organisations by sector, teams with their tasks and seats."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest

from forum.models import DirectoryPage, Organisation, Sector, Team, TeamMembership
from forum.models.pages import page_context


@page_context.register
def directory_context(page: DirectoryPage, request: HttpRequest) -> dict[str, Any]:
    members = Organisation.objects.filter(is_forum_member=True)
    others = Organisation.objects.filter(is_forum_member=False)
    seats = TeamMembership.objects.current().select_related("organisation__sector", "person")
    teams = Team.objects.select_related("parent", "directed_by", "supervised_by")
    return {
        "sectors": Sector.objects.prefetch_related(
            Prefetch("organisations", members, to_attr="members"),
            Prefetch("organisations", others, to_attr="others"),
        ),
        "teams": teams.prefetch_related("tasks", Prefetch("memberships", seats, to_attr="seats")),
    }
