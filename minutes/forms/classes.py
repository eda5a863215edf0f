"""The form for the class of information of a record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LineField
from minutes.models import Classification
from minutes.text import grounds


def _grounds() -> list[tuple[str, str]]:
    return [("", "—"), *grounds.choices()]


class ClassForm(forms.Form):
    kind = forms.ChoiceField(label=_("Class of information"), choices=Classification.Kind.choices)
    ground = forms.ChoiceField(
        label=_("Legal ground"), choices=_grounds, required=False, help_text=_("Only of exempt information.")
    )
    holder = LineField(
        label=_("Unit that holds it"), max_length=200, required=False, help_text=_("Empty: the secretariat.")
    )
    kept = LineField(label=_("How long it is kept"), max_length=100, required=False, help_text=_("Empty: permanently."))
