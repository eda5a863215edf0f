"""The secretariat's queue of comments that lost their place on the new version, or whose place is in doubt."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from decrees import services
from decrees.desk.base import DraftMixin, ServiceFormView, ServiceView
from decrees.forms.rounds import ReattachForm
from decrees.models import Anchor, Comment, Version
from decrees.reading.layout import Pieces, passage_in_clause
from decrees.text import Document
from decrees.text.anchoring.further import FurtherStep
from decrees.text.anchoring.targets import neighbourhood, words_at
from decrees.text.place_names import cite_clauses, clauses_of


@dataclass(frozen=True, slots=True)
class Case:
    """A comment for a person to decide: where it was made, and which clause is there now (place, words)."""

    anchor: Anchor
    comment: Comment
    old: Pieces
    new: list[tuple[str, Pieces]]


def case_of(anchor: Anchor, old: Document, new: Document) -> Case:
    comment, names = anchor.comment, cite_clauses(new)
    comment.anchor = anchor
    near = neighbourhood(new, anchor.clause or anchor.last_known_clause)
    shown = [(names.get(clause.id, clause.label), passage_in_clause(new, clause.id, anchor.target)) for clause in near]
    return Case(anchor, comment, passage_in_clause(old, comment.clause, comment.own_target), shown)


def first_waiting(anchor: Anchor) -> tuple[int, Anchor | FurtherStep]:
    """Which passage of the comment somebody has to look at, and where it stands; the first, if none."""
    waiting = (step for step in enumerate(anchor.further_steps, start=1) if step[1].in_doubt)
    first_waits = anchor.in_doubt or (anchor.lost and not anchor.struck)
    return (0, anchor) if first_waits else next(waiting, (0, anchor))


class WaitingView(DraftMixin, TemplateView):
    title = _("Comments to put in their place")
    template_name = "decrees/desk/anchors/waiting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = self.decree.newest
        steps = Anchor.objects.visible_to(self.request.user).waiting_on(newest)
        waiting = list(steps.select_related("comment__organisation").order_by("comment__seq"))
        versions = self.decree.versions.in_bulk({step.comment.version_id for step in waiting})
        return super().get_context_data(
            cases=[_case(step, versions[step.comment.version_id], newest) for step in waiting if newest],
            newest=newest,
            **kwargs,
        )


def _case(step: Anchor, made_on: Version, newest: Version) -> Case:
    step.comment.version = made_on
    return case_of(step, made_on.document, newest.document)


class ReattachView(ServiceFormView):
    title = _("Put a comment in its place")
    button = _("Put it here")
    done = _("The comment has its place.")
    leads_to = "decrees_admin:waiting"
    form_class = ReattachForm
    template_name = "decrees/desk/anchors/reattach.html"

    @cached_property
    def newest(self) -> Version:
        return get_object_or_404(self.decree.versions.all()[:1])

    @cached_property
    def step(self) -> Anchor:
        steps = Anchor.objects.visible_to(self.request.user).filter(version=self.newest).current()
        step = get_object_or_404(steps.select_related("comment__organisation"), comment=self.kwargs["comment_pk"])
        step.comment.version = self.decree.versions.get(pk=step.comment.version_id)
        return step

    def get_form_kwargs(self) -> dict[str, Any]:
        listed = clauses_of(self.newest.document)
        number, stands = first_waiting(self.step)
        quote = words_at(self.newest.document, stands.target) if stands.start is not None else ""
        initial = {"clause": stands.clause or stands.last_known_clause, "quote": quote, "passage": number}
        passages = list(enumerate(self._passages()))
        return {**super().get_form_kwargs(), "places": listed, "passages": passages, "initial": initial}

    def _passages(self) -> Iterator[str]:
        comment = self.step.comment
        made = [(comment.clause_label, comment.quote), *((one.label, one.quote) for one in comment.further_passages)]
        return (f"{label}: {Truncator(quote).words(12)}" if quote else label for label, quote in made)

    def call(self, form: ReattachForm) -> None:
        services.reattach_comment(self.step.comment, **form.cleaned_data, by=self.request.user)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = case_of(self.step, self.step.comment.version.document, self.newest.document)
        return super().get_context_data(case=case, newest=self.newest, **kwargs)


class ConfirmView(ServiceView):
    done = _("The place is confirmed.")
    leads_to = "decrees_admin:waiting"

    def call(self) -> Anchor:
        visible = Comment.objects.visible_to(self.request.user).filter(version__decree=self.decree)
        comment = get_object_or_404(visible, pk=self.kwargs["comment_pk"])
        return services.confirm_place(comment, by=self.request.user)  # type: ignore[arg-type]
