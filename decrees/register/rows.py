"""The rows of the register, for one reader: what was said, answered and changed. Queries do not grow with the rows."""

import copy
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeAlias

from django.db.models import Exists, OuterRef, Q

from decrees.models import Anchor, Answer, ChangeSource, Comment, DecreePage, Reaction, Round, Version
from decrees.models.comments import FurtherPlace
from decrees.models.hiding import Gaps
from decrees.models.hiding.gaps import HIDING_LINES
from decrees.models.pages import NEWEST
from decrees.models.querysets import CommentQuerySet
from decrees.reading.threads import dress
from decrees.register.filters import PROMISES, Entry, Filters, Outline, chosen
from decrees.register.questions import (
    CARDS,
    LINES,
    PLACES,
    REPLIES,
    ROUNDS,
    SPEAKING,
    STEPS,
    TOGETHER,
    VERSIONS,
    visible_comments,
)  # fmt: skip
from decrees.register.stories import Step, story
from decrees.text import Document
from forum.audiences import PUBLIC, Audience
from forum.models import Organisation
from forum.models.memory import ask_ahead
from forum.models.pages.places import leading_to
from forum.permissions import Anyone

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
    joined: list[Organisation] = field(default_factory=list)  # whose position it is as well
    conversation: list[Comment] = field(default_factory=list)  # the replies
    together: int = 0
    unshown: bool = False

    @property
    def joined_names(self) -> str:
        return ", ".join(one.label for one in self.joined)

    @property
    def replies(self) -> int:
        return len(self.conversation)

    @property
    def place(self) -> str:
        """As it is called in the newest version; of an orphan where it stood last."""
        return self.anchor.clause_label if self.anchor else self.comment.clause_label

    @property
    def further(self) -> list[FurtherPlace]:
        """Its further passages, where they stand in the newest version."""
        here = copy.copy(self.comment)
        here.anchor = self.anchor
        return here.further_places

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

    def ask_ahead(self) -> None:
        """In one statement what the form and the list of entries ask for one by one."""
        own = [question.of(self.decree.pk) for question in (ROUNDS, NEWEST, VERSIONS, PLACES)]
        listed = [question.of(self.user, self.decree.pk) for question in (LINES, SPEAKING)]
        ask_ahead(*own, *listed, HIDING_LINES.of(), leading_to(self.decree))

    # --- light: every comment, one line of values each ---

    @cached_property
    def comments(self) -> CommentQuerySet:
        return visible_comments(self.user, self.decree.pk)

    @cached_property
    def newest(self) -> Version | None:
        return self.decree.newest

    @cached_property
    def outline(self) -> Outline:
        return Outline(self.newest.document if self.newest else None)

    @cached_property
    def rounds(self) -> list[Round]:
        """Oldest first; the first is number 1."""
        return self._own(ROUNDS(self.decree.pk))

    @cached_property
    def versions(self) -> list[Version]:
        return self._own(VERSIONS(self.decree.pk))

    def _own(self, rows: Iterable[Any]) -> list[Any]:
        """Rows of this draft, which need not ask for it again."""
        found = list(rows)
        for row in found:
            row.decree = self.decree
        return found

    @cached_property
    def all_entries(self) -> list[Entry]:
        numbers = {round_.pk: number for number, round_ in enumerate(self.rounds, start=1)}
        places, lines = self._places(), LINES(self.user, self.decree.pk)
        return [_entry(line, numbers, places.get(line[0]), self.last_number) for line in lines]

    @cached_property
    def organisations(self) -> list[Organisation]:
        """That said something here which this reader may see."""
        return SPEAKING(self.user, self.decree.pk)

    @property
    def last_number(self) -> int:
        return self.newest.number if self.newest else 0

    def _places(self) -> dict[int, "_Place"]:
        if self.newest is None:
            return {}
        steps = PLACES(self.decree.pk)
        # Later steps replace those before.
        return {pk: (clause or known, start, not clause, further) for pk, clause, start, known, further in steps}

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
        by_pk = {comment.pk: comment for comment in CARDS(self.user, self.decree.pk, wanted)}
        comments = [by_pk[pk] for pk in wanted if pk in by_pk]
        documents = self._documents(comments)
        facts = _Facts(self, list(by_pk))
        return [facts.row_of(dress(comment, documents)) for comment in comments]

    def _documents(self, comments: Iterable[Comment]) -> dict[int, Document]:
        """The texts in which whole clauses are to be looked up that somebody proposes to reword."""
        wanted = {comment.version_id for comment in comments if comment.proposed is not None and not comment.quote}
        return {version.pk: version.document for version in self.decree.versions.filter(pk__in=wanted)}


# Clause and beginning in the newest version, whether the passage is lost there, and the further passages.
_Place: TypeAlias = tuple[str, int | None, bool, list[dict[str, Any]] | None]


def _entry(line: tuple, numbers: dict[int, int], place: _Place | None, last: int) -> Entry:
    pk, seq, round_, version, organisation, sector, tag, clause, start, *answered, audience, further = line
    disposition, stance, shown = answered
    clause, start, lost, further = place or (clause, start, False, further)
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
        further=tuple(one["clause"] for one in further or () if one["clause"]),
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
        ask_ahead(*(facts.of(*asked) for facts in (STEPS, REPLIES, TOGETHER)))
        self.register = register
        self.steps = _grouped(STEPS(*asked), "comment_id")
        self.replies = _grouped(REPLIES(*asked), "parent_id")
        self.together = dict(TOGETHER(*asked))

    def row_of(self, comment: Comment) -> Row:
        steps, answer = self.steps[comment.pk], comment.answer
        changes = sorted(comment.changes.all(), key=lambda source: (source.version.number, source.pk))
        row = Row(comment, story(comment, steps), answer, changes=changes)
        row.anchor = next((s for s in reversed(steps) if s.version.number == self.register.last_number), None)
        row.supporters = [support.organisation for support in comment.supports.all() if not support.consent]
        row.joined = [support.organisation for support in comment.supports.all() if support.consent]
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
