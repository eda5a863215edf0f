"""The form in which the secretariat asks organisations for input."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decrees import permissions
from decrees.forms.fields import DayField, ManyField, WordsField
from decrees.forms.paper import clause_choices
from decrees.models import Round
from decrees.reading.layout import Place
from forum import clock
from forum.models import Organisation


class InputRequestForm(forms.Form):
    organisations = ManyField(label=_("Whom"), queryset=Organisation.objects.none())
    clause = forms.ChoiceField(label=_("About"), required=False)
    question = WordsField(
        label=_("What is asked"), rows=3, help_text=_("Everybody who may read the draft reads this too.")
    )
    due = DayField(label=_("Until"))

    def __init__(self, *args: Any, round_: Round, listed: list[tuple[Place, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = permissions.commenting(round_.decree)  # type: ignore[attr-defined]
        self.fields["clause"].choices = [("", _("The whole draft")), *clause_choices(listed)]  # type: ignore[attr-defined]
        self.fields["due"].initial = round_.closes_on
        self.fields["due"].allow(clock.today(), round_.closes_on)  # type: ignore[attr-defined]
