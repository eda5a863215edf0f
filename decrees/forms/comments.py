"""Forms in which people comment, reply, support and change their words. They check what was typed; services decide."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decrees import permissions
from decrees.drafting.restructuring import Structure
from decrees.forms.fields import PassagesForm, WordsField, audience_choices, is_wording
from decrees.models import Comment, DecreePage, Version
from decrees.reading.layout import numbered
from forum.audiences import PUBLIC
from forum.forms.fields import LineField
from forum.models import Organisation
from forum.models.typed import says_something
from forum.permissions import Anyone


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

    keeps_order = False  # it proposes already where the clause is to stand

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
        proposes = cleaned.get("proposed") is not None or cleaned.get("kind") or self.keeps_order
        if not proposes and not says_something(cleaned.get("text", "")) and not self.errors:
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
        self.keeps_order = comment.structure is not None
        if self.keeps_order:
            self.fields.pop("strike", None)
        if comment.wanted and comment.wanted.kind is Structure.MOVE:
            self.fields.pop("proposed", None)
        if comment.parent_id:
            self.fields["text"].help_text = ""
            for name in ("proposed", "strike", "tag"):
                self.fields.pop(name, None)


class SupportForm(forms.Form):
    """One button. What it says when the page was made is what it does, also if it is pressed twice."""

    withdraw = forms.BooleanField(widget=forms.HiddenInput, required=False)


class CommentForm(PassagesForm, SaidForm):
    """`clause` and the fields after it say which passage. Most say something and no more: all else is folded."""

    template_name = "decrees/comments/writing/fields.html"
    folded = ("kind", "proposed", "strike", "new_clause", "after", "also", "tag", "audience")
    field_order = ("text", "further", *folded)
    proposing = ("kind", "new_clause", "after")

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    clause = forms.CharField(widget=forms.HiddenInput, max_length=80)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    quote = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    # A field of the contract with the script; Django keeps it apart from the form's own prefix.
    prefix = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)  # type: ignore[assignment]
    suffix = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    kind = forms.ChoiceField(
        label=_("What you propose"),
        required=False,
        choices=[
            ("", _("other words")),
            (Structure.NEW.value, _("a new clause after this one")),
            (Structure.MOVE.value, _("to move this clause")),
        ],
        widget=forms.RadioSelect(attrs={"class": "in-line"}),
    )
    new_clause = WordsField(label=_("Words of the new clause"), required=False, rows=3)
    after = LineField(
        label=_("After clause number"),
        required=False,
        max_length=10,
        help_text=_("Its number beside the text."),
    )
    # Never guessed: an audience that is not offered any more is chosen anew.
    audience = forms.ChoiceField(label=_("Who may read it"), initial=PUBLIC)

    def __init__(self, *args: Any, user: Anyone, version: Version, further: Sequence[str] = (), **kwargs: Any) -> None:
        """`further` are the passages in other clauses that were selected with the first."""
        decree = version.decree
        super().__init__(*args, user=user, decree=decree, **kwargs)
        self.sending = _sending(user, decree)
        self.offer_wordings_beside(self.fields.get("proposed"), self.offer_passages(version, further))
        self.order_fields(self._in_order())
        if "proposed" not in self.fields:
            for name in self.proposing:
                del self.fields[name]
        if proposed := self.fields.get("proposed"):
            # The script keeps what was typed, not what was there to start from.
            proposed.widget.attrs["data-was"] = self.passage
        self.fields["audience"].choices = [("", _("Please choose")), *audience_choices(user)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._order(cleaned)
        return cleaned

    def _order(self, cleaned: dict[str, Any]) -> None:
        """A new clause, or where this one is to stand: in place of other words."""
        words, number = cleaned.pop("new_clause", ""), cleaned.pop("after", "")
        kind = cleaned.pop("kind", "")
        if not kind:
            return
        cleaned["structure"] = Structure(kind)
        if kind == Structure.MOVE:
            cleaned["after"] = numbered(self.version.document).get(number, "")
            if not cleaned["after"]:
                self.add_error("after", _("Give the number of the clause after which it is to stand."))
        elif not says_something(words):
            self.add_error("new_clause", _("Write the words of the new clause."))
        cleaned["proposed"] = words if kind == Structure.NEW else None

    def _in_order(self) -> list[str]:
        """The wordings of the further passages behind that of the first."""
        at = self.folded.index("new_clause")
        return ["text", "further", *self.folded[:at], *self.wording_names, *self.folded[at:]]

    @property
    def in_sight(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not self._is_folded(field.name)]

    @property
    def aside(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if self._is_folded(field.name)]

    def _is_folded(self, name: str) -> bool:
        return name in self.folded or is_wording(name)

    @property
    def aside_words(self) -> str:
        words = _("Propose a wording, name other clauses, say what it concerns and who reads it")
        others = _("Name other clauses, say what it concerns and who reads it")
        return str(words if "proposed" in self.fields else others)

    @property
    def has_aside(self) -> bool:
        """Something else stands there than at the beginning, or is wrong with it."""
        return any(field.errors or (self.is_bound and field.name in self.changed_data) for field in self.aside)


def _sending(user: Anyone, decree: DecreePage) -> dict[str, Any] | None:
    """In whose name it would be said, for the button."""
    representation = permissions.representation_in(user, decree)
    is_public = decree.reading == DecreePage.Reading.PUBLIC
    return {"name": representation.organisation.label, "is_public": is_public} if representation else None
