"""Forms for reasons and for follow-ups: they validate, services decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LinesField


class DoneForm(forms.Form):
    note = LinesField(
        label=_("What was done"),
        help_text=_("This is shown in public. Do not write personal data."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(forms.Form):
    reason = LinesField(
        label=_("Reason"),
        help_text=_("Shown in public if the minutes were already published."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
