"""What is chosen in an invitation, to be kept as a list under a name. A form validates; the service saves it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import form_field
from forum.models import InviteeList, Organisation
from forum.models.invitations import ListedInvitee
from forum.models.typed import clean_line

LONGEST = 200  # of an addressee


class ChosenListForm(forms.ModelForm):
    """`organisation` any number of times, in the order of the list; `addressee-<key>` where there is one."""

    class Meta:
        model = InviteeList
        fields = ("name",)
        formfield_callback = form_field
        error_messages = {"name": {"unique": _("There is a list of this name. Choose another name.")}}

    organisation = forms.ModelMultipleChoiceField(
        Organisation.objects.all(), error_messages={"required": _("Choose organisations first.")}
    )

    def clean(self) -> Any:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = {one.pk: one for one in cleaned.get("organisation", ())}
        order = [key for key in self._asked() if key in chosen]
        cleaned["invitees"] = [self._invitee(chosen[key], place) for place, key in enumerate(dict.fromkeys(order))]
        return cleaned

    def _asked(self) -> list[int]:
        return [int(key) for key in self.data.getlist("organisation") if key.isdecimal()]  # type: ignore[attr-defined]

    def _invitee(self, organisation: Organisation, place: int) -> ListedInvitee:
        addressee = clean_line(self.data.get(f"addressee-{organisation.pk}", ""))
        if len(addressee) > LONGEST:
            raise ValidationError(_("An addressee has 200 characters at most."))
        return ListedInvitee(organisation=organisation, addressee=addressee, sort_order=place)

    def save(self, commit: bool = True) -> Any:
        self.instance.invitees = self.cleaned_data["invitees"]
        return super().save(commit)
