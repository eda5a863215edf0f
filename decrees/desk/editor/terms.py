"""The list of names in the admin: how the drafts call each body, and what else it is called."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.ui.tables import Column

from decrees.models import Term
from forum.desk.viewsets import RecordViewSet


def _variants(term: Term) -> str:
    return ", ".join(term.variants.splitlines())


class TermViewSet(RecordViewSet):
    model = Term
    icon = "tag"
    add_to_settings_menu = True
    menu_label = _("Names in drafts")
    list_display: ClassVar[list[Any]] = ["preferred", Column("variants", label=_("other names"), accessor=_variants)]
    search_fields: ClassVar[list[str]] = ["preferred", "variants"]
    panels: ClassVar[list[Panel]] = [FieldPanel("preferred"), FieldPanel("variants")]
