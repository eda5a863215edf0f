"""Forms of citizens who are heard online without a login, and of the secretariat that looks at what they sent."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from decrees import permissions
from decrees.drafting.letters.remarks import locate
from decrees.forms.fields import ManyField, PassagesForm, WordsField
from decrees.models import CitizenComment, Comment, Version
from decrees.models.participation.citizens import Kind
from decrees.text import find
from forum.forms.fields import LineField
from forum.models.ledger.hiding import Why
from forum.models.settings import ForumSettings
from forum.models.typed import says_something

SELECTORS = ("clause", "start", "end", "quote", "prefix", "suffix")


def consent_text() -> str:
    """What a person agrees to who comments; the words are kept as proof."""
    return (
        gettext(
            "I agree that %(secretariat)s keeps my email address, and my name if I ask above for it to be published, "
            "in order to confirm what I say here and to tell me what became of it. The address is not published. "
            "What I say is published, with as whom I speak and the village or organisation that I name. Address and "
            "name are deleted %(days)s after the last round of this draft, or at once with the link in the mail; "
            "what I said stays public. I can ask at %(contact)s to see, correct or delete what is kept. Legal basis: "
            "my consent under Law 27 of 2022 on personal data protection."
        )
        % _named()
    )


def consent_to_support() -> str:
    """The same for who supports a comment: no name is asked, and only a number is published."""
    return (
        gettext(
            "I agree that %(secretariat)s keeps my email address and which comments I support, in order to count me "
            "once and to show me what became of them. Neither is published: there is only a number. The address is "
            "deleted %(days)s after the last round of this draft, or at once with the link in the mail; the number "
            "stays. I can ask at %(contact)s to see, correct or delete what is kept. Legal basis: my consent under "
            "Law 27 of 2022 on personal data protection."
        )
        % _named()
    )


def _named() -> dict[str, str]:
    local = ForumSettings.objects.select_related("secretariat").first() or ForumSettings()
    days = settings.CITIZENS_KEPT_DAYS
    return {
        "secretariat": local.secretariat.name if local.secretariat else gettext("the secretariat"),
        "contact": local.contact_email or gettext("the secretariat's office"),
        "days": ngettext("%(count)d day", "%(count)d days", days) % {"count": days},
    }


class ByMailForm(forms.Form):
    """Whoever fills it in is told by mail how to go on."""

    template_name = "components/forms/form.html"
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A link goes there first: only then it counts. The address is not published."),
    )
    consent = forms.BooleanField(
        label=_("I agree"), error_messages={"required": _("Without your consent we may not keep your data.")}
    )
    # A field that people do not see: who fills it in is a program.
    website = LineField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].help_text = self.consent_words()

    @property
    def is_from_program(self) -> bool:
        return bool(self.data.get("website"))

    def told(self) -> dict[str, Any]:
        """What was filled in, as the service takes it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "website"}
        return {**told, "consent": self.consent_words()}

    def consent_words(self) -> str:
        raise NotImplementedError


class CitizenSupportForm(ByMailForm):
    def consent_words(self) -> str:
        return consent_to_support()


