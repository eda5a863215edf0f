"""Forms of the public edition: what is blacked out, what is kept, what a ralat mends."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LinesField
from minutes.models import MinutesPage, content
from minutes.reading.editions import mendable
from minutes.text import grounds

SHORT = forms.Textarea(attrs={"rows": 2})


class RedactForm(forms.Form):
    part = forms.ChoiceField(label=_("Which row"))
    quote = LinesField(
        label=_("Which words"),
        help_text=_(
            "Copied from the row; they are blacked out wherever they stand in these minutes. Empty: the whole row."
        ),
        required=False,
        max_length=4000,
        widget=SHORT,
    )
    ground = forms.ChoiceField(label=_("Legal ground"), choices=grounds.choices)
    note = LinesField(
        label=_("Reason"),
        help_text=_("What openness would harm (consequence test). Only the secretariat reads it."),
        max_length=2000,
        widget=SHORT,
    )

    def __init__(self, *args: Any, minutes: MinutesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = content.parts_of(minutes.get_latest_revision_as_object())
        self.fields["part"].choices = _listed(  # type: ignore[attr-defined]
            {part: told for part, told in rows.items() if part not in minutes.gaps and not part.endswith(":None")}
        )


class RalatForm(forms.Form):
    part = forms.ChoiceField(label=_("Which row"))
    quote = LinesField(label=_("What it says now"), max_length=500, widget=SHORT, help_text=_("Copied from the row."))
    words = LinesField(label=_("What ought to stand there"), max_length=500, widget=SHORT)
    reason = LinesField(
        label=_("Why"), max_length=500, widget=SHORT, initial=_("slip of the pen"), help_text=_("Everybody reads it.")
    )

    def __init__(self, *args: Any, minutes: MinutesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = _listed(mendable(minutes))  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """Only while something looks like personal data and has no answer."""

    over_findings = forms.BooleanField(
        label=_("Publish although some places that look like personal data have no answer"), required=False
    )


def _listed(rows: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(part, f"{place}: {Truncator(words).chars(60)}") for part, (place, words) in rows.items()]
