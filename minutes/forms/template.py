"""The office's own template: the form takes the file, the service says whether it can be used."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.documents.office.own import MOST_BYTES


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=_("Word file (DOCX)"),
        help_text=_("Its styles, page, headers and footers are taken; its text is not. 5 MB at most, without macros."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    has_letterhead = forms.BooleanField(
        label=_("The header of this file is the letterhead"),
        required=False,
        help_text=_("Then papers have no second one in their text."),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file has more than %(mb)d MB.") % {"mb": MOST_BYTES // 1_000_000})
        content: bytes = file.read()
        return content
