"""What organisations answer to an invitation. Services decide."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.forms.dates.fields import DateField
from forum.forms.fields import LineField, form_field
from forum.forms.uploads import kind_of
from forum.models import Organisation, Rsvp
from forum.models.invitations import Delegate, Party, Way

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

    def __init__(self, *args: Any, organisation: Party, **kwargs: Any) -> None:
        """Several may stand on one page, so their ids carry the organisation's."""
        delegation = getattr(kwargs.get("instance"), "delegation", None)
        if delegation:
            kwargs["initial"] = {name: getattr(delegation, name) for name in DELEGATE if name != "mandate"}
            if delegation.note:
                kwargs["initial"]["note"] = delegation.note
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{organisation.pk}_%s"
        self.organisation = organisation
        if not isinstance(organisation, Organisation):
            for name in ("mandate", "valid_from", "valid_until"):  # who comes in their own right needs no mandate
                del self.fields[name]
            self.fields["note"].label = _("Note, or why you cannot come")
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
        sent: dict[str, Any] = {name: self.cleaned_data.get(name) for name in DELEGATE}
        return {**rest, "delegate": Delegate(**sent)}


class RecordedAnswerForm(RsvpForm):
    """What an organisation told the secretariat."""

    way = forms.ChoiceField(
        label=_("How it was told"),
        choices=[one for one in Way.choices if one[0] != Way.CALENDAR],
        initial=Way.PHONE,
        widget=forms.RadioSelect,
    )

    field_order = ("answer", "attendees", "way", "note", *DELEGATE)
