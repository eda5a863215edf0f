"""What entries are about, found for all entries that are drawn together: as many queries for thirty as for one."""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from decrees import events
from decrees.models import Anchor, Answer, ChangeSource, Comment, Round, Support, Version
from decrees.models.access import grants_to_citizens
from decrees.models.querysets import with_history
from decrees.reading.threads import threads
from forum import clock, live
from forum.models import LedgerEntry
from forum.models.memory import Prepared


def _targets(entries: Iterable[LedgerEntry], model: type[Model]) -> dict[int, int]:
    """The keys of rows of this kind by the numbers of the entries that are about them."""
    begins = f"{model._meta.label_lower}:"
    about = [entry for entry in entries if entry.target.startswith(begins)]
    return {entry.seq: int(entry.target.removeprefix(begins)) for entry in about}


@live.found_together
def version_of(entries: list[LedgerEntry]) -> dict[int, Version]:
    targets = _targets(entries, Version)
    found = Version.objects.defer("tree").select_related("decree").in_bulk(targets.values())
    return {seq: found[pk] for seq, pk in targets.items()}


@live.found_together
def round_of(entries: list[LedgerEntry]) -> dict[int, Round]:
    targets = _targets(entries, Round)
    rounds = Round.objects.select_related("decree", "version").defer("version__tree")
    found = rounds.in_bulk(targets.values())
    return {seq: found[pk] for seq, pk in targets.items()}


@live.found_together
def version_named_in(entries: list[LedgerEntry]) -> dict[int, Version]:
    """The versions whose numbers entries about requests for input have in their data."""
    about = [entry for entry in entries if entry.verb in (events.INPUT_ASKED, events.INPUT_WITHDRAWN)]
    numbers = {entry.data["version"] for entry in about}
    versions = Version.objects.filter(decree__in={entry.page_id for entry in about}, number__in=numbers)
    found = {(one.decree_id, one.number): one for one in versions.defer("tree").select_related("decree")}
    return {entry.seq: found[entry.page_id or 0, entry.data["version"]] for entry in about}


@live.found_together
def sources_of(entries: list[LedgerEntry]) -> dict[int, dict[int, list[ChangeSource]]]:
    """Of the comments that each entry is about."""
    about = {entry.seq: entry.data.get("comments", ()) for entry in entries if entry.verb == events.CHANGES_EXPLAINED}
    found: dict[int, list[ChangeSource]] = {pk: [] for comments in about.values() for pk in comments}
    sources = ChangeSource.objects.filter(comment__in=found).select_related("version").defer("version__tree")
    for source in sources:
        found[source.comment_id or 0].append(source)
    return {seq: {pk: found[pk] for pk in comments} for seq, comments in about.items()}


@live.found_together
def comment_of(entries: list[LedgerEntry]) -> dict[int, Comment]:
    """The comment that each entry is about, or its answer; with its replies and its place on the newest version."""
    about = _comments_about(entries)
    found = _with_replies(set(about.values()))
    proposing = {one.version_id for one in found if one.proposed is not None}
    threads(found, {pk: version.document for pk, version in Version.objects.in_bulk(proposing).items()})
    known = {comment.pk: comment for comment in found}
    comments = {seq: known[pk] for seq, pk in about.items()}
    _add_last_steps(comments.values())
    return comments


def _comments_about(entries: list[LedgerEntry]) -> dict[int, int]:
    """The keys of comments by the numbers of the entries about them or their answers."""
    answers = _targets(entries, Answer)
    rows = Answer.objects.filter(pk__in=answers.values()).values_list("pk", "comment") if answers else ()
    answered = dict(rows)
    return _targets(entries, Comment) | {seq: answered[pk] for seq, pk in answers.items()}


def _with_replies(pks: set[int]) -> list[Comment]:
    """Comments and their replies in one query: who writes waits for it. What most comments lack, support, changes and
    earlier answers, is asked for only where it is."""
    one = len(pks) == 1
    found: list[Any] = _THREAD(*pks, clock.now()) if one else list(_threads(Q(pk__in=pks) | Q(parent__in=pks)))
    for comment in found:
        if not comment.__dict__["beside"]:
            comment.__dict__["_prefetched_objects_cache"] = {
                "supports": Support.objects.none(),
                "changes": ChangeSource.objects.none(),
                "answers": Answer.objects.none(),
            }
    if beside := [comment for comment in found if comment.__dict__["beside"]]:
        prefetch_related_objects(beside, *Comment.objects.all().beside_cards())
    return found


def _threads(wanted: Q, at: Any = None) -> QuerySet[Comment]:
    of_decree = {"decree": OuterRef("version__decree")}
    shown_beside = (Support.objects.all(), ChangeSource.objects.all(), with_history())
    beside = reduce(or_, (Q(Exists(rows.filter(comment=OuterRef("pk")))) for rows in shown_beside))
    faces = Comment.objects.filter(wanted).with_faces().select_related("parent__version")
    return faces.defer("version__tree", "parent__version__tree").annotate(
        beside=beside,
        newest=Subquery(Version.objects.filter(**of_decree).values("pk")[:1]),
        hears_citizens=Exists(grants_to_citizens().filter(content_object=OuterRef("version__decree"))),
        open_version=Subquery(Round.objects.open(at).filter(**of_decree).values("version")[:1]),
    )


# That of one comment is pushed after each change: everybody waits for it.
_THREAD: Prepared[Comment] = Prepared(lambda comment, at: _threads(Q(pk=comment) | Q(parent=comment), at))


def _add_last_steps(comments: Collection[Comment]) -> None:
    """`last_step`: how the thread came to the newest version; None if it was made there."""
    begun = {comment: comment.parent or comment for comment in comments}
    moved = {comment: one for comment, one in begun.items() if one.version_id != comment.__dict__["newest"]}
    found = {(step.comment_id, step.version_id): step for step in _steps(moved)} if moved else {}
    for comment, one in begun.items():
        comment.__dict__["last_step"] = found.get((one.pk, comment.__dict__["newest"]))


def _steps(moved: dict[Comment, Comment]) -> QuerySet[Anchor]:
    """In order, to the newest version: of comments, with the head of the thread of each."""
    steps = Anchor.objects.filter(comment__in=moved.values(), version__in={one.__dict__["newest"] for one in moved})
    return steps.select_related("version").defer("version__tree").order_by("pk")
