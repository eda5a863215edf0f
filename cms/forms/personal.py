"""Before what cannot be taken back: the address is typed once more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LineField


class EraseForm(forms.Form):
    address = LineField(
        label=_("Type the email address to confirm"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address.lower() != self.expected.lower():
            raise forms.ValidationError(_("This is not the address: %(address)s") % {"address": self.expected})
        return address
