"""Organisations in the admin, what they are sorted by, and lists of those that are invited time and again."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel, TitleFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets.button import Button

from forum.desk.records import tables
from forum.desk.viewsets.base import EditView, RecordViewSet
from forum.desk.viewsets.choosers import StandingChooserViewSet
from forum.models import InviteeList, Organisation, OrganisationKind, Sector
from forum.models.invitations.panels import InviteesPanel


class SectorViewSet(RecordViewSet):
    model = Sector
    icon = "tag"
    list_display: ClassVar[list[Any]] = ["name", "name_en", "sort_order"]
    panels: ClassVar[list[Panel]] = [
        TitleFieldPanel("name", targets=["slug"]),
        FieldPanel("name_en"),
        FieldPanel("slug", help_text=_("government, ngo and academic have a colour and sign of their own.")),
        FieldPanel("sort_order"),
    ]


class OrganisationKindViewSet(RecordViewSet):
    model = OrganisationKind
    icon = "tag"
    list_display: ClassVar[list[Any]] = ["name", "sort_order"]
    panels: ClassVar[list[Panel]] = [FieldPanel("name"), FieldPanel("starts_with"), FieldPanel("sort_order")]


class InviteeListViewSet(RecordViewSet):
    model = InviteeList
    icon = "list-ul"
    panels: ClassVar[list[Panel]] = [FieldPanel("name"), InviteesPanel(heading=_("Organisations"))]


class OrganisationEditView(EditView):
    @property
    def header_more_buttons(self) -> list[Button]:
        merge = reverse("forum_merge", args=["organisasi", self.object.pk])
        return [*super().header_more_buttons, Button(_("Merge into another"), url=merge, icon_name="copy", priority=80)]


class OrganisationViewSet(RecordViewSet):
    model = Organisation
    icon = "home"
    index_view_class: ClassVar[Any] = tables.OrganisationIndexView
    edit_view_class: ClassVar[Any] = OrganisationEditView
    list_display: ClassVar[list[Any]] = [
        "name",
        "short_name",
        "sector",
        "kind",
        BooleanColumn("is_forum_member", label=_("member of the forum"), sort_key="is_forum_member"),
    ]
    list_filter: ClassVar[list[str]] = ["sector", "kind", "is_forum_member"]
    search_fields: ClassVar[list[str]] = ["name", "short_name"]
    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                TitleFieldPanel("name", targets=["slug"]),
                FieldRowPanel([FieldPanel("short_name"), FieldPanel("slug")]),
                FieldRowPanel([FieldPanel("sector"), FieldPanel("kind")]),
                FieldPanel("parent"),
                FieldPanel("is_forum_member"),
            ],
            heading=_("Who it is"),
        ),
        MultiFieldPanel(
            [FieldPanel("description"), FieldPanel("address"), FieldPanel("email"), FieldPanel("website")],
            heading=_("In the directory"),
            help_text=_("Everybody can read this: enter the office's address and mailbox, not a person's."),
        ),
    ]


organisation_chooser = StandingChooserViewSet(
    "organisation_chooser",
    model=Organisation,
    icon="home",
    choose_one_text=_("Choose an organisation"),
    choose_another_text=_("Choose another organisation"),
    per_page=100,
    find_in=("name", "short_name"),
)
