"""Type in comments that were handed in on paper, one after the other."""

import uuid
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from decrees import services
from decrees.desk.base import ServiceFormView
from decrees.documents.position_sheet import listed
from decrees.forms.paper import PaperForm
from decrees.models import Comment, Round, Version
from decrees.reading.layout import Place
from decrees.text.anchoring.targets import Target, reanchor_targets
from decrees.text.place_names import words_of

# Fields whose value stays the same for all comments of one sheet.
KEPT = ("version", "organisation", "office", "received_on")
RECENT = 10


class Standing(NamedTuple):
    """The number and the name of a passage on the round's version."""

    number: int
    name: str


LOST = Standing(0, "")


@dataclass(frozen=True, slots=True)
class Echo:
    """A passage as printed on the sheet. `now` is its number and name on the round's version, if that is another
    version."""

    number: int
    name: str
    text: str
    now: Standing | None = None


class RoundFormView(ServiceFormView):
    """A page with a form that needs a round. Without a round the page has no form, but still shows what was done
    before."""

    @cached_property
    def round(self) -> Round | None:
        raise NotImplementedError

    def get_form(self, form_class: Any = None) -> Any:
        return super().get_form(form_class) if self.round else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "round_": self.round, "listed": self.listed}

    @property
    def sheet(self) -> Version | None:
        """The version whose passages are offered."""
        return self.round.version if self.round else None

    @cached_property
    def listed(self) -> list[tuple[Place, str]]:
        return listed(self.sheet) if self.sheet else []

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.round is None:
            messages.error(request, str(_("There is no round of comments for this.")))
            return redirect(request.path)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(round=self.round, **kwargs)


class PaperView(RoundFormView):
    title = _("Type in comments from paper")
    button = _("Save and type in the next")
    form_class = PaperForm
    template_name = "decrees/desk/paper/form.html"

    @cached_property
    def round(self) -> Round | None:
        """The round that is not closed. It may be past its last day, while the mail is still being opened."""
        return self.decree.rounds.filter(closed_at=None).select_related("version", "decree").first()

    @cached_property
    def sheet(self) -> Version | None:
        """The version from which the sheet was printed, as the typist chose it; else the round's version."""
        if self.round is None:
            return None
        wanted = self.request.POST.get("version") or self.request.GET.get("version", "")
        earlier = self.decree.versions.filter(number__lt=self.round.version.number)
        chosen = earlier.filter(number=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 9 else None
        return chosen or self.round.version

    def get_initial(self) -> dict[str, Any]:
        kept = {name: self.request.GET[name] for name in KEPT if name in self.request.GET}
        number = self.sheet.number if self.sheet else ""
        return {**kept, "version": number, "seen": number}

    def form_valid(self, form: PaperForm) -> HttpResponse:  # type: ignore[override]
        """Before anything is saved, show the words that belong to the numbers typed in."""
        if form.is_seen:
            return super().form_valid(form)
        form.to_be_seen()
        echoes = self.echoes(form.cleaned_data["clauses"])
        return self.render_to_response(self.get_context_data(form=form, echoes=echoes))

    def echoes(self, clauses: list[str]) -> list[Echo]:
        known = {place.clause.id: (place, name) for place, name in self.listed}
        found = [(clause, *known[clause]) for clause in clauses]
        now = self._now(clauses)
        return [Echo(place.number, name, words_of(place.clause), now.get(clause)) for clause, place, name in found]

    def _now(self, clauses: list[str]) -> dict[str, Standing]:
        """The present number and name of each clause of an earlier sheet, computed as when the comment will be
        saved."""
        newest = self.round.version if self.round else None
        if newest is None or self.sheet is None or self.sheet == newest:
            return {}
        places = {place.clause.id: Standing(place.number, name) for place, name in listed(newest)}
        steps = reanchor_targets(self.sheet.document, newest.document, [Target(clause) for clause in clauses])
        return {clause: places.get(step.target.clause, LOST) for clause, step in zip(clauses, steps, strict=True)}

    @transaction.atomic
    def call(self, form: PaperForm) -> None:
        """Save the same text as one comment on each passage, each with its own token."""
        clauses = form.cleaned_data["clauses"]
        for clause in clauses:
            services.enter_paper_comment(
                self.round,  # type: ignore[arg-type]
                clause=clause,
                token=uuid.uuid5(form.cleaned_data["token"], clause),
                by=self.request.user,  # type: ignore[arg-type]
                **form.words,
            )
        self.done = ngettext("%(n)d comment is typed in.", "%(n)d comments are typed in.", len(clauses)) % {
            "n": len(clauses)
        }

    def get_success_url(self) -> str:
        """Back to the form, with the values that stay the same for a sheet."""
        kept = {name: self.request.POST.get(name, "") for name in KEPT}
        return f"{reverse('decrees_admin:paper', args=[self.decree.pk])}?{urlencode(kept)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = Comment.objects.visible_to(self.request.user).filter(version__decree=self.decree)
        typed = typed.exclude(received_on=None)
        recent = typed.with_cards().order_by("-pk")[:RECENT]
        context = super().get_context_data(recent=recent, typed_count=typed.count(), sheet=self.sheet, **kwargs)
        return {**context, "submit_button_label": _("Yes, save it there")} if "echoes" in kwargs else context
