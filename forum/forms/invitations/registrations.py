"""A citizen registers for an open meeting. Services decide."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from forum.forms.fields import LineField, LinesField, form_field
from forum.models import InvitationPage, Registration, RegistrationQuestion, ReservedSeats
from forum.models.invitations.registrations.consent import asked_afterwards
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
            "I agree that %(secretariat)s keeps my name, email address and what else I tell in this form, in order to "
            "prepare this meeting and to tell me of changes. Only the secretariat reads it; in public there are only "
            "numbers. Needs and reserved places are deleted after the meeting, everything else one year after it. I "
            "can withdraw with the link in the mail, and ask at %(contact)s to see, correct or delete what is kept. "
            "Legal basis: my consent under Law 27 of 2022 on personal data protection."
        )
        % names
        + " "
        + asked_afterwards()
    )


class QuestionFields(FormBuilder):
    """Wagtail's form builder, with our fields: what is typed is cleaned and has an end, and nothing is chosen before
    somebody chooses."""

    LINE, LINES = 300, 3_000

    def create_singleline_field(self, field: RegistrationQuestion, options: dict[str, Any]) -> forms.Field:
        return LineField(max_length=self.LINE, **options)

    def create_multiline_field(self, field: RegistrationQuestion, options: dict[str, Any]) -> forms.Field:
        return LinesField(max_length=self.LINES, widget=forms.Textarea(attrs={"rows": 4}), **options)

    def create_yesno_field(self, field: RegistrationQuestion, options: dict[str, Any]) -> forms.Field:
        choices = zip(RegistrationQuestion.YES_NO, (_("Yes"), _("No")), strict=True)
        return forms.ChoiceField(choices=list(choices), widget=forms.RadioSelect, **options)

    def get_formatted_field_choices(self, field: RegistrationQuestion) -> list[tuple[str, str]]:
        """A comma belongs to an answer."""
        return [(one, one) for one in field.options]

    def get_formatted_field_initial(self, field: RegistrationQuestion) -> list[str]:
        return []


class RegistrationForm(forms.ModelForm[Registration]):
    """What the invitation asks, its own questions included; `waits`: for the waiting list, as the page has said."""

    template_name = "components/forms/form.html"
    # A field that people do not see: who fills it in is a program.
    website = LineField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    waits = forms.BooleanField(required=False, widget=forms.HiddenInput)
    photographs = forms.ChoiceField(
        label=_("Photographs and recordings"),
        choices=Registration.Photographs.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("At open meetings photographs are taken, and sometimes sound or pictures are recorded. Your place "
                    "does not depend on what you say here."),
    )  # fmt: skip
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

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        questions: Iterable[RegistrationQuestion] = (),
        groups: Iterable[ReservedSeats] = (),
        waits: bool = False,
    ) -> None:
        super().__init__(data, initial={"waits": waits})
        self.questions = list(questions)
        self.fields["consent"].help_text = consent_text()
        self.fields |= {"seat": _seat_field(groups)} if groups else {}
        self.fields |= QuestionFields(self.questions).formfields
        own = [one.clean_name for one in self.questions]
        self.order_fields(
            ["name", "email", "from_organisation", "sector", "seat", "needs", *own, "photographs", "consent"]
        )

    @property
    def is_from_program(self) -> bool:
        return bool(self.data.get("website"))

    @property
    def group(self) -> str:
        return str(self.cleaned_data.get("seat", ""))

    def again(self, *, waits: bool) -> Self:
        """To be sent once more: for the waiting list or not, as the page says now."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["waits"] = "on" if waits else ""
        self.data = data
        return self

    def told(self) -> dict[str, Any]:
        """What was filled in, as the service takes it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "website"}
        told["answers"] = {one.key: told.pop(one.clean_name) for one in self.questions}
        return {**told, "consent": told["consent"] and consent_text()}


def _seat_field(groups: Iterable[ReservedSeats]) -> forms.Field:
    """Nobody is put into a group by a default; most belong to none."""
    choices = [("", _("None of these")), *((one.key, one.label) for one in groups)]
    return forms.ChoiceField(
        label=_("Places are reserved for"),
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("If you belong to one of these groups, a place is kept for you. Deleted after the meeting."),
    )


def form_of(invitation: InvitationPage, data: QueryDict | None = None, *, waits: bool = False) -> RegistrationForm:
    groups = invitation.reserved_seats.all() if invitation.capacity is not None else ()
    return RegistrationForm(data, questions=invitation.questions.all(), groups=list(groups), waits=waits)
