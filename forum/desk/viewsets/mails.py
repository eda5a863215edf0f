"""What was mailed about meetings, for the secretariat: whom, what, when, and what became of it. Nothing is changed."""

from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies.base import BasePermissionPolicy

from forum.desk.viewsets.base import ForumPolicy, RecordViewSet
from forum.models import SentMail


class SentMailViewSet(RecordViewSet):
    model = SentMail
    icon = "mail"
    menu_label = _("Mails that were sent")
    list_display: ClassVar[list[Any]] = [
        Column("address", label=_("email address")),
        Column("organisation", label=_("organisation")),
        Column("get_kind_display", label=_("kind")),
        Column("page", label=_("about")),
        Column("get_state_display", label=_("state")),
        Column("why", label=_("why")),
        DateColumn("begun_at", label=_("composed")),
        DateColumn("sent_at", label=_("sent")),
        DateColumn("failed_at", label=_("failed")),
        Column("answered", label=_("answered")),
    ]
    list_filter: ClassVar[dict[str, list[str]]] = {
        "state": ["exact"],
        "kind": ["exact"],
        "begun_at": ["date__gte", "date__lte"],
    }
    search_fields: ClassVar[list[str]] = ["address", "organisation__name", "organisation__short_name", "page__title"]
    form_fields: ClassVar[list[str]] = []

    def get_queryset(self, request: Any) -> Any:
        return SentMail.objects.select_related("organisation__sector", "page").with_answers()

    @cached_property
    def permission_policy(self) -> BasePermissionPolicy:
        return ForumPolicy(self.model, actions=("view",))
