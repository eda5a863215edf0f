"""Where a change of a version comes from: the comments that it follows, or a reason in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import AdoptedAmendment, ChangeSource, Comment, DecreePage, Version
from decrees.models.words import clean_text
from decrees.reading.lines import CitedChange
from decrees.reading.sources import changes_of, version_before
from decrees.services.notifying.notices import notify_followed
from decrees.services.publishing import append_and_publish
from decrees.text.redline import Hunk
from decrees.text.redline.attribution import adopted_in
from forum import ledger
from forum.audiences import PUBLIC
from forum.models import User
from forum.models.typed import require_words

Key = tuple[str, int | None, str]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Comments and reason for one change. Empty, it removes what was recorded for the change."""

    comments: tuple[Comment, ...] = ()
    reason: str = ""


def attribute_change(
    version: Version, *, hunk: str, comments: Iterable[Comment] = (), reason: str = "", by: User
) -> list[ChangeSource]:
    """Record where one change of a version comes from: exactly these comments and this reason."""
    return attribute_changes(version, explanations={hunk: Attribution(tuple(comments), reason)}, by=by)


@transaction.atomic
def attribute_changes(version: Version, *, explanations: Mapping[str, Attribution], by: User) -> list[ChangeSource]:
    """Record where changes come from, by the key of their hunk. Changes that are not named keep their sources, and so
    do sources that `by` may not read.

    Raises ValidationError if the redline from the version before has no such hunk, or if a comment cannot be a source.
    """
    decree = DecreePage.objects.select_for_update().get(pk=version.decree_id)
    permissions.require(permissions.can_circulate(by, decree))
    told = {each.hunk.id: each for each in changes_of(version)}
    if not told.keys() >= explanations.keys():
        raise ValidationError(
            _("This change is not in the redline of version %(number)s.") % {"number": version.number}
        )
    known = _comments(version, explanations.values(), by)
    followed = _not_yet_followed(version, explanations)
    wanted = list(dict.fromkeys(key for hunk, each in explanations.items() for key in _keys(hunk, each)))
    stored = _stored(version, explanations, known)
    ChangeSource.objects.filter(pk__in=[pk for key, pk in stored.items() if key not in wanted]).delete()
    office = ledger.office_of(by)[0]
    fresh = {key: _origin(version, told[key[0]], key, by, office) for key in wanted if key not in stored}
    audiences = {pk: comment.audience for pk, comment in known.items()}
    _record(version, wanted, {*wanted} ^ {*stored}, audiences, fresh, by)
    made = ChangeSource.objects.bulk_create(fresh.values(), batch_size=500)
    notify_followed(followed, version, by=by)
    return made


def _not_yet_followed(version: Version, explanations: Mapping[str, Attribution]) -> list[Comment]:
    """The comments that no change of this version was said to follow before."""
    named = {comment.pk for each in explanations.values() for comment in each.comments}
    before = ChangeSource.objects.filter(version=version, comment__in=named).values_list("comment", flat=True)
    return list(Comment.objects.filter(pk__in=named - set(before)).order_by("pk")) if named else []


def _stored(version: Version, hunks: Iterable[str], known: Mapping[int, Comment]) -> dict[Key, int]:
    """The sources already recorded for these changes, as far as `by` may read them."""
    sources = ChangeSource.objects.filter(version=version, hunk__in=list(hunks))
    return {
        (source.hunk, source.comment_id, source.reason): source.pk
        for source in sources
        if source.comment_id is None or source.comment_id in known
    }


def _comments(version: Version, explanations: Iterable[Attribution], by: User) -> dict[int, Comment]:
    """All comments that `by` may name: threads on earlier versions of the same decree. Raises ValidationError for any
    other comment in the explanations."""
    visible = Comment.objects.visible_to(by).threads()
    earlier = visible.filter(version__decree=version.decree_id, version__number__lt=version.number)
    known = {comment.pk: comment for comment in earlier.only("pk", "audience")}
    if not all(comment.pk in known for each in explanations for comment in each.comments):
        raise ValidationError(_("A change can only come from a comment on an earlier version of this draft."))
    return known


def _keys(hunk: str, explanation: Attribution) -> Iterator[Key]:
    for comment in explanation.comments:
        yield hunk, comment.pk, ""
    if reason := clean_text(explanation.reason):
        yield hunk, None, require_words(reason)


def _origin(version: Version, told: CitedChange, key: Key, by: User, office: str) -> ChangeSource:
    hunk, comment, reason = key
    return ChangeSource(
        version=version,
        hunk=hunk,
        clause=told.hunk.clause_id,
        clause_label=told.place,
        old=told.hunk.before,
        new=told.hunk.after,
        comment_id=comment,
        reason=reason,
        by=by,
        office=office,
    )


def _record(
    version: Version,
    wanted: Iterable[Key],
    changed: Collection[Key],
    audiences: Mapping[int, str],
    fresh: Mapping[Key, ChangeSource],
    by: User,
) -> None:
    """Write one ledger entry for each audience whose comments are concerned. Other audiences do not even learn a
    number."""

    def audience_of(key: Key) -> str:
        return PUBLIC if key[1] is None else audiences[key[1]]

    for audience in sorted({audience_of(key) for key in changed}):
        here = [key for key in changed if audience_of(key) == audience]
        hunks = {key[0] for key in here}
        said = [key for key in wanted if audience_of(key) == audience and key[0] in hunks]
        entry = append_and_publish(
            events.CHANGES_EXPLAINED,
            target=version,
            page=version.decree,
            by=by,
            audience=audience,
            content=[version.digest, sorted(hunks), said],
            data={
                "version": version.number,
                "changes": len(hunks),
                "comments": sorted({key[1] for key in here if key[1] is not None}),
            },
        )
        for key in said:
            if key in fresh:
                fresh[key].seq = entry.seq


def link_adopted_amendment(version: Version, *, by: User) -> list[ChangeSource]:
    """Record proposed wordings as sources of the changes they made: those that were taken into the text with one action
    since the version before, and stand in the new version word for word. A person attributes all other changes."""
    before = version_before(version)
    if not before:
        return []
    wordings = AdoptedAmendment.objects.filter(comment__in=Comment.objects.visible_to(by)).select_related("comment")
    wordings = wordings.filter(comment__version__decree=version.decree_id).order_by("pk")
    taken = list(wordings.filter(at__gt=before.circulated_at))
    if not taken:
        return []
    hunks = [told.hunk for told in changes_of(version)]
    found: dict[str, list[Comment]] = {}
    for each in taken:
        for hunk in _made(each, hunks, before, version):
            found.setdefault(hunk.id, []).append(each.comment)
    explanations = {hunk: Attribution(tuple(comments)) for hunk, comments in found.items()}
    return attribute_changes(version, explanations=explanations, by=by) if explanations else []


def _made(taken: AdoptedAmendment, hunks: Sequence[Hunk], before: Version, version: Version) -> Iterable[Hunk]:
    """The changes that a wording taken into the text made. Where two clauses changed places, the comparison tells that
    one or the other has moved."""
    if taken.structure:
        return [hunk for hunk in hunks if hunk.moves and hunk.clause_id in (taken.clause, taken.structure["after"])][:1]
    return adopted_in(hunks, taken.clause, taken.before, taken.after, before.document, version.document)
