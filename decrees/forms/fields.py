"""Fields that several forms share, and the forms on passages of several clauses."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from decrees.models import Version
from decrees.models.words import LONGEST, TOO_LONG
from decrees.reading.layout import numbered
from decrees.text import Clause, Document, find
from decrees.text.anchoring.further import MOST, Chosen, one_for_each
from decrees.text.place_names import cite_clause
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT, Audience
from forum.forms.dates.fields import DateField
from forum.forms.fields import LineField, LinesField
from forum.models.access import discussions_of
from forum.permissions import Anyone, organisations_of

FOR_THE_FIRST = _("For the first of the passages. Left as it is, nothing is proposed.")
WORDING, STRIKE = "wording-", "strike-"  # of a further passage, before its clause
MANY = 50  # further passages that a form looks at; how many a comment may have says the service


class WordsField(LinesField):
    """Several lines that are not too long."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.validators.append(MaxLengthValidator(LONGEST, TOO_LONG))


def is_wording(name: str) -> bool:
    """Whether a field is for the wording of a further passage."""
    return name.startswith((WORDING, STRIKE))


class SeenField(forms.IntegerField):
    """The entry of the answer that the form was made from; 0 if there was none."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)


class ManyField(forms.ModelMultipleChoiceField):
    """Ticks. A number that no database can hold is an unknown choice like any other."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": value}) from None


class WordingsForm(forms.Form):
    """Each further passage of what is said may get other words of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others: dict[str, str] = {}  # the words of the further passages, by clause
        self.keeps_wordings = False

    def offer_wordings(
        self, document: Document, chosen: Iterable[Chosen], kept: Mapping[str, str] | None = None
    ) -> None:
        """`kept` is what was proposed for them before, by clause."""
        self.keeps_wordings = bool(kept)
        for one in chosen:
            if clause := find(document, one.clause):
                words = clause.text[one.start : one.end].replace("\t", "\n")
                self._offer_wording(one.clause, cite_clause(document, one.clause), words, (kept or {}).get(one.clause))

    def _offer_wording(self, clause: str, place: str, words: str, kept: str | None) -> None:
        self.others[clause] = words
        told = {"place": place}
        label = _("Proposed wording for %(place)s") % told
        field = WordsField(label=label, required=False, rows=3, initial=kept or words)
        field.widget.attrs["data-was"] = words
        strike = forms.BooleanField(label=_("Strike these words of %(place)s out") % told, required=False)
        strike.initial = kept == ""
        self.fields |= {f"{WORDING}{clause}": field, f"{STRIKE}{clause}": strike}

    def wordings(self, cleaned: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """By clause, where other words were typed; taken out of what was cleaned."""
        for clause, was in self.others.items():
            words, strike = cleaned.pop(f"{WORDING}{clause}", ""), cleaned.pop(f"{STRIKE}{clause}", False)
            if strike or words.split() not in ([], was.split()):
                yield clause, "" if strike else words

    @property
    def wording_names(self) -> list[str]:
        return [name for name in self.fields if is_wording(name)]


class PassagesForm(WordingsForm):
    """What is said is about passages of several clauses. A `clause` of its own says which is the first."""

    further = forms.MultipleChoiceField(
        label=_("Also on these clauses"), required=False, widget=forms.CheckboxSelectMultiple
    )
    also = LineField(
        label=_("Also on other clauses"),
        required=False,
        max_length=80,
        help_text=_("Their numbers beside the text, for example 5, 12."),
    )

    def offer_passages(self, version: Version, further: Sequence[str]) -> list[Chosen]:
        """Those that were selected, each to be left out again."""
        self.version = version
        chosen = [one for one in map(Chosen.read, islice(dict.fromkeys(further), MANY)) if one]
        known = [(one, clause) for one in chosen if (clause := find(version.document, one.clause))]
        named = [(str(one), f"{cite_clause(version.document, one.clause)}: {_words(each, one)}") for one, each in known]
        if named:
            self.fields["further"].choices = named  # type: ignore[attr-defined]
            self.fields["further"].initial = [value for value, _label in named]
        else:
            del self.fields["further"]
        return [one for one, _clause in known]

    def offer_wordings_beside(self, proposed: forms.Field | None, chosen: Sequence[Chosen]) -> None:
        """One for each of those that were selected, beside the wording of the first."""
        if proposed and chosen:
            proposed.help_text = FOR_THE_FIRST
            first = str(self["clause"].value() or "")
            self.offer_wordings(self.version.document, one_for_each(first, chosen)[: MOST - 1])

    def clean_also(self) -> list[Chosen]:
        numbers = re.findall(r"\w+", self.cleaned_data["also"])
        if not numbers:
            return []
        clauses = numbered(self.version.document)
        if unknown := [number for number in numbers if number not in clauses]:
            raise ValidationError(_("There is no clause %(numbers)s."), params={"numbers": ", ".join(unknown)})
        return [Chosen(clauses[number]) for number in numbers]

    def clean(self) -> dict[str, Any]:
        """All further passages in one: those selected, and the clauses given by number; and the wordings of those that
        were left chosen."""
        cleaned = super().clean() or {}
        selected = [Chosen.read(one) for one in cleaned.get("further", ())]
        cleaned["further"] = [one for one in (*selected, *(cleaned.pop("also", None) or ())) if one]
        if len(one_for_each(cleaned.get("clause", ""), cleaned["further"])) >= MOST:
            self.add_error("also", _("A comment can be on %(most)s clauses at most.") % {"most": MOST})
        left = {one.clause for one in cleaned["further"]}
        cleaned["wordings"] = {clause: words for clause, words in self.wordings(cleaned) if clause in left}
        return cleaned


def _words(clause: Clause, chosen: Chosen) -> str:
    return Truncator(clause.text[chosen.start : chosen.end].replace("\t", " · ")).words(12)


class DayField(DateField):
    def allow(self, first: datetime.date, last: datetime.date) -> None:
        """Tells the days; the service decides."""
        days = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        self.help_text = _("From %(first)s to %(last)s.") % days


def audience_choices(user: Anyone) -> list[tuple[str, Any]]:
    speaking = [one for one in organisations_of(user) if one.pk in discussions_of(user)]
    own = [(Audience.of(one), _("only %(name)s") % {"name": one.label}) for one in speaking]
    return [
        (PUBLIC, _("everybody who may read the draft")),
        (MEMBERS, _("those taking part in the round")),
        (SECRETARIAT, _("only the secretariat")),
        *own,
    ]
