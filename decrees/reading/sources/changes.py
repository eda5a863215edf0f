"""Where the changes of a version come from. `changes_of` lists the changes, `sources_of` what is known of each.

Two lists wait for somebody to act: `unfulfilled_commitments` are comments that were accepted although nothing changed,
`unattributed_changes` are changes without a source. A change is a hunk of the redline from the version before. A source
that names a comment is shown only to those who may read the comment.
"""

from collections.abc import Iterable
from functools import cached_property

from decrees.models import AdoptedAmendment, Anchor, Answer, ChangeSource, Comment, DecreePage, Version
from decrees.models.querysets import CommentQuerySet
from decrees.reading.comparison import VersionComparison
from decrees.reading.lines import CitedChange
from decrees.text.redline.attribution import Adopted, Remark, Suggestion, suggest
from forum.permissions import Anyone

PROMISING = (Answer.Disposition.ACCEPTED, Answer.Disposition.PARTLY)


def version_before(version: Version) -> Version | None:
    return version.decree.versions.filter(number=version.number - 1).first()


def changes_of(version: Version) -> list[CitedChange]:
    """The changes since the version before, in the order of the page; none for the first version."""
    before = version_before(version)
    return VersionComparison(before.document, version.document).hunks if before else []


def sources_of(version: Version, user: Anyone) -> dict[str, list[ChangeSource]]:
    """Sources by hunk: reasons, and comments that this reader may read."""
    sources = ChangeSource.objects.filter(version=version).select_related("comment__organisation", "comment__answer")
    found: dict[str, list[ChangeSource]] = {}
    for source in _known(sources.order_by("pk"), version, user):
        found.setdefault(source.hunk, []).append(source)
    return found


def _known(sources: Iterable[ChangeSource], version: Version, user: Anyone) -> Iterable[ChangeSource]:
    visible = Comment.objects.visible_to(user).filter(version__decree=version.decree_id, changes__version=version)
    readable = set(visible.values_list("pk", flat=True))
    return (source for source in sources if source.comment_id is None or source.comment_id in readable)


def unattributed_changes(version: Version, user: Anyone) -> list[CitedChange]:
    """The changes for which this reader sees no source; several that are one are named once."""
    before, known = version_before(version), sources_of(version, user)
    return VersionComparison(before.document, version.document, sources=known).unattributed_changes if before else []


def unfulfilled_commitments(decree: DecreePage, user: Anyone) -> CommentQuerySet:
    """Comments whose answer promised a change, although no change of the later versions has them as its source."""
    newest = decree.versions.values("number")[:1]
    promised = Comment.objects.visible_to(user).threads().filter(answer__disposition__in=PROMISING)
    found: CommentQuerySet = promised.filter(version__decree=decree, version__number__lt=newest, changes=None)
    return found


class Suggestions:
    """The comments that may be sources of a version's changes, as far as `user` may read them."""

    def __init__(self, version: Version, user: Anyone) -> None:
        self.version, self.user, self.before = version, user, version_before(version)

    @cached_property
    def comparison(self) -> VersionComparison:
        old = self.before or self.version
        return VersionComparison(old.document, self.version.document)

    @cached_property
    def comments(self) -> dict[int, Comment]:
        """All answered comments on earlier versions."""
        threads = Comment.objects.visible_to(self.user).threads().exclude(answer=None)
        earlier = threads.filter(version__decree=self.version.decree_id, version__number__lt=self.version.number)
        found = earlier.select_related("organisation", "answer", "version").defer("version__tree")
        return {comment.pk: comment for comment in found.order_by("seq", "pk")}

    def _remarks(self) -> list[Remark]:
        places = Anchor.objects.filter(version=self.before, comment__in=self.comments).current()
        steps = {step.comment_id: step for step in places}
        # A comment that is the source of a change in an earlier version is unlikely to be the source of another.
        earlier = ChangeSource.objects.filter(comment__in=self.comments, version__number__lt=self.version.number)
        kept = set(earlier.values_list("comment", flat=True))
        taken = self._taken()
        return [
            Remark(
                comment.pk,
                *self._target(comment, steps.get(pk)),
                proposed=comment.proposed,
                promises=bool(comment.answer and comment.answer.promises_change) and pk not in kept,
                taken=taken.get(pk),
            )
            for pk, comment in self.comments.items()
        ]

    def _taken(self) -> dict[int, Adopted]:
        """The wordings that were put into the text between the version before and this one."""
        since = self.before.circulated_at if self.before else self.version.circulated_at
        wordings = AdoptedAmendment.objects.filter(comment__in=self.comments, at__gt=since)
        found = wordings.filter(at__lte=self.version.circulated_at)
        return {one.comment_id: Adopted(one.clause, one.before, one.after) for one in found}

    def _target(self, comment: Comment, step: Anchor | None) -> tuple[str, int | None, int | None]:
        """Clause and span of the comment on the version before."""
        if step is None and comment.version_id != (self.before and self.before.pk):
            return "", None, None
        target = step.target if step else comment.own_target
        return target.clause, target.start, target.end

    @cached_property
    def by_hunk(self) -> dict[str, list[Suggestion]]:
        if self.before is None:
            return {}
        hunks = [told.hunk for told in self.comparison.hunks]
        return suggest(self.before.document, self.version.document, hunks, self._remarks())
