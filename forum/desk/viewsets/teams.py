"""Teams and witnesses in the admin."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel, TitleFieldPanel

from forum.desk.viewsets.base import RecordViewSet
from forum.models import Team, Witness


class TeamViewSet(RecordViewSet):
    model = Team
    icon = "group"
    list_display: ClassVar[list[Any]] = ["name", "short_name", "kind", "parent", "is_active"]
    search_fields: ClassVar[list[str]] = ["name"]
    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                TitleFieldPanel("name", targets=["slug"]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("slug"), FieldPanel("sort_order")]),
                FieldPanel("short_name"),
                FieldPanel("description"),
                FieldPanel("is_active"),
            ],
            heading=_("The team"),
        ),
        MultiFieldPanel(
            [FieldPanel("parent"), FieldPanel("directed_by"), FieldPanel("supervised_by")],
            heading=_("Its place among the teams"),
        ),
        InlinePanel("tasks", heading=_("Tasks"), label=_("Task")),
        InlinePanel(
            "memberships",
            heading=_("Seats"),
            label=_("Seat"),
            help_text=_(
                "As in the decree: the office, the organisation or the person that holds it. Readable by everybody."
            ),
            panels=[
                FieldRowPanel([FieldPanel("role"), FieldPanel("office")]),
                FieldPanel("organisation"),
                FieldPanel("person"),
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
            ],
        ),
    ]


class WitnessViewSet(RecordViewSet):
    model = Witness
    icon = "key"
    list_display: ClassVar[list[Any]] = ["name", "email", "public_key"]
    panels: ClassVar[list[Panel]] = [FieldPanel("name"), FieldPanel("email"), FieldPanel("public_key")]
