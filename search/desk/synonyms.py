"""The list of synonyms and abbreviations in the admin."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from forum.desk.viewsets import RecordViewSet
from search.models import Synonyms


class SynonymsViewSet(RecordViewSet):
    model = Synonyms
    icon = "search"
    add_to_settings_menu = True
    menu_label = _("Synonyms in the search")
    list_display: ClassVar[list[Any]] = ["__str__"]
    search_fields: ClassVar[list[str]] = ["words"]
    panels: ClassVar[list[Panel]] = [FieldPanel("words")]
