"""Forms in which people comment, reply, support and change their words. They check what was typed; services decide."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decrees import permissions
from decrees.forms.fields import WordsField
from decrees.models import Comment, DecreePage
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT, Audience
from forum.models import Organisation
from forum.models.access import discussions_of
from forum.models.typed import says_something
from forum.permissions import Anyone, organisations_of


def renew_token(form: forms.BaseForm, error: ValidationError) -> None:
    """What was refused because its form was sent already is a further comment if it is sent again."""
    if getattr(error, "code", "") == "sent":
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data[form.add_prefix("token")] = str(uuid.uuid4())  # type: ignore[index]


class ReplyForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = WordsField(label=_("Your reply"), rows=3)


class SaidForm(forms.Form):
    """What is said about `passage`; the proposed wording starts from it. One of the two is needed."""

    text = WordsField(label=_("Your comment"), required=False)
    proposed = WordsField(
        label=_("Proposed wording"),
        required=False,
        rows=3,
        help_text=_("Change the words here if you propose others. Left as it is, nothing is proposed."),
    )
    strike = forms.BooleanField(label=_("I propose to strike these words out"), required=False)
    tag = forms.ChoiceField(
        label=_("Concerns"),
        required=False,
        choices=[("", _("not said")), *Comment.Tag.choices],
        widget=forms.RadioSelect(attrs={"class": "in-line"}),
    )

    def __init__(
        self,
        *args: Any,
        decree: DecreePage,
        user: Anyone,
        passage: str,
        on_paper: bool = False,
        organisation: Organisation | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.passage = passage
        self.fields["text"].is_needed = True  # type: ignore[attr-defined]
        self.fields["proposed"].initial = passage
        if on_paper or permissions.can_propose(user, decree, organisation):
            self.fields["text"].help_text = _("May stay empty if you propose a wording.")
        else:
            del self.fields["proposed"], self.fields["strike"]

    def clean_proposed(self) -> str | None:
        """None unless other words were typed than those that stand there."""
        proposed = self.cleaned_data["proposed"]
        return None if proposed.split() in ([], self.passage.split()) else proposed

    def clean(self) -> dict[str, Any]:
        """To strike out is to propose no words at all."""
        cleaned = super().clean() or {}
        if cleaned.pop("strike", False):
            cleaned["proposed"] = ""
        if cleaned.get("proposed") is None and not says_something(cleaned.get("text", "")) and not self.errors:
            self.add_error("text", _("Write a comment, or propose a wording."))
        return cleaned


class EditForm(SaidForm):
    """Other words for a comment or a reply."""

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        known: dict[str, Any] = {"decree": comment.version.decree, "passage": comment.passage}
        super().__init__(*args, **known, on_paper=comment.received_on is not None, **kwargs)
        self.initial = {"text": comment.text, "tag": comment.tag, **self.initial}
        if comment.proposed is not None:
            said = {"proposed": comment.proposed or comment.passage, "strike": not comment.proposed}
            self.initial = said | self.initial
        if comment.parent_id:
            self.fields["text"].help_text = ""
            for name in ("proposed", "strike", "tag"):
                self.fields.pop(name, None)


class SupportForm(forms.Form):
    """One button. What it says when the page was made is what it does, also if it is pressed twice."""

    withdraw = forms.BooleanField(widget=forms.HiddenInput, required=False)


class CommentForm(SaidForm):
    """`clause` and the fields after it say which passage. Most say something and no more: all else is folded."""

    template_name = "decrees/comments/writing/fields.html"
    folded = ("proposed", "strike", "tag", "audience")

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    clause = forms.CharField(widget=forms.HiddenInput, max_length=80)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    quote = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    # A field of the contract with the script; Django keeps it apart from the form's own prefix.
    prefix = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)  # type: ignore[assignment]
    suffix = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    # Never guessed: an audience that is not offered any more is chosen anew.
    audience = forms.ChoiceField(label=_("Who may read it"), initial=PUBLIC)

    def __init__(self, *args: Any, user: Anyone, decree: DecreePage, **kwargs: Any) -> None:
        super().__init__(*args, user=user, decree=decree, **kwargs)
        self.sending = _sending(user, decree)
        if proposed := self.fields.get("proposed"):
            # The script keeps what was typed, not what was there to start from.
            proposed.widget.attrs["data-was"] = self.passage
        self.fields["audience"].choices = [("", _("Please choose")), *audience_choices(user)]  # type: ignore[attr-defined]

    @property
    def in_sight(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.folded]

    @property
    def aside(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in self.folded]

    @property
    def aside_words(self) -> str:
        words = _("Propose a wording, say what it concerns and who reads it")
        return str(words if "proposed" in self.fields else _("Say what it concerns and who reads it"))

    @property
    def has_aside(self) -> bool:
        """Something else stands there than at the beginning, or is wrong with it."""
        return any(field.errors or (self.is_bound and field.name in self.changed_data) for field in self.aside)


def _sending(user: Anyone, decree: DecreePage) -> dict[str, Any] | None:
    """In whose name it would be said, for the button."""
    representation = permissions.representation_in(user, decree)
    is_public = decree.reading == DecreePage.Reading.PUBLIC
    return {"name": representation.organisation.label, "is_public": is_public} if representation else None


def audience_choices(user: Anyone) -> list[tuple[str, Any]]:
    speaking = [one for one in organisations_of(user) if one.pk in discussions_of(user)]
    own = [(Audience.of(one), _("only %(name)s") % {"name": one.label}) for one in speaking]
    return [
        (PUBLIC, _("everybody who may read the draft")),
        (MEMBERS, _("those taking part in the round")),
        (SECRETARIAT, _("only the secretariat")),
        *own,
    ]
