"""The agenda in the editor of a meeting: a line for each item."""

from typing import Any, ClassVar

from django.forms import HiddenInput, TextInput
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultipleChooserPanel


class AgendaPanel(InlinePanel):
    """Wagtail's rows, but one line each, typed and pasted without leaving the keyboard."""

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "relation_name": "agenda_items",
            "heading": _("Agenda"),
            "label": _("Agenda item"),
            "panels": [
                FieldPanel("key", widget=HiddenInput),
                FieldPanel("text"),
                FieldPanel("level", widget=HiddenInput),
                FieldPanel("minutes"),
                FieldPanel("kind"),
                FieldPanel("organisation", widget=HiddenInput),
                FieldPanel("presenter"),
                FieldPanel("note"),
                FieldPanel("links"),
            ],
        }
        super().__init__(**{**given, **kwargs})

    class BoundPanel(InlinePanel.BoundPanel):
        template_name = "forum/desk/meetings/agenda/panel.html"

        class Media:
            css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("css/admin.css",)}
            js: ClassVar[tuple[str, ...]] = ("js/desk/agenda.js",)


class PapersPanel(MultipleChooserPanel):
    """Wagtail's own: several files are chosen, or uploaded, at once. The script offers the items of the agenda."""

    def __init__(self, **kwargs: Any) -> None:
        given = {
            "relation_name": "papers",
            "chooser_field_name": "document",
            "heading": _("Papers"),
            "label": _("paper"),
            "panels": [
                FieldPanel("document"),
                FieldRowPanel(
                    [FieldPanel("item_key", widget=TextInput(attrs={"data-paper-item": ""})), FieldPanel("audience")]
                ),
                FieldPanel("title"),
            ],
        }
        super().__init__(**{**given, **kwargs})
