"""Why a page is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LinesField


class WithdrawForm(forms.Form):
    reason = LinesField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who could read the page reads it, at its address and in its history."),
    )
