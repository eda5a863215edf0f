"""Somebody wants to be told of what is new. Services decide."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.forms.fields import LineField
from forum.models.settings import ForumSettings
from forum.models.typed import clean_line
from search.forms.asking import FACETS, LONGEST


def consent_text() -> str:
    """What a person agrees to; the words are kept as proof."""
    local = ForumSettings.objects.select_related("secretariat").first() or ForumSettings()
    name = local.secretariat.name if local.secretariat else gettext("the secretariat")
    return gettext(
        "I agree that %(secretariat)s keeps my email address and what I look for or follow, in order to mail me what "
        "is new, once a day at most. Nobody else reads it. It is deleted when I end it with the link in each mail, at "
        "the latest after a year unless I keep it for another one. Legal basis: my consent under Law 27 of 2022 on "
        "personal data protection."
    ) % {"secretariat": name}


class SaveForm(forms.Form):
    template_name = "components/forms/form.html"
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A link goes there first: only whoever has the address begins the mails."),
    )
    consent = forms.BooleanField(label=_("I agree"))
    # A field that people do not see: who fills it in is a program.
    website = LineField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.fields["consent"].help_text = consent_text()

    @property
    def is_from_program(self) -> bool:
        return bool(self.data.get("website"))

    def told(self) -> dict[str, Any]:
        return {"email": self.cleaned_data["email"], "consent": consent_text()}


class Wanted:
    """What is looked for, as the page of results has it in its address."""

    def __init__(self, query: QueryDict) -> None:
        self.words = clean_line(query.get("q", ""))[:LONGEST]
        chosen = {name: clean_line(query.get(name, ""))[:LONGEST] for name in FACETS}
        self.facets = [f":{FACETS[name]}:{value}" for name, value in chosen.items() if value and " " not in value]
        given = {"q": self.words, **chosen}
        self.address = urlencode({name: value for name, value in given.items() if value})
