"""Why a page is withdrawn, or a meeting called off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LineField, LinesField


class WithdrawForm(forms.Form):
    reason = LinesField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who could read the page reads it, at its address and in its history."),
    )


class CancelForm(forms.Form):
    reason = LineField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Everybody who wanted to come reads it, on the page and by calendar."),
    )
