"""Forms of the archive, of corrections and of follow-ups: they validate, the services decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.models import MeetingPage, Organisation
from minutes.archive import query


class ArchiveForm(forms.Form):
    q = forms.CharField(label=_("Words in the minutes"), required=False, max_length=200)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    organisation = forms.ModelChoiceField(
        label=_("Organisation that took part"),
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("All organisations"),
    )
    kind = forms.ChoiceField(label=_("Kind of meeting"), required=False)
    action = forms.ChoiceField(
        label=_("Follow-ups"),
        required=False,
        choices=[
            ("", _("All")),
            (query.OPEN, _("some are open")),
            (query.OVERDUE, _("some are overdue")),
            (query.DONE, _("some are done")),
        ],
    )

    def __init__(self, *args: Any, facets: query.Facets, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(MeetingPage.Kind.choices)
        self.fields["year"].choices = [("", _("All years")), *((y, str(y)) for y in facets.years)]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = facets.organisations  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("All kinds")), *((k, labels[k]) for k in facets.kinds)]  # type: ignore[attr-defined]

    def filters(self) -> query.Filters:
        """What is valid filters; what is not is left out (the form says so)."""
        valid = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return query.Filters(**{key: value for key, value in valid.items() if key != "q" and value})


class CorrectionForm(forms.Form):
    text = forms.CharField(
        label=_("What should be corrected"),
        help_text=_("Name the part (for example: input 3) and give the wording that you propose."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DoneForm(forms.Form):
    note = forms.CharField(
        label=_("What was done"),
        help_text=_("This is shown in public. Do not write personal data."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Shown in public if the minutes were already published."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
