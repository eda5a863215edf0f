"""Answers to an invitation: a citizen's registration, an organisation's confirmation. Services decide."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.forms.date_fields import DateField
from forum.forms.fields import LineField, form_field
from forum.forms.uploads import kind_of
from forum.models import Organisation, Registration, Rsvp
from forum.models.invitations import Delegate, Way
from forum.models.settings import ForumSettings


def consent_text() -> str:
    """What a person agrees to when registering; the words are kept with the registration as proof."""
    local = ForumSettings.objects.select_related("secretariat").first() or ForumSettings()
    names = {
        "secretariat": local.secretariat.name if local.secretariat else gettext("the secretariat"),
        "contact": local.contact_email or gettext("the secretariat's office"),
    }
    return (
        gettext(
            "I agree that %(secretariat)s keeps my name, email address, organisation or village, sector and needs, in "
            "order to prepare this meeting and to tell me of changes. Only the secretariat reads them; in public there "
            "are only numbers. Needs are deleted after the meeting, everything else one year after it. I can withdraw "
            "with the link in the mail, and ask at %(contact)s to see, correct or delete what is kept. Legal basis: my "
            "consent under Law 27 of 2022 on personal data protection."
        )
        % names
    )


class RegistrationForm(forms.ModelForm[Registration]):
    template_name = "components/forms/form.html"
    # A field that people do not see: who fills it in is a program.
    website = LineField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    consent = forms.BooleanField(label=_("I agree"))

    class Meta:
        model = Registration
        fields = ("name", "email", "from_organisation", "sector", "needs")
        formfield_callback = form_field
        widgets: ClassVar[dict[str, Any]] = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "from_organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "email": _("The link that takes your place goes there, then the date for your calendar."),
            "needs": _("A ramp, a sign language interpreter, a seat in front… Deleted after the meeting."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].help_text = consent_text()
        self.order_fields(["name", "email", "from_organisation", "sector", "needs", "consent"])

    @property
    def is_from_program(self) -> bool:
        return bool(self.data.get("website"))


DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
DELEGATE = ("name", "position", "substitute", "mandate", "valid_from", "valid_until")


class RsvpForm(forms.ModelForm[Rsvp]):
    """The answer is one of four buttons (`answers`), all else may be left out."""

    template_name = "components/forms/form.html"
    attendees = forms.IntegerField(
        label=_("Number of people"),
        min_value=1,
        max_value=99,
        initial=1,
        required=False,
        help_text=_("If somebody comes."),
    )
    name = LineField(label=_("Who comes"), max_length=120, required=False)
    position = LineField(label=_("Position"), max_length=150, required=False)
    substitute = LineField(label=_("Substitute"), max_length=120, required=False)
    mandate = forms.FileField(
        label=_("Mandate letter"),
        required=False,
        help_text=_("PDF, JPEG, PNG or DOCX, 5 MB at most. Only the secretariat and your organisation can open it."),
        widget=forms.FileInput,
    )
    valid_from = DateField(label=_("Mandate valid from"), required=False, widget=DAY)
    valid_until = DateField(label=_("Mandate valid until"), required=False, widget=DAY)

    class Meta:
        model = Rsvp
        fields = ("answer", "attendees", "note")
        formfield_callback = form_field
        widgets: ClassVar[dict[str, Any]] = {"answer": forms.RadioSelect}
        labels: ClassVar[dict[str, Any]] = {"note": _("Note, or why nobody comes")}
        error_messages: ClassVar[dict[str, Any]] = {"answer": {"required": _("Choose one of the answers.")}}

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        """Several may stand on one page, so their ids carry the organisation's."""
        delegation = getattr(kwargs.get("instance"), "delegation", None)
        if delegation:
            kwargs["initial"] = {name: getattr(delegation, name) for name in DELEGATE if name != "mandate"}
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{organisation.pk}_%s"
        self.organisation = organisation
        self.fields["answer"].choices = Rsvp.Answer.choices  # type: ignore[attr-defined]

    @property
    def answers(self) -> list[tuple[str, Any]]:
        return Rsvp.Answer.choices

    @property
    def more(self) -> list[forms.BoundField]:
        """What may be left out."""
        return [self[name] for name in self.fields if name not in ("answer", "way")]

    @property
    def is_unfolded(self) -> bool:
        return any(field.errors for field in self.more)

    def clean_attendees(self) -> int:
        return self.cleaned_data["attendees"] or 1

    def clean_mandate(self) -> Any:
        if file := self.cleaned_data["mandate"]:
            kind_of(file)
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("valid_from"), given.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("This day is before the first."))
        return given

    @property
    def given(self) -> dict[str, Any]:
        """As the services take it."""
        rest = {name: value for name, value in self.cleaned_data.items() if name not in DELEGATE}
        return {**rest, "delegate": Delegate(**{name: self.cleaned_data.get(name) for name in DELEGATE})}


class RecordedAnswerForm(RsvpForm):
    """What an organisation told the secretariat."""

    way = forms.ChoiceField(
        label=_("How it was told"), choices=Way.choices, initial=Way.PHONE, widget=forms.RadioSelect
    )

    field_order = ("answer", "attendees", "way", "note", *DELEGATE)
