"""Forms about logins."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forum.models import Person


class InviteForm(forms.Form):
    """Ticks beside `people`; whoever is none of them any more is passed over."""

    people = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("Choose somebody to invite.")})

    def __init__(self, *args: Any, people: QuerySet[Person], most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitable, self.most = people, most
        self.fields["people"].valid_value = str.isdecimal  # type: ignore[attr-defined]

    def clean_people(self) -> list[Person]:
        keys = {key for key in self.cleaned_data["people"][: self.most] if key < 2**63}
        found = list(self.invitable.filter(pk__in=keys).select_related("user"))
        if not found:
            raise ValidationError(_("None of them is waiting for a link any more."))
        return found
