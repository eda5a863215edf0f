"""What lists of drafts, rounds and comments may show."""

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from decrees.models import access
from decrees.models.hiding.gaps import share_gaps
from forum import clock
from forum.audiences import ORGANISATION
from forum.models.querysets import VisiblePageQuerySet


def _rows(model: str) -> Any:
    # By name and late: the tables of this app name these querysets in their own definition.
    return apps.get_model("decrees", model)._default_manager


def _of_decree(model: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = _rows(model).filter(decree=OuterRef("pk"))
    return rows


class DecreePageQuerySet(VisiblePageQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Published, not behind Wagtail's privacy, and open to everybody or to this person's groups."""
        return super().visible_to(user).filter(access.readable_decrees_q(user))

    def with_progress(self, comments: "CommentQuerySet") -> Self:
        """Newest version, its last round, and how many of the given comments ask for an answer and have theirs."""
        versions = _of_decree("Version").order_by("-number")
        rounds = _of_decree("Round").order_by("-opens_at", "-pk")
        threads = comments.to_answer().filter(version__decree=OuterRef("pk")).order_by().values("version__decree")
        return self.annotate(
            newest_number=Subquery(versions.values("number")[:1]),
            circulated_at=Subquery(versions.values("circulated_at")[:1]),
            round_closes_at=Subquery(rounds.values("closes_at")[:1]),
            round_closed_at=Subquery(rounds.values("closed_at")[:1]),
            comment_count=Coalesce(Subquery(threads.annotate(n=Count("pk")).values("n")), 0),
            answered_count=Coalesce(Subquery(threads.annotate(n=Count("answer")).values("n")), 0),
        )


def _on_readable(decree: str, user: Any) -> Q:
    """The condition on something with a decree: the person may see the decree."""
    if access.reads_all(user):
        return Q()
    return Q(**{f"{decree}__in": _rows("DecreePage").visible_to(user).values("pk")})


class RoundQuerySet(models.QuerySet[Any]):
    def open(self, at: Any = None) -> Self:
        """Taking comments now, or at that moment: not closed by anybody, and the closing time not past."""
        now = at or clock.now()
        return self.filter(closed_at=None, opens_at__lte=now, closes_at__gt=now)


class CommentQuerySet(models.QuerySet[Any]):
    def _fetch_all(self) -> None:
        """One query tells what is hidden of all comments found, and of what is read through them; none where the
        query for them has told already that nothing is."""
        fetched = self._result_cache is not None
        super()._fetch_all()
        rows = [] if fetched else [row for row in self._result_cache or () if isinstance(row, self.model)]
        share_gaps(rows, any(getattr(row, "may_have_gap", True) for row in rows))

    def visible_to(self, user: Any) -> Self:
        """What this person may read on the drafts they may see; one's own words always."""
        return self.filter(access.readable_comments_q(user), _on_readable("version__decree", user))

    def threads(self) -> Self:
        """Without replies."""
        return self.filter(parent=None)

    def to_answer(self) -> Self:
        """Those that ask for an answer: all threads but what an organisation discusses among its own."""
        return self.threads().exclude(audience__startswith=ORGANISATION)

    def unanswered(self) -> Self:
        return self.to_answer().filter(answer=None)

    def with_cards(self) -> Self:
        """Everything that a card shows, oldest first; one query more for support, one for what it changed, and one for
        earlier answers."""
        return self.with_faces().prefetch_related(*self.beside_cards())

    def with_faces(self) -> Self:
        """What a card shows of the comment itself and of its answer."""
        faces = self.select_related(
            "organisation__sector", "answer", "reaction", "position", "version", "round", "public"
        )
        return faces.knowing_gaps().order_by("seq", "pk")

    def knowing_gaps(self) -> Self:
        """Where nothing is hidden no query asks what."""
        answers = _rows("Answer").filter(comment=OuterRef(OuterRef("pk")))
        reactions = _rows("Reaction").filter(answer__comment=OuterRef(OuterRef("pk")))
        said = [Q(entry=OuterRef("seq")), *(Q(entry__in=rows.values("seq")) for rows in (answers, reactions))]
        return self.annotate(may_have_gap=Exists(_rows("HiddenWords").filter(Q(*said, _connector=Q.OR))))

    @staticmethod
    def beside_cards() -> tuple[Prefetch[str], ...]:
        """What a card shows besides: support, what the comment changed, and how it was answered before."""
        supports = _rows("Support").select_related("organisation__sector")
        changes = _rows("ChangeSource").select_related("version").defer("version__tree")
        return Prefetch("supports", supports), Prefetch("changes", changes), Prefetch("answers", with_history())


def with_history() -> QuerySet[Any]:
    """Answers that stand no more, and those that stand to which the organisation said something else before."""
    superseded = _rows("Reaction").filter(answer=OuterRef("pk")).exclude(pk=OuterRef("comment__reaction"))
    earlier: QuerySet[Any] = _rows("Answer").filter(~Q(pk=F("comment__answer")) | Exists(superseded))
    return earlier.prefetch_related("reactions")


class AnchorQuerySet(models.QuerySet[Any]):
    def current(self) -> Self:
        """The newest step of each comment to each version."""
        same = self.model._default_manager.filter(comment=OuterRef("comment"), version=OuterRef("version"))
        return self.filter(~Exists(same.filter(pk__gt=OuterRef("pk"))))

    def visible_to(self, user: Any) -> Self:
        comments = _rows("Comment").visible_to(user)
        return self.filter(comment__in=comments.values("pk"))

    def waiting_on(self, version: Any) -> Self:
        """For a person to look at: the comment lost its place, or another place was nearly as good. Not what was struck
        out as the comment proposed (`Anchor.struck`)."""
        lost = Q(state="orphaned", by=None, office="")
        return self.filter(lost | Q(in_doubt=True) | Q(others_wait=True), version=version).current()


class NotificationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A person's own notices, about drafts and comments that they may read now."""
        said = Q(comment=None) | Q(comment__in=_rows("Comment").visible_to(user).values("pk"))
        return self.filter(said, _on_readable("decree", user), user=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def with_subjects(self) -> Self:
        """Everything that a line of the list or of a mail says."""
        versions = ("version", "round__version", "comment__version", "request__round__version")
        others = ("decree", "comment__answer", "comment__organisation", "request__organisation")
        return self.select_related(*versions, *others).defer(*(f"{version}__tree" for version in versions))


class InputRequestQuerySet(models.QuerySet[Any]):
    def unmet(self) -> Self:
        return self.filter(met_by=None)

    def with_subjects(self) -> Self:
        """Everything that a note or a line of the list says."""
        subjects = self.select_related("organisation__sector", "round__version", "met_by__version")
        return subjects.defer("round__version__tree", "met_by__version__tree")
