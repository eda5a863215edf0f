"""Forms of citizens who are heard online without a login, and of the secretariat that looks at what they sent."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decrees.forms.fields import ManyField, WordsField
from decrees.models import CitizenComment, Comment
from decrees.models.participation.citizens import Kind
from forum.forms.fields import LineField
from forum.models.ledger.hiding import Why
from forum.models.settings import ForumSettings

SELECTORS = ("clause", "start", "end", "quote", "prefix", "suffix")


def consent_text() -> str:
    """What a person agrees to; the words are kept as proof."""
    local = ForumSettings.objects.select_related("secretariat").first() or ForumSettings()
    names = {
        "secretariat": local.secretariat.name if local.secretariat else gettext("the secretariat"),
        "contact": local.contact_email or gettext("the secretariat's office"),
    }
    return (
        gettext(
            "I agree that %(secretariat)s keeps my email address and my name, in order to confirm what I say here and "
            "to tell me what became of it. The address is not published, the name only if I ask for it above. Both are "
            "deleted one year after the last round of this draft, or at once with the link in the mail; what I said "
            "stays public. I can ask at %(contact)s to see, correct or delete what is kept. Legal basis: my consent "
            "under Law 27 of 2022 on personal data protection."
        )
        % names
    )


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
        self.fields["consent"].help_text = consent_text()

    @property
    def is_from_program(self) -> bool:
        return bool(self.data.get("website"))

    def told(self) -> dict[str, Any]:
        """What was filled in, as the service takes it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "website"}
        return {**told, "consent": consent_text()}


class CitizenCommentForm(ByMailForm):
    """`places`: the clauses to choose from, where the address does not say which."""

    form = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    clause = forms.ChoiceField(label=_("What you speak about"))
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    quote = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    # A field of the contract with the script; Django keeps it apart from the form's own prefix.
    prefix = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)  # type: ignore[assignment]
    suffix = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    text = WordsField(label=_("What you say"), rows=6)
    kind = forms.ChoiceField(label=_("You speak"), choices=Kind.choices, initial=Kind.CITIZEN, widget=forms.RadioSelect)
    place = LineField(
        label=_("Village or organisation"),
        max_length=100,
        required=False,
        help_text=_("Shown beside what you say. Needed if you speak for one."),
    )
    name = LineField(
        label=_("Name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    shows_name = forms.BooleanField(label=_("My name may be published"), required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [("", _("Please choose")), *places]  # type: ignore[attr-defined]
        if self["clause"].value() in dict(places):
            self.fields["clause"].widget = forms.HiddenInput()
        self.order_fields(["clause", "text", "kind", "place", "name", "shows_name", "email", "consent"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") not in (None, Kind.CITIZEN) and not cleaned.get("place"):
            self.add_error("place", _("Name the village or the organisation."))
        if cleaned.get("shows_name") and not cleaned.get("name"):
            self.add_error("name", _("Type the name that is to be published, or take the tick away."))
        return cleaned


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
