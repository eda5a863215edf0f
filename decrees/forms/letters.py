"""Forms for letters with positions: what is brought, and what becomes of a point."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decrees import permissions
from decrees.forms.fields import DayField, WordingsForm, WordsField, is_wording
from decrees.models import LetterPart, Round, Version
from decrees.models.participation.letters import MOST_BYTES, MOST_MB
from decrees.text.anchoring.further import Chosen
from decrees.text.place_names import clauses_of
from forum.forms.fields import LineField, LinesField
from forum.models import Organisation
from forum.permissions import Anyone

LONGEST_PASTED = 400_000
WORDS_SHOWN = 70  # letters of a clause in the list to choose from


class LetterForm(forms.Form):
    """A file or pasted words; by the secretariat also whose it is, when it came and about which version."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    number = LineField(label=_("Number of the letter"), required=False, max_length=80)
    received_on = DayField(label=_("Received on"))
    version = forms.ModelChoiceField(
        label=_("It is about"), queryset=Version.objects.none(), to_field_name="number", empty_label=None
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("DOCX, ODT, PDF or a saved mail (.eml), %(mb)d MB at most. It stays with the comments.")
        % {"mb": MOST_MB},
        widget=forms.FileInput(attrs={"accept": ".docx,.odt,.pdf,.eml,.txt"}),
    )
    pasted = LinesField(
        label=_("Or paste the words of a mail or letter"),
        required=False,
        max_length=LONGEST_PASTED,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, round_: Round, user: Anyone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["organisation"]
        if permissions.can_circulate(user, round_.decree):
            chosen.queryset = permissions.participants_first(round_.decree)
            first, last = round_.days_of_receipt
            self.fields["received_on"].initial = last
            self.fields["received_on"].allow(first, last)  # type: ignore[attr-defined]
            sheets: Any = self.fields["version"]
            sheets.queryset = round_.decree.versions.filter(number__lte=round_.version.number).defer("tree")
            sheets.initial = round_.version.number
        else:
            own = permissions.bringing_for(user, round_.decree)
            chosen.queryset = Organisation.objects.filter(pk__in=[one.pk for one in own])
            chosen.initial = own[0] if len(own) == 1 else None
            del self.fields["received_on"], self.fields["version"]

    def clean(self) -> dict[str, Any]:
        """`content` is what the service takes."""
        cleaned = super().clean() or {}
        file, pasted = cleaned.pop("file", None), cleaned.pop("pasted", "")
        if file and pasted:
            self.add_error("pasted", _("Either a file or pasted words: bring the other as a letter of its own."))
        elif not file and not pasted and "file" not in self.errors and "pasted" not in self.errors:
            self.add_error("file", _("Choose a file, or paste the words."))
        else:
            # One byte more than is taken says that it is too large.
            cleaned["content"] = file.read(MOST_BYTES + 1) if file else pasted.encode()
        return cleaned


class PointForm(WordingsForm):
    """What one point becomes. The wordings of further clauses are folded."""

    template_name = "decrees/paper/letters/fields.html"

    edition = forms.IntegerField(widget=forms.HiddenInput)
    clause = forms.ChoiceField(label=_("Clause"))
    also = forms.MultipleChoiceField(
        label=_("Also on these clauses"), required=False, widget=forms.CheckboxSelectMultiple
    )
    said = WordsField(label=_("Comment"), required=False, rows=5)
    passage = WordsField(
        label=_("Passage"),
        required=False,
        rows=2,
        help_text=_("Words that stand once in the clause. Empty: the whole clause."),
    )
    wording = WordsField(label=_("Proposed wording"), required=False, rows=3)
    strike = forms.BooleanField(label=_("It proposes to strike these words out"), required=False)

    def __init__(self, *args: Any, part: LetterPart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document = part.letter.version.document
        offered = [clause for clause, _why in part.offers]
        known = {clause: f"{name}: {words[:WORDS_SHOWN]}" for clause, name, words in clauses_of(document)}
        also: Any = self.fields["also"]
        also.choices = [(clause, known[clause]) for clause in dict.fromkeys([*part.also, *offered]) if clause in known]
        if len(also.choices) < 2:
            del self.fields["also"]
        else:
            others = [Chosen(clause) for clause, _name in also.choices if clause != part.clause]
            self.offer_wordings(document, others, part.wordings)
        first = [(clause, known.pop(clause)) for clause in offered if clause in known]
        choices: list[Any] = [(_("Likely"), first)] if first else []
        self.fields["clause"].choices = [*choices, (_("All clauses"), list(known.items()))]  # type: ignore[attr-defined]
        self.initial = {
            "edition": part.edition,
            "clause": part.clause,
            "also": part.also,
            "said": part.said or ("" if part.proposes else part.text),
            "passage": part.passage,
            "wording": part.wording,
            "strike": part.proposes and not part.wording,
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        """`wording` is None where nothing is proposed."""
        cleaned = super().clean() or {}
        strike = cleaned.pop("strike", False)
        cleaned["wording"] = "" if strike else cleaned.get("wording") or None
        wordings = dict(self.wordings(cleaned))
        for_first = wordings.pop(cleaned.get("clause", ""), None)
        if cleaned["wording"] is None:
            cleaned["wording"] = for_first
        # Whoever words a clause anew speaks about it.
        cleaned |= {"wordings": wordings, "also": list(dict.fromkeys([*cleaned.get("also", ()), *wordings]))}
        if not cleaned.get("said") and cleaned["wording"] is None and not self.errors:
            self.add_error("said", _("Write a comment, or propose a wording."))
        return cleaned

    @property
    def in_sight(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not is_wording(field.name)]

    @property
    def aside(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if is_wording(field.name)]

    @property
    def has_aside(self) -> bool:
        """Something is proposed there, or is wrong with it."""
        changed = self.is_bound and any(map(is_wording, self.changed_data))
        return self.keeps_wordings or changed or any(field.errors for field in self.aside)


class SplitForm(forms.Form):
    """The words of a point, with an empty line where the next one begins."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Put an empty line where the next point begins"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class TypedForm(forms.Form):
    """The words of a letter that could not be read."""

    text = LinesField(
        label=_("Words of the letter"), max_length=LONGEST_PASTED, widget=forms.Textarea(attrs={"rows": 12})
    )
