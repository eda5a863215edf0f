"""What is brought to a meeting, or uploaded before it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MaterialForm(forms.Form):
    """Two buttons: `brings` needs no file."""

    file = forms.FileField(label=_("File"), required=False)
    brings = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if not given.get("file") and not given.get("brings") and not self.errors:
            self.add_error("file", _("Choose a file first."))
        return {**given, "file": None if given.get("brings") else given.get("file")}
