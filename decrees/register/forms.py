"""The filter of the register: an address in, filters out; what an address cannot mean is left out, never an error."""

from operator import attrgetter
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decrees.models import Answer, Comment, Reaction, Round
from decrees.register.filters import LOST, PLACE, PUBLIC, RESTRICTED, SILENT, TIME, UNANSWERED, UNSHOWN, Filters
from decrees.register.rows import LONGEST_SEARCH, Register
from decrees.text.place_names import cite_clause
from forum.forms.fields import LineField

ANY = ("", _("all"))
# The address speaks Indonesian.
NAMES = {
    "putaran": "round",
    "versi": "version",
    "organisasi": "organisation",
    "unsur": "sector",
    "disposisi": "disposition",
    "sikap": "stance",
    "perihal": "tag",
    "bagian": "part",
    "q": "words",
    "pembaca": "audience",
    "urut": "order",
}
NUMBERS = ("putaran", "versi")


class RegisterForm(forms.Form):
    q = LineField(label=_("Words"), required=False, max_length=LONGEST_SEARCH, widget=forms.SearchInput)
    putaran = forms.ChoiceField(label=_("Round"), required=False)
    versi = forms.ChoiceField(label=_("Made on version"), required=False)
    bagian = forms.ChoiceField(label=_("Part of the text"), required=False)
    organisasi = forms.ChoiceField(label=_("Organisation"), required=False)
    unsur = forms.ChoiceField(label=_("Sector"), required=False)
    disposisi = forms.ChoiceField(
        label=_("Answer"),
        required=False,
        choices=[
            ANY,
            (UNANSWERED, _("not answered yet")),
            *Answer.Disposition.choices,
            (UNSHOWN, _("accepted, change not shown yet")),
        ],
    )
    sikap = forms.ChoiceField(
        label=_("What its organisation says to the answer"),
        required=False,
        choices=[ANY, *Reaction.Stance.choices, (SILENT, _("nothing yet"))],
    )
    perihal = forms.ChoiceField(label=_("Concerns"), required=False, choices=[ANY, *Comment.Tag.choices])
    pembaca = forms.ChoiceField(
        label=_("Who may read it"),
        required=False,
        choices=[ANY, (PUBLIC, _("everybody")), (RESTRICTED, _("not everybody"))],
    )
    urut = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("by place in the text")), (TIME, _("by time"))]
    )

    def __init__(self, data: Any, *, register: Register) -> None:
        super().__init__(data, auto_id="filter-%s")
        for name, choices in _choices(register).items():
            self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]
        if all(entry.public for entry in register.all_entries):
            del self.fields["pembaca"]
        self._admit_clause(register, data.get("bagian", ""))

    def _admit_clause(self, register: Register, clause: str) -> None:
        """Any clause of the newest version may be asked for in the address; the list offers the parts only."""
        choices: list[tuple[str, Any]] = self.fields["bagian"].choices  # type: ignore[attr-defined]
        if register.newest and clause in register.outline.order and clause not in dict(choices):
            named = (clause, cite_clause(register.newest.document, clause))
            self.fields["bagian"].choices = [*choices, named]  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        super().full_clean()
        self.errors.clear()

    def filters(self) -> Filters:
        self.is_valid()
        given = {field: self.cleaned_data.get(name, "") for name, field in NAMES.items()}
        given |= {NAMES[name]: int(self.cleaned_data.get(name) or 0) or None for name in NUMBERS}
        return Filters(**{**given, "order": given["order"] or PLACE})

    def told(self) -> list[tuple[Any, Any]]:
        """What was chosen, in words: for the head of a file."""
        self.is_valid()
        chosen = [(self[name].label, self._word(name)) for name in NAMES if name in self.fields and name != "urut"]
        return [(label, word) for label, word in chosen if word]

    def _word(self, name: str) -> Any:
        value = self.cleaned_data.get(name, "")
        choices = dict(getattr(self.fields[name], "choices", ()))
        return choices.get(value, value) if value else ""


def _choices(register: Register) -> dict[str, list[tuple[str, Any]]]:
    """Only what this reader's comments have: the lists of names tell nothing about others."""
    organisations = register.organisations
    sectors = sorted({one.sector for one in organisations}, key=attrgetter("sort_order", "name"))
    return {
        "putaran": [(str(n), _round_name(n, round_)) for n, round_ in enumerate(register.rounds, start=1)],
        "versi": [(str(version.number), str(version.number)) for version in reversed(register.versions)],
        "bagian": [*register.outline.parts, (LOST, _("lost its place"))],
        "organisasi": [(one.slug, one.label) for one in organisations],
        "unsur": [(sector.slug, str(sector)) for sector in sectors],
    }


def _round_name(number: int, round_: Round) -> str:
    return gettext("%(number)s (version %(version)s)") % {"number": number, "version": round_.version.number}
