"""The proposed wordings of a draft, clause by clause, compared with the text in the editor."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decrees.drafting.proposals import ClauseProposals, keeps_cells, proposal, renewed, tidy
from decrees.drafting.restructuring import RefusedError, Structure, insert_after, is_row, move_after
from decrees.models import AdoptedAmendment, Anchor, Answer, Comment, DecreePage, Version
from decrees.models.querysets import CommentQuerySet
from decrees.models.words import WHY_NOT
from decrees.reading.threads import dress
from decrees.text import TITLE, Document, Kind, title_of, walk
from decrees.text.anchoring.targets import Target, words_at
from decrees.text.place_names import cite_clauses
from decrees.text.redline.merging import Conflict, Proposal
from forum import ledger
from forum.permissions import Anyone

_REFUSED = [Answer.Disposition.NOT_ACCEPTED, Answer.Disposition.NOTED, Answer.Disposition.OUT_OF_SCOPE]


@dataclass(frozen=True, slots=True)
class Amendment:
    """One open proposal on a clause of the newest version. `hindrance` says why it cannot be put into the text with one
    action."""

    comment: Comment
    proposal: Proposal | None
    hindrance: str | Promise = ""
    # All open proposals of one form, where it made several that can all be taken; this one is among them.
    bound: list["Amendment"] = field(default_factory=list)

    @property
    def may_be_taken(self) -> bool:
        return not self.hindrance


@dataclass(frozen=True)
class ClauseAmendments:
    """The open proposals on one clause. `base` is its text in the newest version; `ours` its text in the editor, None
    if the clause is gone there."""

    clause: str
    place: str
    base: str
    ours: str | None
    is_row: bool = False
    amendments: list[Amendment] = field(default_factory=list)

    @cached_property
    def together(self) -> ClauseProposals:
        usable = (amendment.proposal for amendment in self.amendments if amendment.proposal)
        return ClauseProposals(self.base, self.ours or "", tuple(usable))

    @property
    def moved_on(self) -> bool:
        return self.ours is not None and self.ours != self.base

    @property
    def rivals(self) -> list[list[Amendment]]:
        """Groups of proposals that contradict one another, so that a person has to choose."""
        by_id = {str(amendment.comment.pk): amendment for amendment in self.amendments}
        return [[by_id[one] for one in group] for group in self.together.conflicts]

    @property
    def alone(self) -> list[Amendment]:
        """Proposals that contradict no other."""
        rivals = {one for group in self.together.conflicts for one in group}
        return [amendment for amendment in self.amendments if str(amendment.comment.pk) not in rivals]

    @property
    def is_title(self) -> bool:
        """The title is a field of its own in the editor, so no proposal can be put into it with one action."""
        return self.clause == TITLE

    @property
    def block(self) -> str:
        """The id of the block in the editor."""
        return self.clause.removesuffix(".closing")

    @property
    def agreeing(self) -> list[Amendment]:
        """Proposals that can be put in all at once: they contradict neither one another nor the editor's text."""
        applied = self.together.merged.applied
        taken = [
            amendment
            for amendment in self.amendments
            if str(amendment.comment.pk) in applied and amendment.may_be_taken
        ]
        return [] if self.ours is None else taken

    @property
    def preview(self) -> tuple[str, list[Conflict]]:
        return self.together.with_only([str(amendment.comment.pk) for amendment in self.agreeing]).outcome


@dataclass(frozen=True, slots=True)
class StructureProposal:
    """A new clause behind the one at `place`, or that one moved behind `after`, as both are called in the newest
    version. `hindrance` says why it cannot be done with one action."""

    comment: Comment
    clause: str
    place: str
    after: str = ""
    hindrance: str | Promise = ""


def proposals(decree: DecreePage, user: Anyone) -> CommentQuerySet:
    """Threads that propose a wording, or where a clause is to stand."""
    said: CommentQuerySet = Comment.objects.visible_to(user).to_answer()
    proposing = Q(proposed__isnull=False) | Q(structure__isnull=False)
    return said.filter(proposing, version__decree=decree).with_cards()


