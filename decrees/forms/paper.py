"""The form for comments that were received on paper."""

import datetime
import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from decrees import permissions
from decrees.forms.fields import DayField, WordsField
from decrees.models import Comment, Round, Version
from decrees.reading.layout import Place
from decrees.text.place_names import words_of
from forum.forms.fields import LineField
from forum.models import Organisation

WORDS_SHOWN = 12


def clause_choices(listed: list[tuple[Place, str]]) -> list[tuple[str, str]]:
    """`listed` are the passages of a version in order, each with the name that lawyers give it."""
    return [
        (place.clause.id, f"{place.number}. {name}: {Truncator(words_of(place.clause)).words(WORDS_SHOWN)}")
        for place, name in listed
    ]


class SheetField(forms.ModelChoiceField):
    """The version that a sheet was printed from: its number and date, and its fingerprint, as on every page of it."""

    def label_from_instance(self, obj: Any) -> str:
        words = {"number": obj.number, "date": date_format(timezone.localtime(obj.circulated_at), "j F Y")}
        return f"{_('Version %(number)s of %(date)s') % words} · {obj.digest[:16]}"


class PaperForm(forms.Form):
    """One sheet: who handed it in stays, what was said changes from comment to comment.

    `listed` are the passages of the version that the sheet was printed from. A number is looked up there and shown in
    words before anything is stored: `seen` says which clauses of which version were shown.
    """

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    version = SheetField(
        label=_("The sheet was printed from"),
        queryset=Version.objects.none(),
        to_field_name="number",
        empty_label=None,
        help_text=_("It stands at the head of every page. Numbers differ from version to version."),
    )
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    office = LineField(
        label=_("Who handed it in"),
        required=False,
        max_length=80,  # with the organisation's name it stands in one field
        help_text=_("An office or a group: “Ketua RT 3”, “warga Desa Trucuk”. Public: never write a citizen's name."),
    )
    received_on = DayField(label=_("Received on"))
    numbers = forms.RegexField(
        label=_("Numbers of the clauses"),
        regex=r"^\s*\d{1,4}(\s*[,;]\s*\d{1,4})*\s*$",
        required=False,
        help_text=_("As printed on the sheet: 12, or 12, 14 if the same is said about several."),
    )
    clause = forms.ChoiceField(label=_("Or choose the clause"), required=False)
    quote = WordsField(
        label=_("Clause"),
        required=False,
        rows=2,
        help_text=_("Words that stand once in this clause, exactly as there. Empty: the whole clause."),
    )
    text = WordsField(label=_("Comment"), required=False)
    proposed = WordsField(label=_("Proposed wording"), required=False, rows=3)
    tag = forms.ChoiceField(label=_("Concerns"), required=False, choices=[("", _("not said")), *Comment.Tag.choices])

    def __init__(self, *args: Any, round_: Round, listed: list[tuple[Place, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round_
        sheets = round_.decree.versions.filter(number__lte=round_.version.number)
        self.fields["version"].queryset = sheets.defer("tree")  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = permissions.participants_first(round_.decree)  # type: ignore[attr-defined]
        self.fields["clause"].choices = [("", "–"), *clause_choices(listed)]  # type: ignore[attr-defined]
        self.by_number = {place.number: place.clause.id for place, _name in listed}
        first, last = round_.days_of_receipt
        self.fields["received_on"].initial = last
        self.fields["received_on"].allow(first, last)  # type: ignore[attr-defined]

    def clean_received_on(self) -> datetime.date:
        """Here too, so that the day is right before the passage is shown to be checked."""
        day: datetime.date = self.cleaned_data["received_on"]
        try:
            self.round.require_received_in_time(day)
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return day

    def clean_numbers(self) -> list[str]:
        numbers = [int(number) for number in re.findall(r"\d+", self.cleaned_data["numbers"])]
        unknown = [str(number) for number in numbers if number not in self.by_number]
        if unknown:
            raise ValidationError(_("There is no clause %(numbers)s."), params={"numbers": ", ".join(unknown)})
        return [self.by_number[number] for number in dict.fromkeys(numbers)]

    def clean_proposed(self) -> str | None:
        return self.cleaned_data["proposed"] or None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "numbers" in cleaned:
            chosen = [*cleaned["numbers"], cleaned.get("clause")]
            cleaned["clauses"] = list(dict.fromkeys(filter(None, chosen)))
            self._check(cleaned)
        return cleaned

    def _check(self, cleaned: dict[str, Any]) -> None:
        if not cleaned["clauses"]:
            self.add_error("numbers", _("Give the number of a clause, or choose it."))
        if len(cleaned["clauses"]) > 1 and (cleaned.get("quote") or cleaned.get("proposed")):
            self.add_error("numbers", _("Words of a passage and a proposed wording belong to one clause."))
        if not cleaned.get("text") and cleaned.get("proposed") is None:
            self.add_error("text", _("Write a comment, or propose a wording."))

    @property
    def shown(self) -> str:
        """Which clauses of which version are meant, for `seen`."""
        return f"{self.cleaned_data['version'].number}:{','.join(self.cleaned_data['clauses'])}"

    @property
    def is_seen(self) -> bool:
        """A clause that was chosen by its words needs no second look, unless the words were another version's."""
        seen, number = self.cleaned_data["seen"], str(self.cleaned_data["version"].number)
        by_words = not self.cleaned_data["numbers"] and seen.partition(":")[0] == number
        return by_words or seen == self.shown

    def to_be_seen(self) -> None:
        """Send the form back with what is shown beside it."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = self.shown
        self.data = data

    @property
    def words(self) -> dict[str, Any]:
        """What the service takes, without the clause."""
        names = ("version", "organisation", "office", "received_on", "quote", "text", "proposed", "tag")
        return {name: self.cleaned_data[name] for name in names}
