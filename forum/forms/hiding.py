"""Forms of those who hide words, and of the second person who decides: they validate, services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LinesField
from forum.models.ledger import Why


class ReasonField(LinesField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000, **kwargs)


class HidingForm(forms.Form):
    """Which words: a field `part` of its own."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Why.choices, widget=forms.RadioSelect)
    note = ReasonField(
        label=_("Explanation"), help_text=_("For the second person who decides. Do not repeat personal data.")
    )
    at_once = forms.BooleanField(
        label=_("Hide at once"),
        required=False,
        help_text=_("Personal data only. It is shown again unless a second person confirms it in time."),
    )
    field_order = ("part", "reason", "note", "at_once")


class DecisionForm(forms.Form):
    """`decision` is the button that was pressed."""

    reason = ReasonField(
        label=_("Reason"), required=False, help_text=_("Needed unless you confirm. Everybody reads it.")
    )