def open_proposals(decree: DecreePage, user: Anyone) -> CommentQuerySet:
    """Proposals that were neither put into the text nor refused, and that no change has as its source."""
    return proposals(decree, user).filter(adoption=None, changes=None).exclude(answer__disposition__in=_REFUSED)


def adopted_amendments(decree: DecreePage, user: Anyone) -> list[AdoptedAmendment]:
    """The wordings that were put into the editor's text since the newest version was circulated."""
    visible = Comment.objects.visible_to(user).filter(version__decree=decree)
    newest = decree.newest
    taken = AdoptedAmendment.objects.filter(comment__in=visible).select_related(
        "comment__organisation", "comment__answer"
    )
    return list(taken.filter(at__gte=newest.circulated_at).order_by("-pk")) if newest else []


class AmendmentBoard:
    """All open proposals with a place on the newest version (`comments`), and those without one (`lost`)."""

    def __init__(self, decree: DecreePage, user: Anyone) -> None:
        self.user = user
        self.newest: Version | None = decree.newest
        self.draft: DecreePage = decree.get_latest_revision_as_object()
        # A wording that is hidden cannot be taken into the text.
        comments = [one for one in open_proposals(decree, user) if one.gap is None] if self.newest else []
        self.targets = self._targets(comments)
        comments = [comment for comment in comments if not self._is_kept(comment)]
        self.lost = [comment for comment in comments if comment not in self.targets]
        placed = [comment for comment in comments if comment in self.targets]
        self.comments = [comment for comment in placed if not comment.structure]
        self.ordering = [comment for comment in placed if comment.structure]

    def _targets(self, comments: Iterable[Comment]) -> dict[Comment, tuple[Target, bool]]:
        """The place of each comment on the newest version, and whether it is in doubt. Comments without a place are
        left out."""
        steps = Anchor.objects.filter(version=self.newest, comment__in=list(comments)).current()
        carried = {step.comment_id: step for step in steps}
        found = {}
        for comment in comments:
            step = carried.get(comment.pk)
            if comment.version_id == (self.newest and self.newest.pk):
                found[comment] = (comment.own_target, False)
            elif step and not step.lost:
                found[comment] = (step.target, step.in_doubt)
        return found

    def _is_kept(self, comment: Comment) -> bool:
        """Whether the comment is of an earlier version and the newest has the proposed words at its place."""
        if self.newest is None or comment.version_id == self.newest.pk or comment not in self.targets:
            return False
        if comment.structure:
            return False
        return tidy(words_at(self.newest.document, self.targets[comment][0])) == tidy(comment.proposed or "")

    @cached_property
    def settled(self) -> list[Comment]:
        """Answered proposals that are no longer open, the newest first. Those put in since the newest version are in a
        list of their own."""
        away = [
            *self.comments,
            *self.ordering,
            *self.lost,
            *(one.comment for one in adopted_amendments(self.draft, self.user)),
        ]
        found = [one for one in proposals(self.draft, self.user) if one.answer and one not in away]
        return [dress(comment, self.documents) for comment in reversed(found)]

    @cached_property
    def document(self) -> Document:
        """The text in the editor."""
        return self.draft.as_document()

    @cached_property
    def clauses(self) -> list[ClauseAmendments]:
        """The clauses with open proposals, in the order of the newest version."""
        if self.newest is None:
            return []
        called, now = cite_clauses(self.newest.document), {clause.id: clause.text for clause in walk(self.document)}
        found: dict[str, ClauseAmendments] = {}
        for clause in (title_of(self.newest.document), *walk(self.newest.document)):
            found[clause.id] = ClauseAmendments(
                clause.id, called.get(clause.id, ""), clause.text, now.get(clause.id), clause.kind is Kind.ROW
            )
        for comment in self.comments:
            host = found[self.targets[comment][0].clause]
            host.amendments.append(self._wish(comment, host))
        _bind(amendment for host in found.values() for amendment in host.amendments)
        return [clause for clause in found.values() if clause.amendments]

    @cached_property
    def structures(self) -> list[StructureProposal]:
        """The open proposals of new and moved clauses, the oldest first."""
        called = cite_clauses(self.newest.document) if self.newest else {}
        return [self._structure(comment, called) for comment in self.ordering]

    def _structure(self, comment: Comment, called: dict[str, str]) -> StructureProposal:
        dress(comment, self.documents)
        target, in_doubt = self.targets[comment]
        wanted = comment.wanted
        hindrance = _("Please confirm the place of this comment first.") if in_doubt else self._refused(comment, target)
        after = called.get(wanted.after, wanted.label) if wanted else ""
        return StructureProposal(comment, target.clause, called.get(target.clause, ""), after, hindrance)

    def _refused(self, comment: Comment, target: Target) -> str | Promise:
        """Tried on the text in the editor."""
        try:
            restructured(self.draft.body.get_prep_value(), comment, target.clause, "new")
        except RefusedError as refused:
            return WHY_NOT[refused.reason]
        return ""

    @cached_property
    def fingerprint(self) -> str:
        """Of the editor's text: which clauses stand in which order, and their words."""
        told = [[clause.id, clause.text] for clause in walk(self.document)]
        return ledger.digest_of(told)

    @cached_property
    def documents(self) -> dict[int, Document]:
        return {version.pk: version.document for version in self.draft.versions.all()}

    def _wish(self, comment: Comment, host: ClauseAmendments) -> Amendment:
        dress(comment, self.documents)
        target, in_doubt = self.targets[comment]
        was, now = comment.passage_in(self.documents[comment.version_id]), words_at(self.documents[self._pk], target)
        words = renewed(was, now, comment.proposed or "")
        one = None if words is None else proposal(str(comment.pk), host.base, target.start, target.end, words)
        hindrance = _("Please confirm the place of this comment first.") if in_doubt else _hindrance(host, one)
        return Amendment(comment, None if hindrance else one, hindrance)

    @property
    def _pk(self) -> int:
        return self.newest.pk if self.newest else 0

    def host_of(self, comment: Comment) -> ClauseAmendments | None:
        return next(
            (host for host in self.clauses for amendment in host.amendments if amendment.comment == comment), None
        )


