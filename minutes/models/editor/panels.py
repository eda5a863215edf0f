"""The editor of minutes: in the order of the paper form."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.models import Page

ARCHIVE: list[Any] = [*Page.content_panels, FieldPanel("intro")]


class StepsPanel(Panel):
    """The state of the minutes, the possible next steps, and the corrections received."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "minutes/desk/steps_panel.html"

        class Media:
            css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("css/admin.css",)}

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.state)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "minutes": self.instance, "user": self.request.user}


MINUTES: list[Any] = [
    StepsPanel(heading=_("State of the minutes")),
    *Page.content_panels,
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("number")]),
            FieldRowPanel([FieldPanel("started_at"), FieldPanel("ended_at")]),
            FieldPanel("chair"),
            FieldRowPanel([FieldPanel("secretary"), FieldPanel("note_taker")]),
        ],
        heading=_("The meeting"),
        help_text=_("Day, place and agenda come from the meeting itself."),
    ),
    MultiFieldPanel(
        [
            InlinePanel(
                "attendance",
                label=_("organisation"),
                help_text=_("Organisations marked present or represented receive the minutes for correction."),
            ),
            FieldPanel("guests"),
            FieldPanel("public_participants"),
        ],
        heading=_("Attendance"),
    ),
    FieldPanel(
        "discussion",
        help_text=_("Write statements with the office and organisation, so that nobody has to guess who said what."),
    ),
    InlinePanel(
        "outcomes",
        panels=[FieldRowPanel([FieldPanel("text"), FieldPanel("outcome")])],
        heading=_("What was to be decided"),
        label=_("agenda item"),
        help_text=_(
            "The minutes are approved only when each item that the agenda has for a decision was decided, noted or "
            "postponed. What was postponed comes back with the next meeting."
        ),
    ),
    InlinePanel("inputs", heading=_("Inputs"), label=_("input")),
    InlinePanel(
        "decisions",
        heading=_("Decisions"),
        panels=[FieldPanel("text"), FieldRowPanel([FieldPanel("dissent"), FieldPanel("review_on")])],
        label=_("decision"),
        help_text=_("Numbers are given at the first circulation; later decisions get the next number."),
    ),
    InlinePanel(
        "action_items",
        heading=_("Follow-ups"),
        panels=[
            FieldPanel("text"),
            FieldRowPanel([FieldPanel("owner"), FieldPanel("due_date")]),
            FieldRowPanel([FieldPanel("co_owners"), FieldPanel("posts")]),
            FieldPanel("links"),
        ],
        label=_("follow-up"),
    ),
    InlinePanel("attachments", heading=_("Attachments"), label=_("attachment")),
    InlinePanel(
        "recordings",
        heading=_("Recording"),
        label=_("recording"),
        max_num=1,
        help_text=_("Shown with the published minutes only: a link at the agenda, and where each decision is heard."),
    ),
    InlinePanel(
        "signatories",
        heading=_("Signatures"),
        panels=[
            FieldRowPanel([FieldPanel("role"), FieldPanel("organisation")]),
            FieldRowPanel([FieldPanel("post"), FieldPanel("office")]),
            FieldRowPanel([FieldPanel("signing"), FieldPanel("in_name_of"), FieldPanel("through")]),
            FieldRowPanel([FieldPanel("person"), FieldPanel("name"), FieldPanel("rank")]),
        ],
        label=_("signatory"),
        help_text=_(
            "As many as the paper needs, two on each line of it. Without any, the chair and the note-taker sign."
        ),
    ),
]
