"""Forms of circulated minutes: an objection, its answer, the terms of a circulation and of an approval."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LinesField
from forum.models import MeetingPage
from minutes.models import Correction, MinutesPage, content


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
                (part, f"{content.place_of(text, part)}: {Truncator(said).words(10)}")
                for part, said in words.items()
                if part not in text.gaps
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("days", settings.MINUTES_CORRECTION_DAYS)


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
