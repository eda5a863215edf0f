"""Systems of others in the admin: kept by the secretariat, put out of use and never deleted."""

from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.permission_policies.base import BasePermissionPolicy

from forum.desk.viewsets.base import ForumPolicy, RecordViewSet
from forum.models import OutsideSystem


class OutsideSystemViewSet(RecordViewSet):
    model = OutsideSystem
    icon = "link-external"
    list_display: ClassVar[list[Any]] = [
        "short_name",
        "name",
        "kind",
        "address",
        BooleanColumn("in_use", label=_("in use"), sort_key="in_use"),
    ]
    list_filter: ClassVar[list[str]] = ["kind", "in_use"]
    search_fields: ClassVar[list[str]] = ["short_name", "name"]
    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("short_name"), FieldPanel("name")]), FieldPanel("kind"), FieldPanel("in_use")],
            heading=_("Which system"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("signs"),
                FieldRowPanel([FieldPanel("shortest"), FieldPanel("longest")]),
                FieldPanel("address"),
            ],
            heading=_("What leads there"),
            help_text=_("Nothing is ever fetched from there: links lead there, and that is all."),
        ),
    ]

    @cached_property
    def permission_policy(self) -> BasePermissionPolicy:
        return ForumPolicy(self.model, actions=("add", "change", "view"))
