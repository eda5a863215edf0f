"""Whom an invitation, or a list, is addressed to, each a line of its own; what the public is asked."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from forum.models.pages.row_forms import RowForm, RowsFormSet

MOST_QUESTIONS = 20


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
        template_name = "forum/desk/invitations/invitees/panel.html"

        class Media:
            css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("css/admin.css",)}
            js: ClassVar[tuple[str, ...]] = ("js/desk/invitees.js",)


class ReservedSeatsFormSet(BaseChildFormSet):
    def clean(self) -> None:
        """No more than there are: the number may have been changed in the same form."""
        super().clean()
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data and not self._should_delete_form(form)]
        reserved = sum(one.get("number") or 0 for one in kept)
        if reserved and reserved > (self.instance.capacity or 0):
            raise ValidationError(_("More places are reserved than there are for the public."))


class ReservedSeatsPanel(InlinePanel):
    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = ReservedSeatsFormSet
        return options


REGISTRATION_PANELS: list[Panel] = [
    ReservedSeatsPanel("reserved_seats", heading=_("Reserved places for the public"), label=_("Group"), max_num=10),
    InlinePanel(
        "questions",
        heading=_("Questions to those who register"),
        label=_("Question"),
        max_num=MOST_QUESTIONS,
        help_text=_("Ask only what the meeting needs. Answers are for the secretariat, and deleted a year after it."),
    ),
]

SECOND_SIGNATURE = InlinePanel(
    "second_signatures",
    heading=_("Second signature"),
    label=_("Second signature"),
    max_num=1,
    help_text=_("Only where two offices sign: it stands at the left of the other."),
)
