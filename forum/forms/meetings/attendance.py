"""Who is there: at the desk, by themselves, and from the signed sheet. Services decide."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LineField, form_field
from forum.models import Organisation, Presence
from forum.models.settings import ForumSettings

SHEET_MB = 20
BEGINNINGS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
LINES, MOST_LINES = 10, 200


def door_consent_text() -> str:
    """What a person agrees to at the door; the words are kept with the attendance as proof."""
    local = ForumSettings.objects.select_related("secretariat").first() or ForumSettings()
    told = gettext(
        "I agree that %(secretariat)s keeps my name, where I come from and my position as attendance of this meeting. "
        "Only the secretariat reads them; in public there are only numbers. They are deleted one year after the "
        "meeting. I can ask at %(contact)s to see, correct or delete what is kept. Legal basis: my consent under Law "
        "27 of 2022 on personal data protection."
    )
    return told % {
        "secretariat": local.secretariat.name if local.secretariat else gettext("the secretariat"),
        "contact": local.contact_email or gettext("the secretariat's office"),
    }


def organisation_named(text: str) -> Organisation | None:
    """By its full or short name as it was typed."""
    named = Organisation.objects.standing().filter(Q(name__iexact=text) | Q(short_name__iexact=text)) if text else None
    return named.order_by("pk").first() if named is not None else None


class DoorForm(forms.Form):
    """One line at the desk: an organisation of the directory by its name, any other place as it is typed."""

    name = LineField(label=_("Name"), max_length=120)
    place = LineField(label=_("Organisation or village"), max_length=150, required=False)
    position = LineField(label=_("Position"), max_length=150, required=False)
    no_photo = forms.BooleanField(label=_("No photographs"), required=False)
    is_another = forms.BooleanField(label=_("Another person of the same name"), required=False)

    @property
    def arrival(self) -> dict[str, Any]:
        """For `services.attendance.Arrival`."""
        told = dict(self.cleaned_data)
        place = told.pop("place")
        organisation = organisation_named(place)
        return {**told, "organisation": organisation, "from_organisation": "" if organisation else place}


class CapacityForm(forms.Form):
    place = LineField(label=_("Organisation or village"), max_length=150)
    position = LineField(label=_("Position"), max_length=150, required=False)


class CodeForm(forms.Form):
    """With a registration's code nothing else is asked; with an organisation's, who it is that came."""

    template_name = "components/forms/form.html"
    prefix = "kode"
    code = LineField(
        label=_("Your code"),
        max_length=40,
        help_text=_("Eight letters and digits, from the mail that confirms your registration or from the invitation."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    name = LineField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Only with the code of an organisation."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ArrivalForm(forms.ModelForm[Presence]):
    """Somebody from the public who has not registered."""

    template_name = "components/forms/form.html"
    prefix = "umum"
    website = LineField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    consent = forms.BooleanField(label=_("I agree"))

    class Meta:
        model = Presence
        fields = ("name", "from_organisation", "position", "no_photo")
        formfield_callback = form_field
        widgets: ClassVar[dict[str, Any]] = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "from_organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
            "position": forms.TextInput(attrs={"autocomplete": "organization-title"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].help_text = door_consent_text()
        self.order_fields(["name", "from_organisation", "position", "no_photo", "consent"])

    @property
    def is_from_program(self) -> bool:
        return bool(self.data.get(self.add_prefix("website")))


class SheetLine(DoorForm):
    """A line of the signed sheet that was not expected; an empty one is passed over."""

    def __init__(self, data: Mapping[str, Any] | None, *, prefix: str) -> None:
        super().__init__(data, prefix=prefix, empty_permitted=True, use_required_attribute=False)
        for name in self.fields:
            self.fields[name].widget.attrs["aria-label"] = f"{self.fields[name].label} {self.prefix}"


def sheet_lines(data: Mapping[str, Any] | None) -> list[SheetLine]:
    """As many as came back, and more if more are wanted."""
    told = str((data or {}).get("lines", ""))
    many = min(int(told), MOST_LINES) if told.isdecimal() and len(told) < 5 else LINES
    many = min(many + LINES, MOST_LINES) if data and "more" in data else many
    return [SheetLine(data, prefix=str(number)) for number in range(1, many + 1)]


class SheetForm(forms.Form):
    """A scan, by what it holds: a name says nothing."""

    file = forms.FileField(
        label=_("Scan of the signed sheet"), help_text=_("PDF, JPEG or PNG, at most %d MB.") % SHEET_MB
    )
    kind, content = "", b""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > SHEET_MB * 1024 * 1024:
            raise ValidationError(_("This file is larger than %d MB.") % SHEET_MB, code="size")
        self.content = file.read()
        self.kind = next((kind for kind, begins in BEGINNINGS.items() if self.content.startswith(begins)), "")
        if not self.kind:
            raise ValidationError(_("This is no PDF, JPEG or PNG."), code="content")
        return file
