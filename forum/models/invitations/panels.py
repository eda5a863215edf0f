"""Whom an invitation, or a list, is addressed to: chosen by groups, each a line of its own."""

from typing import Any, ClassVar

from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel

from forum.models.pages.row_forms import RowForm, RowsFormSet


class InviteesPanel(InlinePanel):
    """Wagtail's rows, but one line each, and added by the dozen."""

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "relation_name": "invitees",
            "heading": _("Invited organisations"),
            "label": _("Organisation"),
            "panels": [FieldPanel("organisation", widget=HiddenInput), FieldPanel("addressee")],
        }
        super().__init__(**{**given, **kwargs})

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": RowForm, "formset": RowsFormSet}
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "forum/desk/invitees/panel.html"

        class Media:
            css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("css/admin.css",)}
            js: ClassVar[tuple[str, ...]] = ("js/desk/invitees.js",)
