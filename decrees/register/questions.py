"""What the register asks the database: what every comment comes to in a line, and all about those that are shown."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Count, Exists, OuterRef, QuerySet

from decrees.models import Anchor, Answer, ChangeSource, Comment, Round, Version
from decrees.models.querysets import CommentQuerySet
from forum.models import Organisation
from forum.models.memory import Asked, Prepared
from forum.models.querysets import Listed
from forum.permissions import Anyone

Fact = TypeVar("Fact")


def visible_comments(user: Anyone, decree: int) -> CommentQuerySet:
    found: CommentQuerySet = Comment.objects.visible_to(user).filter(version__decree=decree)
    return found


def _lines(user: Anyone, decree: int) -> QuerySet[Comment, tuple[Any, ...]]:
    threads = Comment.objects.visible_to(user).filter(version__decree=decree).threads().order_by()
    shown = ChangeSource.objects.filter(comment=OuterRef("pk"))
    return threads.annotate(shown=Exists(shown)).values_list(
        "pk", "seq", "round", "version__number", "organisation__slug", "organisation__sector__slug", "tag",
        "clause", "start", "answer__disposition", "reaction__stance", "shown", "audience",
        "further",
    )  # fmt: skip


def _speaking(user: Anyone, decree: int) -> QuerySet[Organisation]:
    said = visible_comments(user, decree).threads().order_by()
    return Organisation.objects.filter(pk__in=said.values("organisation")).select_related("sector")


def _rounds(decree: int) -> QuerySet[Round]:
    rounds = Round.objects.filter(decree=decree).select_related("version").defer("version__tree")
    return rounds.order_by("opens_at", "pk")


def _places(decree: int) -> QuerySet[Anchor, tuple[Any, ...]]:
    """In the newest version."""
    newest = Version.objects.filter(decree=decree).order_by("-number").values("pk")[:1]
    steps = Anchor.objects.filter(version__in=newest).order_by("pk")
    return steps.values_list("comment", "clause", "start", "last_known_clause", "further")


LINES = Listed(_lines)
SPEAKING = Listed(_speaking)
ROUNDS = Prepared(_rounds)
PLACES = Prepared(_places)
VERSIONS: Prepared[Version] = Prepared(lambda decree: Version.objects.filter(decree=decree).defer("tree"))


# --- of the comments with these keys


class _OfComments(Generic[Fact]):
    """What a reader may see of the comments with some keys. For as many as a page shows, the SQL is written once:
    places that are left over are taken by no comment."""

    AT_ONCE = 50

    def __init__(self, ask: Callable[[Anyone, int, Any], QuerySet[Any, Fact]]) -> None:
        self.ask = ask
        names = ["decree", *(f"key{number}" for number in range(self.AT_ONCE))]
        self.listed: Listed[Fact] = Listed(lambda user, decree, *keys: ask(user, decree, keys), names)

    def __call__(self, user: Anyone, decree: int, keys: Sequence[int]) -> list[Fact]:
        if not keys:
            return []
        places = self._places(keys)
        return self.listed(user, decree, *places) if places else list(self.ask(user, decree, keys))

    def of(self, user: Anyone, decree: int, keys: Sequence[int]) -> Asked | None:
        """To be asked together with others; None where it is asked otherwise."""
        places = self._places(keys)
        return self.listed.of(user, decree, *places) if keys and places else None

    def _places(self, keys: Sequence[int]) -> list[int]:
        return [*keys, *[0] * (self.AT_ONCE - len(keys))] if len(keys) <= self.AT_ONCE else []


def _cards(user: Anyone, decree: int, keys: Any) -> QuerySet[Comment]:
    return visible_comments(user, decree).filter(pk__in=keys).with_cards().defer("version__tree")


def _replies(user: Anyone, decree: int, keys: Any) -> QuerySet[Comment]:
    replies = (
        visible_comments(user, decree).filter(parent__id__in=keys).select_related("organisation__sector", "version")
    )
    return replies.defer("version__tree").knowing_gaps().order_by("seq", "pk")


def _together(user: Anyone, decree: int, keys: Any) -> QuerySet[Comment, tuple[Any, ...]]:
    """How many share an answer: only the comments that this reader may see are counted."""
    groups = Answer.objects.filter(pk__in=Comment.objects.filter(pk__in=keys).values("answer")).values("group")
    sharing = visible_comments(user, decree).filter(answer__group__in=groups.order_by()).order_by()
    return sharing.values_list("answer__group").annotate(n=Count("pk"))


def _steps(user: Anyone, decree: int, keys: Any) -> QuerySet[Anchor]:
    steps = Anchor.objects.filter(comment__id__in=keys).order_by("pk")
    return steps.select_related("version").defer("version__tree")


CARDS, REPLIES, STEPS = _OfComments(_cards), _OfComments(_replies), _OfComments(_steps)
TOGETHER = _OfComments(_together)
