"""Forms of readers who report words, of those who hide them, and of those who object."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decrees.forms.fields import WordsField
from decrees.models import Answer, Comment, Reaction, Report
from decrees.models.hiding import Why
from decrees.models.hiding.records import Part
from forum.forms.fields import LineField


def _parts(comment: Comment) -> list[tuple[str, Any]]:
    """Which words of a comment stand, and are not hidden."""
    rows = {Part.COMMENT: comment, Part.ANSWER: comment.answer, Part.REACTION: comment.reaction}
    said = {part: row for part, row in rows.items() if row is not None and row.gap is None}
    return [(part.value, part.label) for part, row in said.items() if isinstance(row, Comment) or row.reason]


def _earlier_parts(comment: Comment) -> list[tuple[str, str]]:
    """The same of what stands no more and is still read: `<part>-<its entry>`."""
    rows: list[Answer | Reaction] = [*comment.earlier_answers, *comment.earlier_reactions]
    rows += [reaction for answer in comment.earlier_answers for reaction in answer.reactions.all()]
    said = [row for row in rows if row.reason and row.gap is None]
    return [(f"{_part(row)}-{row.seq}", _name(row)) for row in sorted(said, key=lambda row: row.seq or 0)]


def _part(row: Answer | Reaction) -> Part:
    return Part.ANSWER if isinstance(row, Answer) else Part.REACTION


def _name(row: Answer | Reaction) -> str:
    at = row.answered_at if isinstance(row, Answer) else row.at
    part, day = _part(row).label, date_format(localtime(at), "j F Y")
    return gettext("%(part)s of %(day)s: “%(words)s”") % {
        "part": part,
        "day": day,
        "words": Truncator(row.reason).words(8),
    }


class PartField(forms.ChoiceField):
    """Asked only where there is a choice."""

    def offer(self, comment: Comment, *, earlier: bool = False) -> None:
        self.choices = _parts(comment) + (_earlier_parts(comment) if earlier else [])
        self.initial = next((value for value, _label in self.choices), "")
        if len(self.choices) == 1:
            self.widget = forms.HiddenInput()


class ReportForm(forms.Form):
    template_name = "components/forms/form.html"
    part = PartField(label=_("Which words"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Why they should go"), choices=Report.Reason.choices, widget=forms.RadioSelect)
    words = WordsField(
        label=_("In your own words"),
        required=False,
        help_text=_("Needed only for “something else”. Do not repeat the personal data."),
    )
    # A field that people do not see: who fills it in is a program.
    website = LineField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].offer(comment)  # type: ignore[attr-defined]

    @property
    def is_from_program(self) -> bool:
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == Report.Reason.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Say in your own words why."))
        return cleaned


class ObjectionForm(forms.Form):
    template_name = "components/forms/form.html"
    words = WordsField(
        label=_("Objection"), help_text=_("Everybody reads it at the gap. Do not repeat the words that were hidden.")
    )


class HidingForm(forms.Form):
    part = PartField(label=_("Which words"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Reason"), choices=Why.choices, widget=forms.RadioSelect)
    note = WordsField(
        label=_("Explanation"), rows=3, help_text=_("For the second person who decides. Do not repeat personal data.")
    )
    at_once = forms.BooleanField(
        label=_("Hide at once"),
        required=False,
        help_text=_("Personal data only. It is shown again unless a second person confirms it in time."),
    )

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].offer(comment, earlier=True)  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """`decision` is the button that was pressed."""

    reason = WordsField(
        label=_("Reason"), rows=3, required=False, help_text=_("Needed unless you confirm. Everybody reads it.")
    )


class OutcomeForm(forms.Form):
    outcome = WordsField(label=_("What was decided"), rows=3)
