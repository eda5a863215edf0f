"""Answers to an invitation: a citizen's registration, an organisation's confirmation. Services decide."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LineField, form_field
from forum.models import Organisation, Registration, Rsvp
from forum.models.invitations import Way
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


class RsvpForm(forms.ModelForm[Rsvp]):
    template_name = "components/forms/form.html"
    attendees = forms.IntegerField(
        label=_("Number of people"),
        min_value=1,
        max_value=99,
        initial=1,
        required=False,
        help_text=_("If somebody comes."),
    )

    class Meta:
        model = Rsvp
        fields = ("answer", "attendees", "note")
        formfield_callback = form_field
        widgets: ClassVar[dict[str, Any]] = {"answer": forms.RadioSelect}

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        """Several may stand on one page, so their ids carry the organisation's."""
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{organisation.pk}_%s"
        self.organisation = organisation
        self.fields["answer"].choices = Rsvp.Answer.choices  # type: ignore[attr-defined]

    def clean_attendees(self) -> int:
        return self.cleaned_data["attendees"] or 1


class RecordedAnswerForm(RsvpForm):
    """What an organisation told the secretariat."""

    way = forms.ChoiceField(
        label=_("How it was told"), choices=Way.choices, initial=Way.PHONE, widget=forms.RadioSelect
    )

    field_order = ("answer", "attendees", "way", "note")
