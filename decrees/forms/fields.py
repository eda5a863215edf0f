"""Fields that several forms share."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from decrees.models.words import LONGEST, TOO_LONG
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT, Audience
from forum.forms.dates.fields import DateField
from forum.forms.fields import LinesField
from forum.models.access import discussions_of
from forum.permissions import Anyone, organisations_of


class WordsField(LinesField):
    """Several lines that are not too long."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.validators.append(MaxLengthValidator(LONGEST, TOO_LONG))


class SeenField(forms.IntegerField):
    """The entry of the answer that the form was made from; 0 if there was none."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)


class ManyField(forms.ModelMultipleChoiceField):
    """Ticks. A number that no database can hold is an unknown choice like any other."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": value}) from None


class DayField(DateField):
    def allow(self, first: datetime.date, last: datetime.date) -> None:
        """Tells the days; the service decides."""
        days = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        self.help_text = _("From %(first)s to %(last)s.") % days


def audience_choices(user: Anyone) -> list[tuple[str, Any]]:
    speaking = [one for one in organisations_of(user) if one.pk in discussions_of(user)]
    own = [(Audience.of(one), _("only %(name)s") % {"name": one.label}) for one in speaking]
    return [
        (PUBLIC, _("everybody who may read the draft")),
        (MEMBERS, _("those taking part in the round")),
        (SECRETARIAT, _("only the secretariat")),
        *own,
    ]
