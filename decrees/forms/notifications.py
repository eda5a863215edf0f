"""How a person wants to be notified."""

from django import forms
from django.utils.translation import gettext_lazy as _

from decrees.models import NotificationPreference


class NotificationPreferenceForm(forms.Form):
    how = forms.ChoiceField(
        label=_("By mail or only here"),
        choices=NotificationPreference.How.choices,
        widget=forms.RadioSelect,
        help_text=_("Once a day you are also mailed what is new on the drafts you take part in."),
    )
