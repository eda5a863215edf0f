"""Why a version changed: the comments that a change follows, or a reason in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import AdoptedAmendment, ChangeSource, Comment, DecreePage, Version
from decrees.models.words import clean_text
from decrees.reading.comparison import CitedChange
from decrees.reading.sources import changes_of, version_before
from decrees.text.redline.attribution import adopted_in
from forum import ledger, live
from forum.audiences import PUBLIC
from forum.models import User

Key = tuple[str, int | None, str]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Nothing at all takes back what was said of a change."""

    comments: tuple[Comment, ...] = ()
    reason: str = ""


def attribute_change(
    version: Version, *, hunk: str, comments: Iterable[Comment] = (), reason: str = "", by: User
) -> list[ChangeSource]:
    """Say where one change of a version comes from: exactly these comments and this reason."""
    return attribute_changes(version, explanations={hunk: Attribution(tuple(comments), reason)}, by=by)


@transaction.atomic
def attribute_changes(version: Version, *, explanations: Mapping[str, Attribution], by: User) -> list[ChangeSource]:
    """Say where changes (by hunk) come from; what is not named stays as it is. What `by` may not read stays too.

    Raises ValidationError if the redline from the version before has no such hunk, or a comment cannot be its origin.
    """
    decree = DecreePage.objects.select_for_update().get(pk=version.decree_id)
    permissions.require(permissions.can_circulate(by, decree))
    told = {each.hunk.id: each for each in changes_of(version)}
    if not told.keys() >= explanations.keys():
        raise ValidationError(
            _("This change is not in the redline of version %(number)s.") % {"number": version.number}
        )
    known = _comments(version, explanations.values(), by)
    wanted = list(dict.fromkeys(key for hunk, each in explanations.items() for key in _keys(hunk, each)))
    stored = _stored(version, explanations, known)
    ChangeSource.objects.filter(pk__in=[pk for key, pk in stored.items() if key not in wanted]).delete()
    office = ledger.office_of(by)[0]
    fresh = {key: _origin(version, told[key[0]], key, by, office) for key in wanted if key not in stored}
    audiences = {pk: comment.audience for pk, comment in known.items()}
    _record(version, wanted, {*wanted} ^ {*stored}, audiences, fresh, by)
    return ChangeSource.objects.bulk_create(fresh.values(), batch_size=500)


def _stored(version: Version, hunks: Iterable[str], known: Mapping[int, Comment]) -> dict[Key, int]:
    """What was said of these changes before, as far as `by` may know of it."""
    sources = ChangeSource.objects.filter(version=version, hunk__in=list(hunks))
    return {
        (source.hunk, source.comment_id, source.reason): source.pk
        for source in sources
        if source.comment_id is None or source.comment_id in known
    }


def _comments(version: Version, explanations: Iterable[Attribution], by: User) -> dict[int, Comment]:
    """All that `by` may name: threads on earlier versions of the same decree. Raises ValidationError at others."""
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
        yield hunk, None, reason


def _origin(version: Version, told: CitedChange, key: Key, by: User, office: str) -> ChangeSource:
    hunk, comment, reason = key
    return ChangeSource(
        version=version,
        hunk=hunk,
        clause=told.hunk.clause_id,
        clause_label=told.place,
        old=told.hunk.old,
        new=told.hunk.new,
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
    """One entry for each audience of which something was said or taken back: to others not even a number is told."""

    def audience_of(key: Key) -> str:
        return PUBLIC if key[1] is None else audiences[key[1]]

    for audience in sorted({audience_of(key) for key in changed}):
        here = [key for key in changed if audience_of(key) == audience]
        hunks = {key[0] for key in here}
        said = [key for key in wanted if audience_of(key) == audience and key[0] in hunks]
        entry = ledger.append(
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
        live.publish(entry)


def link_adopted_amendment(version: Version, *, by: User) -> list[ChangeSource]:
    """Wording that was taken into the text with one action since the version before, and stands in the new version word
    for word, is the origin of the changes it made. Everything else waits for a person."""
    before = version_before(version)
    wordings = AdoptedAmendment.objects.filter(comment__in=Comment.objects.visible_to(by)).select_related("comment")
    wordings = wordings.filter(comment__version__decree=version.decree_id).order_by("pk")
    taken = list(wordings.filter(at__gt=before.circulated_at)) if before else []
    if not before or not taken:
        return []
    hunks = [told.hunk for told in changes_of(version)]
    found: dict[str, list[Comment]] = {}
    for each in taken:
        for hunk in adopted_in(hunks, each.clause, each.before, each.after, before.document, version.document):
            found.setdefault(hunk.id, []).append(each.comment)
    explanations = {hunk: Attribution(tuple(comments)) for hunk, comments in found.items()}
    return attribute_changes(version, explanations=explanations, by=by) if explanations else []
