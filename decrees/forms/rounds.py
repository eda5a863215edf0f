"""The secretariat's forms: circulating a version, opening and changing a round."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from decrees.forms.fields import WordsField
from decrees.models import Round
from decrees.permissions import DecreePermission, Grantee, Grants
from decrees.reading.lines import CitedChange
from forum import clock
from forum.forms.dates.fields import DateField
from forum.models import Organisation, Sector

FIRST_ROUND_DAYS = 14
LAST = "last"  # beside the presets: as in the last round


class CirculateForm(forms.Form):
    changelog = WordsField(label=_("What changed"))
    reason = WordsField(label=_("Reason"), help_text=_("Why it was revised: a meeting, the comments, the legal check."))

    def __init__(self, *args: Any, is_first: bool = False, shifted: Sequence[CitedChange] = (), **kwargs: Any) -> None:
        """A first version was not revised. `shifted` are references that name something else than before: each wants a
        reason."""
        super().__init__(*args, **kwargs)
        if is_first:
            self._ask_about_the_first()
        for each in shifted:
            was, now = each.hunk.meant or ("", "")
            words = {"words": each.hunk.old, "place": each.place, "was": was, "now": now}
            label = _("Why “%(words)s” in %(place)s may name something else now") % words
            told = (
                _("It named %(was)s and names %(now)s. If that is not meant, set it right in the editor first.") % words
            )
            self.fields[each.hunk.id] = WordsField(label=label, help_text=told, rows=2)

    def _ask_about_the_first(self) -> None:
        changelog, reason = self.fields["changelog"], self.fields["reason"]
        changelog.label, changelog.help_text = _("What the draft is"), _("In a sentence or two: what it is to settle.")
        reason.label, reason.required = _("What it is based on"), False
        reason.help_text = _("The decision of a meeting, a regulation, a need. May stay empty.")

    @property
    def references(self) -> dict[str, str]:
        """The reasons given for the shifted references, by hunk."""
        return {name: words for name, words in self.cleaned_data.items() if name not in self.base_fields}


class ReattachForm(forms.Form):
    """`places` are (clause id, name, text) of the newest version; `passages` those of the comment, if it has several,
    to say which is put there."""

    passage = forms.TypedChoiceField(label=_("Passage"), coerce=int)
    clause = forms.ChoiceField(label=_("Clause"))
    quote = WordsField(
        label=_("Clause"),
        required=False,
        rows=2,
        help_text=_("Words that stand once in this clause, exactly as there. Empty: the whole clause."),
    )

    def __init__(
        self, *args: Any, places: list[tuple[str, str, str]], passages: Sequence[tuple[int, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passage"].choices = passages  # type: ignore[attr-defined]
        if len(passages) < 2:
            del self.fields["passage"]
        named = [(clause, f"{name}: {Truncator(text).words(12)}") for clause, name, text in places]
        self.fields["clause"].choices = named  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of who may do what: (value, label, ticked) for each permission."""

    grantee: Grantee
    cells: list[tuple[str, str | Promise, bool]]


class RoundForm(forms.Form):
    """`closes_on` is the last day; comments are taken until it ends. `grants` are ticks '<group>:<permission>'."""

    closes_on = DateField(label=_("Last day for comments"))
    note = WordsField(label=_("Note to the participants"), required=False, rows=2)
    preset = forms.ChoiceField(choices=[*Round.Preset.choices, (LAST, "")], widget=forms.HiddenInput)
    grants = forms.MultipleChoiceField(label=_("Who takes part"), required=False)

    def __init__(self, *args: Any, grants: Grants, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = Organisation.objects.standing().order_by("-is_forum_member", "name")
        everybody: list[Grantee] = [*Sector.objects.all(), *organisations]
        self.grantees = {grantee.group_id: grantee for grantee in everybody}
        self.given = {_tick(grantee, permission) for grantee, given in grants.items() for permission in given}
        self.fields["grants"].choices = [  # type: ignore[attr-defined]
            (_tick(grantee, permission), "") for grantee in self.grantees.values() for permission in DecreePermission
        ]

    def clean_closes_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["closes_on"]
        if "closes_on" in self.changed_data and day < clock.today():
            raise ValidationError(_("The closing date must be in the future."))
        return day

    def clean_grants(self) -> dict[Grantee, set[DecreePermission]]:
        chosen: dict[Grantee, set[DecreePermission]] = {}
        for tick in self.cleaned_data["grants"]:
            group, _sign, permission = tick.partition(":")
            chosen.setdefault(self.grantees[int(group)], set()).add(DecreePermission(permission))
        return chosen

    @property
    def closes_at(self) -> datetime.datetime:
        end = datetime.time(23, 59, 59)
        return timezone.make_aware(datetime.datetime.combine(self.cleaned_data["closes_on"], end))

    @property
    def preset_used(self) -> str:
        """A preset that was changed by hand is an own choice."""
        changed = set(self.data.getlist("grants")) != self.given if hasattr(self.data, "getlist") else True
        return Round.Preset.OWN if changed else self.cleaned_data["preset"]

    def sector_rows(self) -> Iterator[Row]:
        return self._rows(one for one in self.grantees.values() if isinstance(one, Sector))

    def member_rows(self) -> Iterator[Row]:
        """Members of the forum, and whoever else is ticked."""
        return self._rows(one for one in self._organisations() if one.is_forum_member or self._is_ticked(one))

    def other_rows(self) -> Iterator[Row]:
        return self._rows(one for one in self._organisations() if not (one.is_forum_member or self._is_ticked(one)))

    def _organisations(self) -> Iterator[Organisation]:
        return (one for one in self.grantees.values() if isinstance(one, Organisation))

    def _ticked(self) -> set[str]:
        if self.is_bound:
            return set(self.data.getlist("grants"))  # type: ignore[attr-defined]
        return set(self.initial["grants"]) if "grants" in self.initial else self.given

    def _is_ticked(self, grantee: Grantee) -> bool:
        return any(_tick(grantee, permission) in self._ticked() for permission in DecreePermission)

    def _rows(self, grantees: Iterator[Grantee]) -> Iterator[Row]:
        ticked = self._ticked()
        for grantee in grantees:
            ticks = [(_tick(grantee, permission), permission.label) for permission in DecreePermission]
            yield Row(grantee, [(tick, label, tick in ticked) for tick, label in ticks])


def _tick(grantee: Grantee, permission: DecreePermission) -> str:
    return f"{grantee.group_id}:{permission.value}"


def first_day() -> datetime.date:
    return clock.today() + datetime.timedelta(days=FIRST_ROUND_DAYS)
