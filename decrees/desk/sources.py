"""The page on which the secretariat records for each change of a version which comments it follows, or another
reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from decrees import services
from decrees.desk.base import ServiceView
from decrees.models import ChangeSource, Comment, Version
from decrees.reading.lines import Bunch, Line
from decrees.reading.sources import Suggestions, sources_of, unfulfilled_commitments
from decrees.services import Attribution
from decrees.text.redline import Hunk
from decrees.text.redline.attribution import Suggestion, Why
from forum.models.typed import clean_lines

# Stored in the record, so it is in the language of the record.
REASONS = ["pemeriksaan hukum", "kesepakatan rapat", "perbaikan redaksi"]
WHY: dict[Why, str | Promise] = {
    Why.TAKEN: _("its wording was taken into the text"),
    Why.WORDING: _("its wording has these words"),
    Why.PASSAGE: _("it is about these words"),
    Why.CLAUSE: _("it is about this clause"),
    Why.AROUND: _("it stands nearby"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    comment: Comment
    why: str | Promise
    ticked: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A change, the comments that are offered as its sources, and the present content of its form. With `bunch` it
    stands for all the changes of that."""

    hunk: Hunk
    choices: list[Choice]
    reason: str
    others: str
    explained: bool
    bunch: Bunch | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """The values sent for one change."""

    ticked: set[int]
    others: str
    reason: str

    @property
    def numbers(self) -> list[int]:
        found = {int(number) for number in re.findall(r"\d{1,18}", self.others)}
        return [*self.ticked, *sorted(found - self.ticked)]


