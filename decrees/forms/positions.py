"""The form in which an organisation sends its position."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decrees.forms.comments import SaidForm
from decrees.text.folding import same_words
from forum.audiences import MEMBERS, PUBLIC


class PositionForm(SaidForm):
    """What an organisation says in its own name. `was` is the passage that it was written on."""

    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    audience = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[(PUBLIC, _("everybody who may read the draft")), (MEMBERS, _("those taking part in the round"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Position of the organisation")
        self.fields["was"].initial = self.passage

    def clean(self) -> dict[str, Any]:
        """What a position says; `was` is for `is_outdated` alone."""
        cleaned = super().clean()
        cleaned.pop("was", None)
        return cleaned

    def is_outdated(self) -> bool:
        """There is other text by now than whoever wrote it had before them."""
        return "was" in self.data and not same_words(self.data["was"], self.passage)

    def start_from(self, given: dict[str, Any]) -> None:
        """What was typed, on the text as it is now. Words that were only left standing are proposed by nobody."""
        if same_words(given.get("proposed", ""), given.pop("was", "")):
            given.pop("proposed", None)
        self.initial.update(given)


class JoinForm(forms.Form):
    """One button. `words` is the digest of the position as it was read."""

    leave = forms.BooleanField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(widget=forms.HiddenInput, max_length=64)
