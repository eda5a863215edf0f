"""Forms of circulated minutes: an objection, its answer, the terms of a circulation and of an approval."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LinesField
from forum.models import MeetingPage
from forum.models.typed import folded
from minutes.models import Correction, MinutesPage, content
from minutes.reading.corrections.guests import ExpectedGuest


class ObjectionForm(forms.Form):
    part = forms.ChoiceField(
        label=_("Which row"), required=False, help_text=_("Or choose the words in the text with the mouse or finger.")
    )
    quote = LinesField(
        label=_("The words in question"),
        help_text=_("Copied from the row. Empty: the whole row."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    proposed = LinesField(
        label=_("Proposed wording"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    text = LinesField(label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, text: MinutesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = content.words_by_part(text)
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            ("", _("The minutes as such (attendance, times, what is missing)")),
            *(
                (part, f"{content.place_of(text, part)}: {Truncator(text.blackout.row(part, said)).words(10)}")
                for part, said in words.items()
                if not content.out_of_sight(text, part)
            ),
        ]


class AcceptForm(forms.Form):
    words = LinesField(
        label=_("What stands in its place"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = LinesField(label=_("Note"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, correction: Correction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("words", correction.passage.proposed)
        if not correction.passage.part:
            del self.fields["words"]
            self.fields["reason"].required = True
            self.fields["reason"].help_text = _(
                "It concerns no row of the text: change the minutes in the editor, circulate them again, and say so "
                "here."
            )


class WordsForm(forms.Form):
    """A reason, a question or a reply."""

    words = LinesField(label=_("Your words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class CirculateForm(forms.Form):
    days = forms.IntegerField(
        label=_("Days to object"),
        required=False,
        min_value=1,
        max_value=90,
        help_text=_("Until the end of the last day. After that the text is locked."),
    )

    guests = LinesField(
        label=_("Addresses of guests"),
        required=False,
        max_length=8000,
        help_text=_(
            "Guests who were present and of whom no address is known, a line for each: complete those who gave you one "
            "in order to be asked. The others are not told."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, guests: Sequence[ExpectedGuest] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("days", settings.MINUTES_CORRECTION_DAYS)
        self.without_address = [one for one in guests if not one.address]
        self.initial.setdefault("guests", "\n".join(f"{one.name}; " for one in self.without_address))
        if not self.without_address:
            del self.fields["guests"]

    @property
    def given(self) -> dict[str, Any]:
        """As the service takes it."""
        told = dict(self.cleaned_data)
        return {"days": told["days"], "addresses": told.get("guests") or {}}

    def clean_guests(self) -> dict[str, str]:
        """Addresses by the key of the guest. Of two of one name the first line is for the first."""
        left, found = list(self.without_address), {}
        for line in filter(str.strip, self.cleaned_data["guests"].splitlines()):
            name, address = (part.strip() for part in (line if ";" in line else f"{line};").rsplit(";", 1))
            guest = next((one for one in left if folded(one.name) == folded(name)), None)
            if guest is None:
                raise forms.ValidationError(_("There is no guest “%s” without an address.") % name)
            left.remove(guest)
            if address:
                validate_email(address)
                found[guest.key] = address
        return found


class ApproveForm(forms.Form):
    meeting = forms.ModelChoiceField(
        label=_("Approved in"), queryset=MeetingPage.objects.none(), required=False, empty_label=_("in writing")
    )
    over_objections = forms.BooleanField(
        label=_("Approve over objections that have no answer; everybody will read this"), required=False
    )

    def __init__(self, *args: Any, minutes: MinutesPage, unanswered: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting: Any = self.fields["meeting"]
        meeting.queryset = _meetings_since(minutes)
        meeting.label_from_instance = _named
        if not unanswered:
            del self.fields["over_objections"]


def _meetings_since(minutes: MinutesPage) -> Any:
    """The meeting itself and the next ones: of a forum that meets weekly, those of a quarter."""
    since = MeetingPage.objects.live().filter(starts_at__gte=minutes.meeting.starts_at)
    nearest = list(since.order_by("starts_at", "pk").values_list("pk", flat=True)[:12])
    return MeetingPage.objects.filter(pk__in=nearest).order_by("starts_at", "pk")


def _named(meeting: Any) -> str:
    return f"{meeting.title}, {date_format(localtime(meeting.starts_at), 'j F Y')}"
