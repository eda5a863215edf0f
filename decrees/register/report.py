"""What a round heard and what changed because of it: the data behind the plain sentences of its page."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import ngettext

from decrees import events
from decrees.models import ChangeSource, DecreePage, Round, Version
from decrees.register.changes import ChangeLine, change_lines
from decrees.register.filters import OBJECTS, Filters, Outline, Sums, sums
from decrees.register.questions import visible_comments
from decrees.register.rows import Register, Row
from forum.ledger import target_of
from forum.models import LedgerEntry, Organisation
from forum.models.memory import Prepared, ask_ahead
from forum.models.querysets import Listed
from forum.permissions import Anyone

INVITING = (events.ROUND_OPENED, events.ROUND_CHANGED)
TOLD = 5
TOLD_REASONS = 30
REFUSING = ("not_accepted", "partly", "out_of_scope")
SAID: Listed[tuple[int, int, int | None, int]] = Listed(
    lambda user, decree: visible_comments(user, decree).order_by().values_list("pk", "organisation", "parent", "round")
)
TEXTS: Prepared[Version] = Prepared(lambda version: Version.objects.filter(pk=version))
SOURCES: Prepared[ChangeSource] = Prepared(
    lambda version: ChangeSource.objects.filter(version=version).select_related("comment__organisation")
)
INVITED: Prepared[LedgerEntry] = Prepared(
    lambda target: LedgerEntry.objects.filter(target=target, verb__in=INVITING).order_by("-seq")[:1]
)


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation that took part, and how often it spoke."""

    organisation: Organisation
    comments: int
    replies: int


@dataclass(slots=True)
class ClauseReport:
    """One place of the text: what was asked there, and what changed there or because of it."""

    clause: str
    place: str
    rows: list[Row] = field(default_factory=list)
    changes: list[ChangeLine] = field(default_factory=list)

    @property
    def more(self) -> int:
        """Comments beyond those that a page tells."""
        return max(len(self.rows) - TOLD, 0)


