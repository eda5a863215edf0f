"""Into which other one a double goes."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


class MergeForm(forms.Form):
    """`others` may be chosen; whoever comes from the list of doubles finds the other one chosen."""

    into = forms.ModelChoiceField(label=_("Stays"), queryset=None)

    def __init__(self, *args: Any, others: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
