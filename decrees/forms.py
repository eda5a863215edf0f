"""Forms of the public pages and of the secretariat's. They read and check what was typed; services decide."""

import datetime
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decrees import permissions
from decrees.models import Answer, Comment, DecreePage, Round
from decrees.services.words import LONGEST
from forum.ledger import MEMBERS, PUBLIC, SECRETARIAT
from forum.permissions import Anyone, organisations_of


class WordsField(forms.CharField):
    """Several lines of plain text."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=LONGEST, **kwargs)


class ReplyForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = WordsField(label=_("Your reply"), rows=3)


class CommentForm(forms.Form):
    """`passage` is what is commented on; the proposed wording starts from it."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    clause = forms.CharField(widget=forms.HiddenInput, max_length=80)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    quote = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    prefix = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    suffix = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    text = WordsField(label=_("Your comment"), required=False)
    proposed = WordsField(
        label=_("Proposed wording"),
        required=False,
        rows=3,
        help_text=_("Change the words here if you propose others. Left as it is, nothing is proposed."),
    )
    audience = forms.ChoiceField(label=_("Who may read it"), required=False)

    def __init__(self, *args: Any, decree: DecreePage, user: Anyone, passage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passage = passage
        self.fields["audience"].choices = audience_choices(user)  # type: ignore[attr-defined]
        self.fields["proposed"].initial = passage
        if not permissions.can_propose(user, decree):
            del self.fields["proposed"]

    def clean_audience(self) -> str:
        return self.cleaned_data["audience"] or PUBLIC

    def clean_proposed(self) -> str | None:
        """None unless other words were typed than those that stand there."""
        proposed = self.cleaned_data["proposed"]
        return None if proposed.split() in ([], self.passage.split()) else proposed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("text") and not cleaned.get("proposed") and not self.errors:
            self.add_error("text", _("Write a comment, or propose a wording."))
        return cleaned


def audience_choices(user: Anyone) -> list[tuple[str, Any]]:
    own = [(f"organisation:{one.pk}", _("only %(name)s") % {"name": one.label}) for one in organisations_of(user)]
    return [
        (PUBLIC, _("everybody who may read the draft")),
        (MEMBERS, _("those taking part in the round")),
        (SECRETARIAT, _("only the secretariat")),
        *own,
    ]


class AnswerForm(forms.ModelForm[Answer]):
    class Meta:
        model = Answer
        fields = ("disposition", "reason")
        widgets = {"reason": forms.Textarea(attrs={"rows": 5}), "disposition": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["disposition"].choices = Answer.Disposition.choices  # type: ignore[attr-defined]
        self.fields["reason"].help_text = _("Everybody who may read the comment reads this too.")

    def _post_clean(self) -> None:
        """The service puts the answer together and checks it; here only the fields are read."""

    @classmethod
    def of(cls, comment: Comment, data: Any = None) -> "AnswerForm":
        return cls(data, instance=comment.answered)


class CirculateForm(forms.Form):
    changelog = WordsField(label=_("What changed"), help_text=_("For the first version: what the draft is."))
    reason = WordsField(
        label=_("Reason"), help_text=_("Why it was revised: the meeting, the comments, the legal check.")
    )


class RoundForm(forms.Form):
    """`closes_on` is the last day; comments are taken until it ends."""

    closes_on = forms.DateField(
        label=_("Last day for comments"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = WordsField(label=_("Note to the participants"), required=False, rows=2)

    def clean_closes_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["closes_on"]
        if day < timezone.localdate():
            raise ValidationError(_("The closing date must be in the future."))
        return day

    @property
    def closes_at(self) -> datetime.datetime:
        end = datetime.time(23, 59, 59)
        return timezone.make_aware(datetime.datetime.combine(self.cleaned_data["closes_on"], end))

    @classmethod
    def for_round(cls, round_: Round | None, data: Any = None) -> "RoundForm":
        day = timezone.localdate(round_.closes_at) if round_ else timezone.localdate() + datetime.timedelta(days=14)
        return cls(data, initial={"closes_on": day, "note": round_.note if round_ else ""})
