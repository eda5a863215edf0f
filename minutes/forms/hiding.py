"""The form of whoever wants a part of minutes hidden."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from forum.forms.hiding import HidingForm
from minutes.models import MinutesPage, content


class HiddenPartForm(HidingForm):
    part = forms.ChoiceField(label=_("Which words"))

    def __init__(self, *args: Any, minutes: MinutesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = {part: told for part, told in content.hideable(minutes).items() if part not in minutes.gaps}
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            (part, f"{place}: {Truncator(words).words(12)}") for part, (place, words) in parts.items()
        ]
