"""Forms of readers who report words, of those who want them hidden, and of those who object."""

import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decrees.forms.fields import WordsField
from decrees.models import Answer, Comment, ConcealmentStep, Reaction, Report
from decrees.models.hiding.records import Part
from forum.forms.fields import LineField
from forum.forms.hiding import HidingForm
from forum.models.ledger.hiding import Step


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
    found = [(f"{_part(row)}-{row.seq}", _name(_part(row), _at(row), row.reason)) for row in sorted(said, key=_seq)]
    return found + _objections(comment)


def _objections(comment: Comment) -> list[tuple[str, str]]:
    """What was said to hidings of its words."""
    steps = ConcealmentStep.objects.filter(concealment__comment=comment, step=Step.OBJECTED)
    said = [step for step in steps if step.gap is None]
    return [(f"{Part.OBJECTION}-{step.seq}", _name(Part.OBJECTION, step.at, step.words)) for step in said]


def _part(row: Answer | Reaction) -> Part:
    return Part.ANSWER if isinstance(row, Answer) else Part.REACTION


def _seq(row: Answer | Reaction) -> int:
    return row.seq or 0


def _at(row: Answer | Reaction) -> datetime.datetime:
    return row.answered_at if isinstance(row, Answer) else row.at


def _name(part: Part, at: datetime.datetime, words: str) -> str:
    return gettext("%(part)s of %(day)s: “%(words)s”") % {
        "part": part.label,
        "day": date_format(localtime(at), "j F Y"),
        "words": Truncator(words).words(8),
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


class ConcealmentForm(HidingForm):
    part = PartField(label=_("Which words"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].offer(comment, earlier=True)  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    outcome = WordsField(label=_("What was decided"), rows=3)
