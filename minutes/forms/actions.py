"""How a follow-up stands, and what shows it: these forms validate, services decide."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.forms.fields import LineField, LinesField
from forum.forms.uploads import kind_of
from forum.models import Link, Organisation
from forum.models.directory.outside.fields import LinksFormField
from minutes.models import ActionReport, ActionState, Elsewhere, Evidence, Exhibit
from minutes.reading.actions.lists import Filters


class ReportForm(forms.Form):
    """The state and a word on it; evidence may be left out."""

    state = forms.ChoiceField(
        label=_("How it stands"),
        choices=[(one.value, one.label) for one in ActionReport.STATES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it stands.")},
    )
    note = LinesField(
        label=_("What was done"),
        help_text=_("Or why it will not be done. This is shown in public. Do not write personal data."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    links = LinksFormField(
        label=_("Treated elsewhere"),
        required=False,
        help_text=_("For example a complaint or a request, a line for each: “LAPOR! 1234567 – what it is about”."),
    )
    there = LineField(
        label=_("How it stands there"),
        required=False,
        max_length=120,
        help_text=_("As you read it there today: this site asks nothing there."),
    )
    ended = forms.BooleanField(label=_("It was entered by mistake, or is not treated there any more"), required=False)
    link = forms.URLField(
        label=_("Address on the web that shows it"), required=False, max_length=500, assume_scheme="https"
    )
    file = forms.FileField(
        label=_("File that shows it"),
        required=False,
        help_text=_("PDF, JPEG, PNG or DOCX, 5 MB at most. It stays: nobody can exchange or remove it."),
        widget=forms.FileInput,
    )
    title = LineField(label=_("What it shows"), required=False, max_length=200)
    audience = forms.ChoiceField(
        label=_("Who may see the evidence"), choices=Evidence.Audience.choices, initial=Evidence.Audience.PUBLIC
    )

    def clean_file(self) -> Any:
        if file := self.cleaned_data["file"]:
            kind_of(file)
        return file

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or Evidence.Audience.PUBLIC

    def clean(self) -> Any:
        given = super().clean() or self.cleaned_data
        if not given.get("links") and "links" not in self.errors and (given.get("there") or given.get("ended")):
            self.add_error("links", _("Say where: a system and its tracking id."))
        return given

    @property
    def elsewhere(self) -> Elsewhere | None:
        given = self.cleaned_data
        links = [Link(**one) for one in given["links"] or ()]
        return Elsewhere(links, given["there"], given["ended"]) if links else None

    @property
    def evidence(self) -> list[Exhibit]:
        """What was given, of a valid form."""
        given, said = self.cleaned_data, {name: self.cleaned_data[name] for name in ("title", "audience")}
        link = [Exhibit(link=given["link"], **said)] if given["link"] else []
        return [*link, Exhibit(file=given["file"], **said)] if given["file"] else link


def _organisation(slug: str) -> Organisation | None:
    return Organisation.objects.filter(slug=slug).first()


class InChargeForm(forms.Form):
    organisation = forms.TypedChoiceField(
        label=_("Organisation in charge"), required=False, coerce=_organisation, empty_value=None
    )

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """The organisations by slug and name."""
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", _("All organisations")), *organisations]  # type: ignore[attr-defined]


class ActionFilterForm(InChargeForm):
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *ActionState.choices])
    year = forms.TypedChoiceField(label=_("Year of the meeting"), required=False, coerce=int, empty_value=None)
    late = forms.BooleanField(label=_("Late ones only"), required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("All years")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """Those with valid values. Invalid ones are ignored, and the form says so."""
        valid = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return Filters(**{name: value for name, value in valid.items() if value})


class BoardForm(InChargeForm):
    """What the board shows of the follow-ups."""

    DAYS = (("", _("Any day")), ("-1", _("Late")), ("7", _("Within a week")), ("30", _("Within a month")))

    due = forms.TypedChoiceField(label=_("Due"), required=False, choices=DAYS, coerce=int, empty_value=None)

    def filters(self) -> Filters:
        """`due` is until how many days from now; -1: until yesterday."""
        days = self._valid("due")
        until = None if days is None else clock.today() + datetime.timedelta(days=days)
        return Filters(organisation=self._valid("organisation"), until=until)

    def _valid(self, name: str) -> Any:
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get(name)
