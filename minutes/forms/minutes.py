"""The form for a reason: it validates, services decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LinesField


class ReasonForm(forms.Form):
    reason = LinesField(
        label=_("Reason"),
        help_text=_("Shown in public if the minutes were already published."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
