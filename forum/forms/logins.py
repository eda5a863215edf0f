"""Forms about logins."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forum.models import Person
from forum.reading.directory.signing_in import AT_ONCE, never_signed_in


class InviteForm(forms.Form):
    """Ticks beside people who have never signed in. Whoever does so meanwhile is passed over."""

    people = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": _("Choose somebody to invite.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].valid_value = str.isdecimal  # type: ignore[attr-defined]

    def clean_people(self) -> list[Person]:
        keys = {key for key in self.cleaned_data["people"][:AT_ONCE] if key < 2**63}
        found = list(never_signed_in().filter(pk__in=keys).select_related("user"))
        if not found:
            raise ValidationError(_("None of them is waiting for a link any more."))
        return found
