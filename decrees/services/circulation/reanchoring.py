"""Find the place of every comment on a new version of the text, and record it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property

from django.db import transaction

from decrees import events, permissions
from decrees.drafting.adopted import adopted_target
from decrees.drafting.references.shifts import References
from decrees.models import AdoptedAmendment, Anchor, Comment, Version
from decrees.models.hiding import stored
from decrees.services.notifying.notices import notify_reanchored
from decrees.text import Document, find
from decrees.text.anchoring import AnchorState
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
        content=[[p.comment_id, p.from_version_id, p.state, *asdict(p.target).values()] for p in anchors],
        data={"version": version.number, **{state.value: counted[state] for state in AnchorState}},
    )
    for anchor in anchors:
        anchor.seq = entry.seq


@dataclass(frozen=True, slots=True)
class _Stand:
    """The place of a comment on one version, and how certain it is."""

    version_id: int
    target: Target
    label: str
    altered: bool = False
    in_doubt: bool = False
    last_known_clause: str = ""
    # The login and office that struck out the clause, as the comment proposed: then there is no place to look for.
    struck_by: tuple[int | None, str] = (None, "")


class _Carrier:
    """Finds the new place of each comment from its last place. A comment without a place may find its old words
    again."""

    def __init__(self, version: Version, comments: list[Comment]) -> None:
        self.version = version
        self.labels = cite_clauses(version.document)
        self.trails = {comment: [_made(comment)] for comment in comments}
        by_pk = {comment.pk: comment for comment in comments}
        steps = Anchor.objects.filter(comment__in=comments).current().order_by("version__number")
        for anchor in steps:
            self.trails[by_pk[anchor.comment_id]].append(_stand(anchor))
        self.taken = {taken.comment_id: taken for taken in _taken_before(version)}
        entries = LedgerEntry.objects.filter(seq__in=[taken.seq for taken in self.taken.values()])
        self.takers = dict(entries.values_list("seq", "actor"))

    @cached_property
    def versions(self) -> dict[int, Version]:
        return self.version.decree.versions.in_bulk()

    def place_all(self) -> Iterator[Anchor]:
        wanted = {stand for trail in self.trails.values() for stand in _candidates(trail)}
        steps = self._steps(wanted)
        for comment, trail in self.trails.items():
            yield self._place(comment, trail, steps)

    def _steps(self, stands: Iterable[_Stand]) -> dict[_Stand, Step]:
        """The step of each place to the new version. All places on one version are computed together."""
        grouped: dict[int, list[_Stand]] = defaultdict(list)
        for stand in stands:
            grouped[stand.version_id].append(stand)
        found: dict[_Stand, Step] = {}
        for version_id, group in grouped.items():
            old = self.versions[version_id].document
            steps = reanchor_targets(old, self.version.document, [stand.target for stand in group])
            shifted = _Shifted(old, self.version.document)
            found.update(zip(group, map(shifted.doubted, steps), strict=True))
        return found

    def _place(self, comment: Comment, trail: list[_Stand], steps: dict[_Stand, Step]) -> Anchor:
        last = trail[-1]
        if last.target.clause:
            return self._taken(comment, last, steps[last]) or self._row(comment, last, steps[last])
        for stand in _candidates(trail):
            if steps[stand].state in UNCHANGED and not steps[stand].in_doubt:
                return self._row(comment, stand, steps[stand])
        still = find(self.version.document, last.last_known_clause)
        step = steps[_candidates(trail)[0]]
        known = last.last_known_clause if still else step.last_known_clause
        gone = Step(AnchorState.ORPHANED, Target(), 0.0, last_known_clause=known)
        return _by(self._row(comment, last, gone), *last.struck_by)

    def _taken(self, comment: Comment, last: _Stand, step: Step) -> Anchor | None:
        """The place that follows from the proposed wording, if it was put into the text: on the new words. None if that
        is not certain."""
        taken = self.taken.get(comment.pk)
        if taken is None:
            return None
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

    def _row(self, comment: Comment, stand: _Stand, step: Step) -> Anchor:
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
    before = version.decree.versions.get(number=version.number - 1)
    return AdoptedAmendment.objects.filter(comment__version__decree=version.decree_id, at__gt=before.circulated_at)


def _by(anchor: Anchor, login: int | None, office: str) -> Anchor:
    anchor.by_id, anchor.office = login, office
    return anchor


def _made(comment: Comment) -> _Stand:
    return _Stand(comment.version_id, comment.own_target, comment.clause_label)


def _stand(anchor: Anchor) -> _Stand:
    return _Stand(
        anchor.version_id,
        anchor.target,
        anchor.clause_label,
        altered=anchor.altered,
        in_doubt=anchor.in_doubt,
        last_known_clause=anchor.last_known_clause,
        struck_by=(anchor.by_id, anchor.office) if anchor.struck else (None, ""),
    )


def _candidates(trail: list[_Stand]) -> list[_Stand]:
    """The places from which to look for a comment: its last place. If it has none now, the newest place it had and the
    first."""
    stood = [stand for stand in trail if stand.target.clause]
    return [trail[-1]] if trail[-1].target.clause else [stood[-1], stood[0]]
