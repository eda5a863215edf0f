"""Forms of an answer to a comment, and of what its organisation says to that."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from decrees.forms.fields import ManyField, SeenField
from decrees.models import Answer, Comment, Reaction
from forum.forms.fields import form_field


class AlikeField(ManyField):
    def offer(self, comments: Sequence[Comment]) -> None:
        self.queryset = Comment.objects.filter(pk__in=[comment.pk for comment in comments])
        self.choices = [(comment.pk, self.label_from_instance(comment)) for comment in comments]

    def label_from_instance(self, comment: Comment) -> str:
        said = Truncator(comment.text or comment.proposed or "").words(24)
        return f"{comment.organisation.label}, {comment.clause_label}: {said}"


class AnswerForm(forms.ModelForm[Answer]):
    """`alike` are other comments that wait for an answer; those that are suggested come first."""

    seen = SeenField()
    together = AlikeField(label=_("Answer these likewise"), queryset=Comment.objects.none(), required=False)

    class Meta:
        model = Answer
        fields = ("disposition", "reason")
        formfield_callback = form_field
        widgets = {"reason": forms.Textarea(attrs={"rows": 5}), "disposition": forms.RadioSelect}

    def __init__(self, *args: Any, alike: Sequence[Comment] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.seq or 0
        _leave_out_hidden(self)
        self.fields["disposition"].choices = Answer.Disposition.choices  # type: ignore[attr-defined]
        self.fields["reason"].help_text = (
            _("Everybody who may read the comment reads this, and the answer before it with what was said to that.")
            if self.instance.pk
            else _("Everybody who may read the comment reads this too.")
        )
        together = cast(AlikeField, self.fields["together"])
        together.offer(alike)
        if not alike:
            del self.fields["together"]

    def _post_clean(self) -> None:
        """The service puts the answer together and checks it; here only the fields are read."""

    @property
    def together_with(self) -> list[Comment]:
        return list(self.cleaned_data.get("together", []))


class ReactionForm(forms.ModelForm[Reaction]):
    seen = SeenField()

    class Meta:
        model = Reaction
        fields = ("stance", "reason")
        formfield_callback = form_field
        widgets = {"reason": forms.Textarea(attrs={"rows": 4}), "stance": forms.RadioSelect}

    def __init__(self, *args: Any, answer: Answer, reaction: Reaction | None, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "instance": reaction})
        self.fields["seen"].initial = answer.seq or 0
        _leave_out_hidden(self)
        self.fields["stance"].choices = Reaction.Stance.choices  # type: ignore[attr-defined]
        self.fields["reason"].is_needed = True  # type: ignore[attr-defined]
        self.fields["reason"].help_text = _("Needed if you maintain the objection: it is annexed to the register.")

    def _post_clean(self) -> None:
        """The service checks it."""


def _leave_out_hidden(form: forms.ModelForm[Any]) -> None:
    """Whoever says it anew begins with an empty field, not with the gap."""
    if form.instance.gap is not None:
        form.initial["reason"] = ""
