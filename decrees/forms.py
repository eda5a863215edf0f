"""Forms of the public pages and of the secretariat's. They read and check what was typed; services decide."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decrees import permissions
from decrees.models import Answer, Comment, DecreePage
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
    # A field of the contract with the script; Django keeps it apart from the form's own prefix.
    prefix = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)  # type: ignore[assignment]
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
