"""How a person wants to be notified."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from decrees.models import NotificationPreference

How, Subject = NotificationPreference.How, NotificationPreference.Subject
AS_ABOVE = ("", _("as above"))
# What is new is told once a day, or not at all.
CHOICES = {Subject.DRAFTS.value: [AS_ABOVE, *(one for one in How.choices if one[0] != How.AT_ONCE)]}


class NotificationPreferenceForm(forms.Form):
    how = forms.ChoiceField(
        label=_("By mail or only here"),
        choices=How.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Once a day you are also mailed what is new on the drafts and meetings you take part in. Invitations, new "
            "dates and cancellations always come at once: they are owed to your office."
        ),
    )

    def __init__(self, *args: Any, choice: NotificationPreference, **kwargs: Any) -> None:
        kwargs["initial"] = {"how": choice.how, **choice.by_subject}
        super().__init__(*args, **kwargs)
        for subject in Subject:
            choices = CHOICES.get(subject.value, [AS_ABOVE, *How.choices])
            self.fields[subject.value] = forms.ChoiceField(
                label=capfirst(subject.label), choices=choices, required=False
            )

    @property
    def otherwise(self) -> dict[str, str]:
        """By subject, where it differs."""
        return {subject: self.cleaned_data[subject] for subject in Subject.values if self.cleaned_data[subject]}
