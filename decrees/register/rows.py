"""The rows of the register, for one reader: what was said, answered and changed. Queries do not grow with the rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from decrees.models import Anchor, Answer, ChangeSource, Comment, DecreePage, Reaction, Round, Version
from decrees.models.hiding import Gaps
from decrees.models.querysets import CommentQuerySet
from decrees.reading.threads import dress
from decrees.register.filters import PROMISES, Entry, Filters, Outline, chosen
from decrees.register.stories import Step, story
from decrees.text import Document
from forum.audiences import PUBLIC, Audience
from forum.models import Organisation
from forum.models.memory import Prepared
from forum.models.querysets import Listed
from forum.permissions import Anyone

Fact = TypeVar("Fact")
LONGEST_SEARCH, MOST_WORDS = 200, 10


@dataclass(slots=True)
class Row:
    """One comment. `together` counts the comments that share its answer; `unshown` is a promise without its change."""

    comment: Comment
    story: list[Step]
    answer: Answer | None = None
    reaction: Reaction | None = None
    anchor: Anchor | None = None
    changes: list[ChangeSource] = field(default_factory=list)
    supporters: list[Organisation] = field(default_factory=list)
    conversation: list[Comment] = field(default_factory=list)  # the replies
    together: int = 0
    unshown: bool = False

    @property
    def replies(self) -> int:
        return len(self.conversation)

    @property
    def place(self) -> str:
        """As it is called in the newest version; of an orphan where it stood last."""
        return self.anchor.clause_label if self.anchor else self.comment.clause_label

    @property
    def moved(self) -> bool:
        """It was called otherwise when the comment was made."""
        return self.place != self.comment.clause_label

    @property
    def lost(self) -> bool:
        return bool(self.anchor and self.anchor.lost)

    @property
    def asks(self) -> bool:
        """For an answer: all but what an organisation keeps to itself."""
        return not self.comment.is_private


class Register:
    """All comments on a draft that a reader may see, narrowed and in order, each with its replies."""

    def __init__(self, decree: DecreePage, user: Anyone, filters: Filters | None = None) -> None:
        self.decree, self.user, self.filters = decree, user, filters or Filters()

    # --- light: every comment, one line of values each ---

    @cached_property
    def comments(self) -> CommentQuerySet:
        return _visible(self.user, self.decree.pk)

    @cached_property
    def newest(self) -> Version | None:
        return self.decree.newest

    @cached_property
    def outline(self) -> Outline:
        return Outline(self.newest.document if self.newest else None)

    @cached_property
    def rounds(self) -> list[Round]:
        """Oldest first; the first is number 1."""
        return self._own(_ROUNDS(self.decree.pk))

    @cached_property
    def versions(self) -> list[Version]:
        return self._own(_VERSIONS(self.decree.pk))

    def _own(self, rows: Iterable[Any]) -> list[Any]:
        """Rows of this draft, which need not ask for it again."""
        found = list(rows)
        for row in found:
            row.decree = self.decree
        return found

    @cached_property
    def all_entries(self) -> list[Entry]:
        numbers = {round_.pk: number for number, round_ in enumerate(self.rounds, start=1)}
        places, lines = self._places(), _LINES(self.user, self.decree.pk)
        return [_entry(line, numbers, places.get(line[0]), self.last_number) for line in lines]

    @property
    def last_number(self) -> int:
        return self.newest.number if self.newest else 0

    def _places(self) -> dict[int, tuple[str, int | None, bool]]:
        if self.newest is None:
            return {}
        steps = _PLACES(self.newest.pk)
        # Later steps replace those before.
        return {pk: (clause or last_known_clause, start, not clause) for pk, clause, start, last_known_clause in steps}

    @cached_property
    def entries(self) -> list[Entry]:
        entries: Iterable[Entry] = self.all_entries
        if self.filters.words:
            hits = set(_saying(self.comments.threads(), self.filters.words).values_list("pk", flat=True))
            entries = [entry for entry in entries if entry.pk in hits]
        return chosen(entries, self.filters, self.outline)

    # --- heavy: only the rows that are shown ---

    def rows(self, entries: Sequence[Entry] | None = None) -> list[Row]:
        wanted = [entry.pk for entry in (self.entries if entries is None else entries)]
        by_pk = {comment.pk: comment for comment in _CARDS(self.user, self.decree.pk, wanted)}
        comments = [by_pk[pk] for pk in wanted if pk in by_pk]
        documents = self._documents(comments)
        facts = _Facts(self, list(by_pk))
        return [facts.row_of(dress(comment, documents)) for comment in comments]

    def _documents(self, comments: Iterable[Comment]) -> dict[int, Document]:
        """The texts in which whole clauses are to be looked up that somebody proposes to reword."""
        wanted = {comment.version_id for comment in comments if comment.proposed is not None and not comment.quote}
        return {version.pk: version.document for version in self.decree.versions.filter(pk__in=wanted)}


def _lines(user: Anyone, decree: int) -> QuerySet[Comment, tuple[Any, ...]]:
    threads = Comment.objects.visible_to(user).filter(version__decree=decree).threads().order_by()
    shown = ChangeSource.objects.filter(comment=OuterRef("pk"))
    return threads.annotate(shown=Exists(shown)).values_list(
        "pk", "seq", "round", "version__number", "organisation__slug", "organisation__sector__slug", "tag",
        "clause", "start", "answer__disposition", "reaction__stance", "shown", "audience",
    )  # fmt: skip


def _rounds(decree: int) -> QuerySet[Round]:
    rounds = Round.objects.filter(decree=decree).select_related("version").defer("version__tree")
    return rounds.order_by("opens_at", "pk")


def _places(version: int) -> QuerySet[Anchor, tuple[Any, ...]]:
    steps = Anchor.objects.filter(version=version).order_by("pk")
    return steps.values_list("comment", "clause", "start", "last_known_clause")


_LINES = Listed(_lines)
_ROUNDS = Prepared(_rounds)
_PLACES = Prepared(_places)
_VERSIONS: Prepared[Version] = Prepared(lambda decree: Version.objects.filter(decree=decree).defer("tree"))


def _entry(line: tuple, numbers: dict[int, int], place: tuple[str, int | None, bool] | None, last: int) -> Entry:
    pk, seq, round_, version, organisation, sector, tag, clause, start, disposition, stance, shown, audience = line
    clause, start, lost = place or (clause, start, False)
    return Entry(
        pk=pk,
        seq=seq or 0,
        round=numbers.get(round_, 0),
        version=version,
        organisation=organisation,
        sector=sector,
        tag=tag,
        clause=clause,
        start=-1 if start is None else start,
        lost=lost,
        disposition=disposition or "",
        stance=stance or "",
        unshown=disposition in PROMISES and version < last and not shown,
        asks=not Audience(audience).is_private,
        public=audience == PUBLIC,
    )


def _saying(comments: CommentQuerySet, words: str) -> CommentQuerySet:
    """Every word must occur, in what was said, quoted, proposed or ever answered, or in who said it and where. Nobody
    finds what is hidden by guessing it."""
    hidden = list(Gaps().by_entry)
    shown = ~Q(seq__in=hidden)
    for word in words[:LONGEST_SEARCH].split()[:MOST_WORDS]:
        answers = Answer.objects.filter(comment=OuterRef("pk"), reason__icontains=word).exclude(seq__in=hidden)
        comments = comments.filter(
            shown & (Q(text__icontains=word) | Q(proposed__icontains=word))
            | Q(quote__icontains=word)
            | Q(clause_label__icontains=word)
            | Q(office__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(organisation__short_name__icontains=word)
            | Exists(answers)
        )
    return comments


class _Facts:
    """What belongs to the comments of one page of the register: a query for each kind of fact."""

    def __init__(self, register: Register, pks: list[int]) -> None:
        asked = register.user, register.decree.pk, pks
        self.register = register
        self.steps = _grouped(_STEPS(*asked), "comment_id")
        self.replies = _grouped(_REPLIES(*asked), "parent_id")
        self.together = dict(_TOGETHER(*asked))

    def row_of(self, comment: Comment) -> Row:
        steps, answer = self.steps[comment.pk], comment.answer
        changes = sorted(comment.changes.all(), key=lambda source: (source.version.number, source.pk))
        row = Row(comment, story(comment, steps), answer, changes=changes)
        row.anchor = next((s for s in reversed(steps) if s.version.number == self.register.last_number), None)
        row.supporters = [support.organisation for support in comment.supports.all()]
        row.conversation = self.replies[comment.pk]
        if answer:
            row.reaction = comment.reaction
            row.together = self.together.get(answer.group, 0)
            row.unshown = answer.promises_change and not changes and comment.version.number < self.register.last_number
        return row


def _grouped(rows: Iterable, name: str) -> defaultdict[int, list]:
    found: defaultdict[int, list] = defaultdict(list)
    key = attrgetter(name)
    for row in rows:
        found[key(row)].append(row)
    return found


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
        left = self.AT_ONCE - len(keys)
        return self.listed(user, decree, *keys, *[0] * left) if left >= 0 else list(self.ask(user, decree, keys))


def _visible(user: Anyone, decree: int) -> CommentQuerySet:
    found: CommentQuerySet = Comment.objects.visible_to(user).filter(version__decree=decree)
    return found


def _cards(user: Anyone, decree: int, keys: Any) -> QuerySet[Comment]:
    return _visible(user, decree).filter(pk__in=keys).with_cards().defer("version__tree")


def _replies(user: Anyone, decree: int, keys: Any) -> QuerySet[Comment]:
    replies = _visible(user, decree).filter(parent__id__in=keys).select_related("organisation__sector", "version")
    return replies.defer("version__tree").knowing_gaps().order_by("seq", "pk")


def _together(user: Anyone, decree: int, keys: Any) -> QuerySet[Comment, tuple[Any, ...]]:
    """How many share an answer: only the comments that this reader may see are counted."""
    groups = Answer.objects.filter(pk__in=Comment.objects.filter(pk__in=keys).values("answer")).values("group")
    sharing = _visible(user, decree).filter(answer__group__in=groups.order_by()).order_by()
    return sharing.values_list("answer__group").annotate(n=Count("pk"))


def _steps(user: Anyone, decree: int, keys: Any) -> QuerySet[Anchor]:
    steps = Anchor.objects.filter(comment__id__in=keys).order_by("pk")
    return steps.select_related("version").defer("version__tree")


_CARDS, _REPLIES, _STEPS = _OfComments(_cards), _OfComments(_replies), _OfComments(_steps)
_TOGETHER = _OfComments(_together)
