"""Forms of those who hide a part of minutes: they validate, services decide."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LinesField
from forum.models.ledger import Why
from minutes.models import MinutesPage, content


class WordsField(LinesField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, **kwargs)


class HidingForm(forms.Form):
    part = forms.ChoiceField(label=_("Which words"))
    reason = forms.ChoiceField(label=_("Reason"), choices=Why.choices, widget=forms.RadioSelect)
    note = WordsField(
        label=_("Explanation"), help_text=_("For the second person who decides. Do not repeat personal data.")
    )

    def __init__(self, *args: Any, minutes: MinutesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = {part: told for part, told in content.parts_of(minutes).items() if part not in minutes.gaps}
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            (part, f"{place}: {Truncator(words).words(12)}") for part, (place, words) in parts.items()
        ]


class DecisionForm(forms.Form):
    """`decision` is the button that was pressed."""

    reason = WordsField(
        label=_("Reason"), required=False, help_text=_("Needed unless you confirm. Everybody reads it.")
    )