class SourcesView(ServiceView, TemplateView):
    title = _("Where the changes come from")
    done = _("The origins are saved.")
    leads_to = "decrees_admin:origins"
    template_name = "decrees/desk/sources/page.html"

    @cached_property
    def version(self) -> Version:
        """The version named by ?versi=, else the newest."""
        wanted = self.request.GET.get("versi", "")
        versions = self.decree.versions.all()
        version = versions.filter(number=int(wanted)).first() if re.fullmatch(r"\d{1,9}", wanted) else versions.first()
        if version is None:
            raise Http404
        version.decree = self.decree
        return version

    @cached_property
    def suggestions(self) -> Suggestions:
        return Suggestions(self.version, self.request.user)

    @cached_property
    def stored(self) -> dict[str, list[ChangeSource]]:
        return sources_of(self.version, self.request.user)

    @cached_property
    def given(self) -> dict[str, Given]:
        """The values sent, by hunk, for the changes that were on the page."""
        data = self.request.POST
        hunks = [told.hunk.id for told in self.suggestions.comparison.hunks if f"r-{told.hunk.id}" in data]
        return {hunk: self._given(hunk) for hunk in hunks}

    def _given(self, hunk: str) -> Given:
        data = self.request.POST
        ticked = {int(pk) for pk in data.getlist(f"c-{hunk}") if re.fullmatch(r"\d{1,18}", pk)}
        return Given(ticked, data.get(f"n-{hunk}", ""), data[f"r-{hunk}"])

    @cached_property
    def bunches(self) -> dict[str, Bunch]:
        """By hunk, what is explained with one form: unless ?satuan=1 asks for each, or they were explained apart."""
        if self.request.GET.get("satuan"):
            return {}
        alike = [one for one in self.suggestions.comparison.bunches if self._is_explained_alike(one.told.hunks)]
        return {hunk: bunch for bunch in alike for hunk in bunch.told.hunks}

    def _is_explained_alike(self, hunks: Sequence[str]) -> bool:
        return len({frozenset(source.origin for source in self.stored.get(hunk, ())) for hunk in hunks}) == 1

    def _all_of(self, hunk: str) -> Sequence[str]:
        return self.bunches[hunk].told.hunks if hunk in self.bunches else (hunk,)

    def call(self) -> list[ChangeSource]:
        said = {hunk: self._explanation(given) for hunk, given in self.given.items()}
        explanations = {one: explanation for hunk, explanation in said.items() for one in self._all_of(hunk)}
        return services.attribute_changes(self.version, explanations=explanations, by=self.request.user)  # type: ignore[arg-type]

    def refused(self) -> HttpResponse:
        """The page with what was sent, as it was sent."""
        return self.render_to_response(self.get_context_data(), status=422)

    def get_success_url(self) -> str:
        apart = "&satuan=1" if self.request.GET.get("satuan") else ""
        return f"{super().get_success_url()}?versi={self.version.number}{apart}"

    def _explanation(self, given: Given) -> Attribution:
        known = self.suggestions.comments
        for number in given.numbers:
            if number not in known:
                message = gettext("No answered comment on an earlier version has the number %(number)s.")
                raise ValidationError(message % {"number": number})
        comments = tuple(known[number] for number in given.numbers)
        rest = "" if comments else self.request.POST.get("rest", "")
        return Attribution(comments, clean_lines(given.reason) or rest)

    def cases(self) -> Iterator[tuple[Line, list[Case]]]:
        """Of a bunch the first change has the form; a clause without any is left out."""
        for line in self.suggestions.comparison.changed if self.suggestions.before else ():
            own = [note.hunk for note in line.notes if self._all_of(note.hunk.id)[0] == note.hunk.id]
            if own:
                yield line, [self._case(hunk) for hunk in own]

    def _case(self, hunk: Hunk) -> Case:
        stored = self.stored.get(hunk.id, [])
        reasons = [source.reason for source in stored if source.comment_id is None]
        given = self.given.get(hunk.id) if self.request.method == "POST" else None
        return Case(
            hunk,
            list(self._choices(hunk, stored, given)),
            given.reason if given else " ".join(reasons),
            given.others if given else "",
            bool(stored),
            self.bunches.get(hunk.id),
        )

    def _offered(self, hunk: Hunk) -> dict[int, Suggestion]:
        """By comment: of all the changes that are explained with this one."""
        found: dict[int, Suggestion] = {}
        for one in (one for each in self._all_of(hunk.id) for one in self.suggestions.by_hunk[each]):
            if one.comment not in found or (one.ticked and not found[one.comment].ticked):
                found[one.comment] = one
        return found

    def _choices(self, hunk: Hunk, stored: list[ChangeSource], given: Given | None) -> Iterator[Choice]:
        """The comments already saved, then the suggestions. Ticked are those sent; else those saved; else the
        suggestion."""
        saved = [source.comment_id for source in stored if source.comment_id]
        suggested = self._offered(hunk)
        offered = [one for one in suggested.values() if one.comment not in saved]
        chosen = given.ticked if given else {*saved, *([] if stored else _ticked(offered))}
        reasons = {one.comment: WHY[one.why] for one in suggested.values()}
        for pk in [*saved, *(one.comment for one in offered)]:
            if pk in self.suggestions.comments:
                yield Choice(self.suggestions.comments[pk], reasons.get(pk, ""), pk in chosen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cases = list(self.cases())
        unfulfilled = unfulfilled_commitments(self.decree, self.request.user).select_related(
            "organisation", "version", "answer"
        )
        return super().get_context_data(
            version=self.version,
            versions=self.decree.versions.filter(number__gt=1).defer("tree"),
            cases=cases,
            comparison=self.suggestions.comparison,
            unfulfilled_commitments=list(unfulfilled.defer("version__tree")),
            unattributed_changes=[(line, case) for line, found in cases for case in found if not case.explained],
            comments=list(self.suggestions.comments.values()),
            reasons=REASONS,
            rest=self.request.POST.get("rest", ""),
            bunched=bool(self.bunches),
            **kwargs,
        )


def _ticked(offered: list[Suggestion]) -> list[int]:
    return [one.comment for one in offered if one.ticked]
