"""Find the place of every comment on a new version of the text, and record it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from functools import cached_property
from itertools import chain
from typing import Any

from django.db import transaction

from decrees import events, permissions
from decrees.drafting.adopted import adopted_target
from decrees.drafting.references.shifts import References
from decrees.models import AdoptedAmendment, Anchor, Comment, Version
from decrees.models.hiding import stored
from decrees.services.circulation.trails import Stand, candidates, further_stood, further_trails, made, stood
from decrees.services.notifying.notices import notify_reanchored
from decrees.text import Document, find
from decrees.text.anchoring import AnchorState
from decrees.text.anchoring.further import FurtherStep, kept
from decrees.text.anchoring.targets import Step, Target, reanchor_targets
from decrees.text.place_names import cite_clauses, enclosing
from decrees.text.redline import compare
from forum import ledger
from forum.audiences import PUBLIC
from forum.models import LedgerEntry, User

UNCHANGED = (AnchorState.KEPT, AnchorState.RECASED, AnchorState.MOVED)
ALTERING = (AnchorState.RECASED, AnchorState.EDITED, AnchorState.REPLACED)


@transaction.atomic
def reanchor_comments(version: Version, *, by: User) -> list[Anchor]:
    """Give every thread of the earlier versions a place on this one, and record in the ledger how many were kept,
    moved, edited, replaced or orphaned.

    There is one entry for the public and one for each other audience that has comments, so that an audience does not
    learn the numbers of another.
    """
    permissions.require(permissions.can_circulate(by, version.decree))
    return record_carried(version, place_comments(version), by=by)


def place_comments(version: Version) -> list[Anchor]:
    """A place on this version for every thread of the earlier ones, not stored. With many comments this takes longest
    of all, so it is done before the head of the ledger is taken, for which everybody waits who writes."""
    earlier = Comment.objects.threads().filter(version__decree=version.decree, version__number__lt=version.number)
    return list(_Carrier(version, list(earlier)).place_all()) if version.number > 1 else []


def record_carried(version: Version, placed: list[Anchor], *, by: User) -> list[Anchor]:
    """Store the places, with their entries. The caller has asked for the permission."""
    if version.number == 1:
        return []
    by_audience: dict[str, list[Anchor]] = {PUBLIC: []}
    for anchor in placed:
        by_audience.setdefault(anchor.comment.audience, []).append(anchor)
    for audience, anchors in by_audience.items():
        _record_audience(version, anchors, audience=audience, by=by)
    notify_reanchored(placed, by=by)
    return Anchor.objects.bulk_create(placed, batch_size=500)


@transaction.atomic
def reanchor_comment(comment: Comment, *, to: Version, by: User) -> Anchor:
    """Give a place on a later version to one comment that was handed in for an earlier one, on a paper sheet that came
    late."""
    permissions.require(permissions.can_circulate(by, to.decree))
    placed = list(_Carrier(to, [comment]).place_all())
    _record_audience(to, placed, audience=comment.audience, by=by)
    return Anchor.objects.bulk_create(placed)[0]


def foresee_lost(draft: Version, *, by: User) -> list[Anchor]:
    """The threads that would lose their place if this text were circulated as the next version, as far as this person
    may read them. Nothing is stored."""
    threads = Comment.objects.threads().visible_to(by).filter(version__decree=draft.decree)
    comments = threads.select_related("organisation", "version").defer("version__tree")
    carrier = _Carrier(draft, list(comments))
    still = [comment for comment, trail in carrier.trails.items() if trail[-1].target.clause]
    carrier.trails = {comment: carrier.trails[comment] for comment in still}
    return [anchor for anchor in carrier.place_all() if anchor.lost and not anchor.struck]


def _record_audience(version: Version, anchors: list[Anchor], *, audience: str, by: User) -> None:
    counted = Counter(anchor.state for anchor in anchors)
    entry = ledger.append(
        events.COMMENTS_CARRIED,
        target=version,
        page=version.decree,
        by=by,
        audience=audience,
        content=[_said(anchor) for anchor in anchors],
        data={"version": version.number, **{state.value: counted[state] for state in AnchorState}},
    )
    for anchor in anchors:
        anchor.seq = entry.seq


def _said(anchor: Anchor) -> list[Any]:
    """With the state and place of each further passage, where there are any."""
    further = [[step.said for step in anchor.further_steps]] if anchor.further else []
    return [anchor.comment_id, anchor.from_version_id, anchor.state, *asdict(anchor.target).values(), *further]


class _Carrier:
    """Finds the new place of each comment from its last place, and so of each of its further passages. One without a
    place may find its old words again."""

    def __init__(self, version: Version, comments: list[Comment]) -> None:
        self.version = version
        self.labels = cite_clauses(version.document)
        self.trails = {comment: [made(comment)] for comment in comments}
        self.further = {one: further_trails(one) for one in comments if one.further}
        by_pk = {comment.pk: comment for comment in comments}
        steps = Anchor.objects.filter(comment__in=comments).current().order_by("version__number")
        for anchor in steps:
            comment = by_pk[anchor.comment_id]
            self.trails[comment].append(stood(anchor))
            for trail, step in zip(self.further.get(comment, ()), anchor.further_steps, strict=False):
                trail.append(further_stood(anchor.version_id, step))
        self.taken = {taken.comment_id: taken for taken in _taken_before(version)}
        entries = LedgerEntry.objects.filter(seq__in=[taken.seq for taken in self.taken.values()])
        self.takers = dict(entries.values_list("seq", "actor"))

    @cached_property
    def versions(self) -> dict[int, Version]:
        return self.version.decree.versions.in_bulk()

    def place_all(self) -> Iterator[Anchor]:
        trails = [*self.trails.values(), *chain.from_iterable(self.further.values())]
        steps = self._steps({stand for trail in trails for stand in candidates(trail)})
        for comment, trail in self.trails.items():
            row = self._place(comment, trail, steps)
            further = [self._further(one, steps) for one in self.further.get(comment, ())]
            row.further, row.others_wait = kept(further), any(one.in_doubt for one in further) or None
            yield row

    def _steps(self, stands: Iterable[Stand]) -> dict[Stand, Step]:
        """The step of each place to the new version. All places on one version are computed together."""
        grouped: dict[int, list[Stand]] = defaultdict(list)
        for stand in stands:
            grouped[stand.version_id].append(stand)
        found: dict[Stand, Step] = {}
        for version_id, group in grouped.items():
            old = self.versions[version_id].document
            steps = reanchor_targets(old, self.version.document, [stand.target for stand in group])
            shifted = _Shifted(old, self.version.document)
            found.update(zip(group, map(shifted.doubted, steps), strict=True))
        return found

    def _place(self, comment: Comment, trail: list[Stand], steps: dict[Stand, Step]) -> Anchor:
        last = trail[-1]
        if last.target.clause and (taken := self._taken(comment, last, steps[last])):
            return taken
        stand, step = self._next(trail, steps)
        row = self._row(comment, stand, step)
        return row if last.target.clause or step.target.clause else _by(row, *last.struck_by)

    def _next(self, trail: list[Stand], steps: dict[Stand, Step]) -> tuple[Stand, Step]:
        """From which of its places a passage goes on, and how."""
        last = trail[-1]
        if last.target.clause:
            return last, steps[last]
        for stand in candidates(trail):
            if steps[stand].state in UNCHANGED and not steps[stand].in_doubt:
                return stand, steps[stand]
        still = find(self.version.document, last.last_known_clause)
        step = steps[candidates(trail)[0]]
        known = last.last_known_clause if still else step.last_known_clause
        return last, Step(AnchorState.ORPHANED, Target(), 0.0, last_known_clause=known)

    def _further(self, trail: list[Stand], steps: dict[Stand, Step]) -> FurtherStep:
        """One further passage. What somebody has looked at and found gone waits for nobody any more."""
        stand, step = self._next(trail, steps)
        lost, seen_gone = not step.target.clause, not trail[-1].target.clause and not trail[-1].in_doubt
        return FurtherStep(
            state=step.state.value,
            clause=step.target.clause,
            label=stand.label if lost else self.labels.get(step.target.clause, ""),
            start=step.target.start,
            end=step.target.end,
            altered=stand.altered or step.state in ALTERING,
            in_doubt=not seen_gone if lost else stand.in_doubt or step.in_doubt,
            score=step.score,
            last_known_clause=step.last_known_clause,
        )

    def _taken(self, comment: Comment, last: Stand, step: Step) -> Anchor | None:
        """The place that follows from the proposed wording, if it was put into the text: on the new words. None if that
        is not certain."""
        taken = self.taken.get(comment.pk)
        if taken is None:
            return None
        if comment.structure:
            return self._restructured(comment, taken, last)
        words = (taken.clause, taken.before, taken.after, stored(comment, "proposed") or "")
        target = adopted_target(self.version.document, *words, stood=last.target, found=step.target)
        if target is None:
            return None
        told = (
            Step(AnchorState.EDITED, target)
            if target.clause
            else Step(AnchorState.ORPHANED, target, 0.0, last_known_clause=step.last_known_clause)
        )
        row = _by(self._row(comment, last, told), self.takers.get(taken.seq), taken.office)
        row.in_doubt = False
        return row

    def _restructured(self, comment: Comment, taken: AdoptedAmendment, last: Stand) -> Anchor | None:
        """On the new clause, or on the moved one where it stands now."""
        if find(self.version.document, taken.clause) is None or (
            taken.structure and last.target.clause != taken.clause
        ):
            return None
        told = (
            Step(AnchorState.MOVED, last.target) if taken.structure else Step(AnchorState.EDITED, Target(taken.clause))
        )
        row = _by(self._row(comment, last, told), self.takers.get(taken.seq), taken.office)
        row.in_doubt = False
        return row

    def _row(self, comment: Comment, stand: Stand, step: Step) -> Anchor:
        lost = step.state is AnchorState.ORPHANED
        return Anchor(
            comment=comment,
            version=self.version,
            from_version_id=stand.version_id,
            state=step.state.value,
            altered=stand.altered or step.state in ALTERING,
            in_doubt=not lost and (stand.in_doubt or step.in_doubt),
            score=step.score,
            clause=step.target.clause,
            clause_label=stand.label if lost else self.labels.get(step.target.clause, ""),
            start=step.target.start,
            end=step.target.end,
            last_known_clause=step.last_known_clause,
        )


class _Shifted:
    """The clauses of the new text of which a reference names something else than in the old one. What was said there
    was said to another meaning, though the words are the same."""

    def __init__(self, old: Document, new: Document) -> None:
        shifts = References(old, new, compare(old, new)).shifts
        self.clauses = {shift.clause_id for shift in shifts}
        self.around = {clause_id for shift in self.clauses for clause_id in enclosing(new, shift)}

    def doubted(self, step: Step) -> Step:
        whole = step.target.start is None
        return replace(step, in_doubt=True) if step.target.clause in (self.around if whole else self.clauses) else step


def _taken_before(version: Version) -> Iterable[AdoptedAmendment]:
    """The wordings that were put into the text since the version before was circulated."""
    before = version.decree.versions.values_list("circulated_at", flat=True).get(number=version.number - 1)
    return AdoptedAmendment.objects.filter(comment__version__decree=version.decree_id, at__gt=before)


def _by(anchor: Anchor, login: int | None, office: str) -> Anchor:
    anchor.by_id, anchor.office = login, office
    return anchor