def _bind(amendments: Iterable[Amendment]) -> None:
    groups: dict[int, list[Amendment]] = {}
    for one in amendments:
        groups.setdefault(one.comment.together_with_id or one.comment.pk, []).append(one)
    for group in groups.values():
        if len(group) > 1 and all(one.may_be_taken for one in group):
            for one in group:
                one.bound.extend(group)


def restructured(blocks: list[dict[str, Any]], comment: Comment, clause: str, new_id: str) -> list[dict[str, Any]]:
    """The blocks with what the comment on this clause proposes done. Raises RefusedError."""
    wanted = comment.wanted
    if wanted and wanted.kind is Structure.MOVE:
        return move_after(blocks, clause, wanted.after)
    words = (comment.proposed or "").replace("\n", "\t") if is_row(blocks, clause) else comment.proposed or ""
    return insert_after(blocks, clause, tidy(words), new_id)


def _hindrance(host: ClauseAmendments, one: Proposal | None) -> str | Promise:
    if host.is_title:
        return _("The title is a field of its own: please change it there.")
    if host.ours is None:
        return _("This clause is no longer in the editor's text.")
    if one is None:
        return _("The words it was proposed for have been changed since.")
    if not keeps_cells(host.base, one):
        return _("It goes over several columns of the table.")
    alone = ClauseProposals(host.base, host.ours, (one,))
    return _("The editor has changed the same words.") if alone.outcome[1] else ""
