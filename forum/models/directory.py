"""The directory: who is in the forum."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page

from forum.models.pages import RecordedPage
from forum.models.people import Organisation, Sector
from forum.models.teams import Team, TeamMembership


class DirectoryPage(RecordedPage):
    """Who is in the forum: organisations by sector, teams with their tasks."""

    ledger_prefix = "page"
    max_count = 1
    subpage_types: ClassVar[list[str]] = []
    template = "forum/directory/page.html"
    intro = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("What the forum is and how somebody becomes a member, in plain words."),
    )

    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("directory")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        members = Organisation.objects.filter(is_forum_member=True)
        others = Organisation.objects.filter(is_forum_member=False)
        seats = TeamMembership.objects.current().select_related("organisation__sector", "person")
        teams = Team.objects.select_related("parent", "directed_by", "supervised_by")
        return {
            **super().get_context(request, *args, **kwargs),
            "sectors": Sector.objects.prefetch_related(
                Prefetch("organisations", members, to_attr="members"),
                Prefetch("organisations", others, to_attr="others"),
            ),
            "teams": teams.prefetch_related("tasks", Prefetch("memberships", seats, to_attr="seats")),
        }
