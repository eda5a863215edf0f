"""What is typed in the room of a meeting. Services decide."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LineField, form_field
from forum.models import Organisation, Question, Sitting


class QuestionForm(forms.ModelForm[Question]):
    """For members in the name of an organisation, for others with a name or without one."""

    template_name = "components/forms/form.html"
    organisation = forms.ModelChoiceField(Organisation.objects.none(), required=False, label=_("In the name of"))
    # A field that people do not see: who fills it in is a program.
    website = LineField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    class Meta:
        model = Question
        fields = ("text", "name")
        formfield_callback = form_field
        widgets: ClassVar[dict[str, Any]] = {"text": forms.Textarea(attrs={"rows": 3, "maxlength": 300})}
        labels: ClassVar[dict[str, Any]] = {"text": _("Your question"), "name": _("Your name")}
        help_texts: ClassVar[dict[str, Any]] = {
            "text": _("At most 300 letters."),
            "name": _("Stands beside the question for everybody. Leave it empty to ask without a name."),
        }

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["organisation"]
        choice.queryset = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
        choice.empty_label = None
        self.organisations = organisations
        self.fields.pop("name" if organisations else "organisation")
        if len(organisations) == 1:
            choice.widget = forms.HiddenInput()

    def clean_organisation(self) -> Organisation:
        """Who speaks for one need not say so."""
        chosen: Organisation | None = self.cleaned_data["organisation"]
        return chosen or self.organisations[0]

    @property
    def is_from_program(self) -> bool:
        return bool(self.data.get("website"))


class SpeakerForm(forms.Form):
    """The chair puts somebody on the list: the first letters of an organisation are enough where they fit one only."""

    template_name = "components/forms/form.html"
    organisation = LineField(
        label=_("Organisation"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
        help_text=_("Two letters are enough to choose. Empty for a citizen."),
    )
    name = LineField(label=_("Name"), required=False, max_length=80)

    def clean_organisation(self) -> Organisation | None:
        typed = self.cleaned_data["organisation"]
        return _organisation_called(typed) if typed else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("organisation") and not cleaned.get("name"):
            raise ValidationError(_("Say who: an organisation, a name or both."), code="nobody")
        return cleaned


def _organisation_called(typed: str) -> Organisation:
    """By its name or short name, else the only one of which they are the first letters."""
    exact = Organisation.objects.standing().filter(Q(name__iexact=typed) | Q(short_name__iexact=typed))
    begin = Organisation.objects.standing().filter(Q(name__istartswith=typed) | Q(short_name__istartswith=typed))
    for found in (list(exact[:2]), list(begin[:2])):
        if len(found) == 1:
            return found[0]
    raise ValidationError(_("Choose an organisation from the list, or leave it empty."), code="unknown")


class RulesForm(forms.ModelForm[Sitting]):
    template_name = "components/forms/form.html"

    class Meta:
        model = Sitting
        fields = ("takes_turns", "limit_minutes")
