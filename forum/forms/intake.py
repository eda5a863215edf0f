"""A text that is brought as a file or pasted, looked through, and then taken over."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LinesField
from forum.models.typed import clean_lines

LONGEST = 400_000
Reader = Callable[[bytes], tuple[str, str]]


class BringForm(forms.Form):
    """A file, or words. Cleaned, `text` holds the lines of either, and `left` what else is in the file."""

    file = forms.FileField(
        label=_("Word file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx,.odt"}),
    )
    text = LinesField(
        label=_("Or paste its words"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, *args: Any, read: Reader, most_mb: int, **kwargs: Any) -> None:
        """`read` makes of a file what somebody might have typed, and says what else is in it; it raises
        ValidationError."""
        super().__init__(*args, **kwargs)
        self.read_file, self.most_bytes = read, most_mb * 1024 * 1024
        help_text = _("DOCX or ODT, %(mb)d MB at most. The file itself is not kept.") % {"mb": most_mb}
        self.fields["file"].help_text = help_text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, text = cleaned.pop("file", None), cleaned.get("text", "")
        if file and text:
            self.add_error("file", _("Either a file or words: leave one of them empty."))
        elif file:
            self._read(file, cleaned)
        elif not text and not self.errors:
            self.add_error("file", _("Choose a file, or paste the words."))
        return cleaned

    def _read(self, file: Any, cleaned: dict[str, Any]) -> None:
        try:
            # One byte more than is taken says that it is too large.
            text, left = self.read_file(file.read(self.most_bytes + 1))
        except ValidationError as error:
            self.add_error("file", error)
            return
        cleaned["text"], cleaned["left"] = clean_lines(text), left
        if len(cleaned["text"]) > LONGEST:
            self.add_error("file", _("This text is too long to be taken over at once. Bring it in parts."))


class LookForm(forms.Form):
    """What is about to be taken over, to be put right by hand. `revision`: the text that it was looked at beside."""

    text = LinesField(label=_("The text, line by line"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 24}))
    left = LinesField(required=False, max_length=20_000, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    @property
    def left_out(self) -> list[str]:
        return str(self["left"].value() or "").splitlines()
