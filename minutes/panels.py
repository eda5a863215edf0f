"""The editor of minutes: in the order of the paper form."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page

ARCHIVE: list[Any] = [*Page.content_panels, FieldPanel("intro")]

MINUTES: list[Any] = [
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
            FieldPanel("public_participants"),
        ],
        heading=_("Attendance"),
    ),
    FieldPanel(
        "discussion",
        help_text=_("Write statements with the office and organisation, so that nobody has to guess who said what."),
    ),
    InlinePanel("inputs", heading=_("Inputs"), label=_("input")),
    InlinePanel(
        "decisions",
        heading=_("Decisions"),
        label=_("decision"),
        help_text=_("Numbers are given at the first circulation; later decisions get the next number."),
    ),
    InlinePanel("action_items", heading=_("Follow-ups"), label=_("follow-up")),
    InlinePanel("attachments", heading=_("Attachments"), label=_("attachment")),
]
