"""Who has the duty says who they are."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LineField


class IntroductionForm(forms.Form):
    name = LineField(label=_("name"), max_length=200)
    post = LineField(label=_("office"), max_length=200, required=False)