class Report:
    """A round of a draft as one reader may know it. `number` counts the rounds from 1, oldest first."""

    def __init__(self, decree: DecreePage, number: int, user: Anyone) -> None:
        """Raises IndexError if there is no such round."""
        self.decree, self.number = decree, number
        self.register = Register(decree, user, Filters(round=number))
        self.register.ask_ahead()
        if not 1 <= number <= len(self.register.rounds):
            raise IndexError(number)
        self.round: Round = self.register.rounds[number - 1]
        self._ask_ahead()

    def _ask_ahead(self) -> None:
        """In one statement what the sentences ask for one by one."""
        new = [TEXTS.of(self.new_key), SOURCES.of(self.new_key)] if self.new_key else []
        said = SAID.of(self.register.user, self.decree.pk)
        ask_ahead(TEXTS.of(self.round.version_id), INVITED.of(target_of(self.round)), said, *new)

    @cached_property
    def rows(self) -> list[Row]:
        return self.register.rows()

    @cached_property
    def sums(self) -> Sums:
        return sums(self.register.entries)

    @property
    def who(self) -> str:
        n = self.sums.organisations
        return ngettext("%(n)s organisation", "%(n)s organisations", n) % {"n": n}

    @property
    def positions(self) -> int:
        return sum(row.comment.is_position for row in self.rows)

    @property
    def on_paper(self) -> int:
        return sum(row.comment.received_on is not None for row in self.rows)

    @property
    def from_citizens(self) -> int:
        """People without a login who said something: those who said the same count each, and once for all wordings
        that they sent in one."""
        first = [row.comment.from_public for row in self.rows if row.comment.together_with_id is None]
        return sum(voice.said for voice in first if voice)

    @cached_property
    def said(self) -> list[tuple[int, int, int | None, int]]:
        """Of each comment and reply that the reader may see: its key, who said it, below which, in which round."""
        return SAID(self.register.user, self.decree.pk)

    @cached_property
    def participants(self) -> list[Participant]:
        pairs = [(organisation, parent) for _pk, organisation, parent, round_ in self.said if round_ == self.round.pk]
        threads = Counter(organisation for organisation, parent in pairs if parent is None)
        replies = Counter(organisation for organisation, parent in pairs if parent is not None)
        organisations = Organisation.objects.filter(pk__in={*threads, *replies}).select_related("sector")
        ordered = organisations.order_by("sector__sort_order", "name")
        return [Participant(one, threads[one.pk], replies[one.pk]) for one in ordered]

    @cached_property
    def silent(self) -> list[str]:
        """Organisations and sectors invited, as the public record has it, that said nothing the reader may read."""
        said = {
            name for voice in self.participants for name in (voice.organisation.name, voice.organisation.sector.name)
        }
        opened = next(iter(INVITED(target_of(self.round))), None)
        return [name for name in opened.data["taking_part"] if name not in said] if opened else []

    # --- what changed ---

    @cached_property
    def old(self) -> Version:
        return self._text(self.round.version_id)

    @cached_property
    def new(self) -> Version | None:
        """The version after this round, once it is circulated."""
        return self._text(self.new_key) if self.new_key else None

    @cached_property
    def new_key(self) -> int | None:
        numbers = {version.pk: version.number for version in self.register.versions}
        later = [(number, key) for key, number in numbers.items() if number > numbers[self.round.version_id]]
        return min(later)[1] if later else None

    def _text(self, key: int) -> Version:
        [version] = TEXTS(key)
        version.decree = self.decree
        return version

    @cached_property
    def changes(self) -> list[ChangeLine]:
        return change_lines(self.old, self.new, self._sources()) if self.new else []

    def _sources(self) -> list[ChangeSource]:
        """Those that follow a comment only if this reader may see the comment."""
        visible = {pk for pk, *_rest in self.said}
        return [source for source in SOURCES(self.new_key) if source.comment_id is None or source.comment_id in visible]

    @cached_property
    def clauses(self) -> list[ClauseReport]:
        """In the order of the text that was commented on."""
        found: dict[str, ClauseReport] = {}
        for row in sorted(self.rows, key=self._at):
            comment = row.comment
            report = found.setdefault(comment.clause, ClauseReport(comment.clause, comment.clause_label))
            report.rows.append(row)
        for report in found.values():
            report.changes = [change for change in self.changes if _concerns(change, report)]
        return list(found.values())

    def _at(self, row: Row) -> tuple[int, int, int]:
        order = self._order.get(row.comment.clause, len(self._order))
        return order, -1 if row.comment.start is None else row.comment.start, row.comment.seq or 0

    @cached_property
    def _order(self) -> dict[str, int]:
        return Outline(self.old.document).order

    @cached_property
    def other_changes(self) -> list[ChangeLine]:
        """Where nobody asked for anything."""
        told = {id(change) for report in self.clauses for change in report.changes}
        return [change for change in self.changes if id(change) not in told]

    @cached_property
    def refused(self) -> list[list[Row]]:
        """Comments that were answered together stand together."""
        groups: dict[uuid.UUID, list[Row]] = {}
        for row in self.rows:
            if row.answer and row.answer.disposition in REFUSING:
                groups.setdefault(row.answer.group, []).append(row)
        return list(groups.values())

    @property
    def reasoned(self) -> list[list[Row]]:
        """Those of them that a page tells."""
        return self.refused[:TOLD_REASONS]

    @cached_property
    def reasons(self) -> set[uuid.UUID]:
        """Answers whose reason is told there, and nowhere else."""
        return {rows[0].answer.group for rows in self.reasoned if rows[0].answer}

    @property
    def contested(self) -> list[Row]:
        return [row for row in self.rows if row.reaction and row.reaction.stance == OBJECTS]

    @property
    def unanswered(self) -> list[Row]:
        return [row for row in self.rows if row.answer is None and row.asks]


def _concerns(change: ChangeLine, report: ClauseReport) -> bool:
    comments = {row.comment.pk for row in report.rows}
    return report.clause in change.within or any(source.comment_id in comments for source in change.sources)