class CitizenCommentForm(PassagesForm, ByMailForm):
    """`places`: the clauses to choose from, where the address does not say which. A passage comes with the address, as
    it was selected, or is typed."""

    template_name = "decrees/comments/citizens/fields.html"

    form = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    clause = forms.ChoiceField(label=_("What you speak about"))
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    quote = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    # A field of the contract with the script; Django keeps it apart from the form's own prefix.
    prefix = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)  # type: ignore[assignment]
    suffix = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    passage = WordsField(
        label=_("Only these words of it"),
        required=False,
        rows=2,
        help_text=_("Words that stand once in the clause. Empty: the whole clause."),
    )
    text = WordsField(label=_("What you say"), required=False, rows=6)
    proposed = WordsField(
        label=_("Proposed wording"),
        required=False,
        rows=3,
        help_text=_("What is to stand there instead. Empty, or left as it is: nothing is proposed."),
    )
    strike = forms.BooleanField(label=_("I propose to strike these words out"), required=False)
    kind = forms.ChoiceField(label=_("You speak"), choices=Kind.choices, initial=Kind.CITIZEN, widget=forms.RadioSelect)
    place = LineField(
        label=_("Village or organisation"),
        max_length=100,
        required=False,
        help_text=_("Shown beside what you say. Needed if you speak for one."),
    )
    name = LineField(
        label=_("Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Kept only if it may be published."),
    )
    shows_name = forms.BooleanField(label=_("My name may be published"), required=False)

    def __init__(
        self,
        *args: Any,
        places: list[tuple[str, str]],
        version: Version,
        further: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        """`further` are the passages in other clauses that were selected with the first."""
        super().__init__(*args, **kwargs)
        chosen = self.offer_passages(version, further)
        self.fields["text"].is_needed = True  # type: ignore[attr-defined]
        if self["end"].value():
            del self.fields["passage"]
        if permissions.citizens_may_propose(version.decree):
            self.fields["text"].help_text = _("May stay empty if you propose a wording.")
            self.fields["proposed"].initial = self._selected()
            self.offer_wordings_beside(self.fields["proposed"], chosen)
        else:
            del self.fields["proposed"], self.fields["strike"]
        self.fields["clause"].choices = [("", _("Please choose")), *places]  # type: ignore[attr-defined]
        if self["clause"].value() in dict(places):
            self.fields["clause"].widget = forms.HiddenInput()
        by_whom = ["kind", "place", "name", "shows_name", "email", "consent"]
        self.order_fields(["clause", "passage", "further", "text", "also", *by_whom])

    def consent_words(self) -> str:
        return consent_text()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._find(cleaned)
        if cleaned.pop("strike", False):
            cleaned["proposed"] = ""
        if cleaned.get("proposed") is None and not says_something(cleaned.get("text", "")) and not self.errors:
            self.add_error("text", _("Write a comment, or propose a wording."))
        if cleaned.get("kind") not in (None, Kind.CITIZEN) and not cleaned.get("place"):
            self.add_error("place", _("Name the village or the organisation."))
        if cleaned.get("shows_name") and not cleaned.get("name"):
            self.add_error("name", _("Type the name that is to be published, or take the tick away."))
        return cleaned

    def clean_proposed(self) -> str | None:
        """None unless other words were typed than those that were selected."""
        proposed = self.cleaned_data["proposed"]
        return None if proposed.split() in ([], self._selected().split()) else proposed

    def _selected(self) -> str:
        clause, start, end = (str(self[name].value() or "") for name in ("clause", "start", "end"))
        known = find(self.version.document, clause)
        return known.text[int(start) : int(end)] if known and start.isdecimal() and end.isdecimal() else ""

    def _find(self, cleaned: dict[str, Any]) -> None:
        """Where the words stand that were typed as a passage."""
        words, clause = cleaned.pop("passage", ""), find(self.version.document, cleaned.get("clause", ""))
        if not words or clause is None:
            return
        found = locate(clause.text, words)
        if found is None:
            self.add_error("passage", _("These words do not stand once in this clause. Copy them from it."))
        elif found != (0, len(clause.text)):
            start, end = found
            cleaned |= {"start": start, "end": end, "quote": clause.text[start:end]}

    @property
    def about(self) -> list[forms.BoundField]:
        return self._shown("clause", "passage", "further", "text")

    @property
    def aside(self) -> list[forms.BoundField]:
        return self._shown("also", "proposed", "strike", *self.wording_names)

    @property
    def aside_words(self) -> str:
        return str(_("Name other clauses, propose a wording") if "proposed" in self.fields else _("Name other clauses"))

    @property
    def by_whom(self) -> list[forms.BoundField]:
        return self._shown("kind", "place", "name", "shows_name", "email", "consent")

    def _shown(self, *names: str) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in names]

    @property
    def has_aside(self) -> bool:
        return any(field.errors or (self.is_bound and field.name in self.changed_data) for field in self.aside)


class CheckForm(forms.Form):
    """What was sent in the same or nearly the same words: published as one text with a number, or not at all."""

    asked = ManyField(label=_("Sent"), queryset=CitizenComment.objects.none())
    joins = forms.ModelChoiceField(
        label=_("Says the same as"),
        queryset=Comment.objects.none(),
        required=False,
        empty_label=_("nothing published so far"),
    )
    reason = forms.ChoiceField(
        label=_("Why it is not published"), choices=[("", _("Please choose")), *Why.choices], required=False
    )
    note = WordsField(
        label=_("Explanation"), required=False, rows=2, help_text=_("Whoever wrote reads it, and nobody else.")
    )

    def __init__(self, *args: Any, rows: Iterable[CitizenComment], like: Comment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [row.pk for row in rows]
        self.fields["asked"].queryset = CitizenComment.objects.waiting().filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["asked"].initial = keys
        if like is None:
            del self.fields["joins"]
        else:
            self.fields["joins"].queryset = Comment.objects.filter(pk=like.pk)  # type: ignore[attr-defined]
            self.fields["joins"].initial = like.pk
