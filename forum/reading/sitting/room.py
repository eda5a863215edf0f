"""How the room of a meeting stands: read in one go, as many queries for many speakers as for one."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from forum import clock
from forum.models import MeetingPage, Question, Sitting, Speech, Stage
from forum.models.sitting.order import in_turns
from forum.reading.sitting.agenda import Item, walked
from forum.reading.sitting.speakers import GroupTime, time_by_group

NEXT = 3  # on the projector


@dataclass
class Room:
    """`questions` are those that the reader may read, the most supported first."""

    meeting: MeetingPage
    sitting: Sitting
    stages: list[Stage]
    speeches: list[Speech]
    questions: list[Question]
    now: datetime.datetime

    # --- the agenda

    @cached_property
    def items(self) -> list[Item]:
        return walked(self.meeting, self.stages, self.now)

    @cached_property
    def current(self) -> Item | None:
        return next((item for item in self.items if item.since), None)

    @property
    def coming(self) -> list[Item]:
        """The items after the current one; before the first, all of them."""
        places = [number for number, item in enumerate(self.items) if item.since or item.is_past]
        here = self.items.index(self.current) if self.current else max(places, default=-1)
        return self.items[here + 1 :]

    # --- who speaks

    @property
    def is_list_open(self) -> bool:
        return self.sitting.speaking_opened_at is not None

    @cached_property
    def speaking(self) -> Speech | None:
        return next((one for one in self.speeches if one.began_at and not one.ended_at), None)

    @cached_property
    def waiting(self) -> list[Speech]:
        """In the order in which they get the floor."""
        asked = [one for one in self.speeches if not one.began_at and not one.left_at]
        return in_turns(asked, lambda one: one.group, self._spoken) if self.sitting.takes_turns else asked

    @property
    def speaking_seconds(self) -> float:
        return self.speaking.seconds(self.now) if self.speaking else 0.0

    @property
    def more_waiting(self) -> int:
        """Beside those whom the projector names."""
        return max(len(self.waiting) - NEXT, 0)

    @property
    def next_speakers(self) -> list[Speech]:
        return self.waiting[:NEXT]

    @property
    def _spoken(self) -> list[str]:
        """The groups of those who had the floor since the list was opened, in order."""
        opened = self.sitting.speaking_opened_at
        held = [one for one in self.speeches if one.began_at and opened and one.began_at >= opened]
        return [one.group for one in sorted(held, key=lambda one: (one.began_at, one.pk))]

    @property
    def spoken(self) -> list[tuple[str, float]]:
        """Name and seconds of each speech that is over, in order."""
        over = [one for one in self.speeches if one.began_at and one.ended_at]
        return [(one.label, one.seconds(self.now)) for one in sorted(over, key=lambda one: (one.began_at, one.pk))]

    @cached_property
    def times(self) -> list[GroupTime]:
        return time_by_group(self.speeches, self.now)

    @property
    def limit_seconds(self) -> int:
        return self.sitting.limit_minutes * 60

    # --- what is asked

    @property
    def are_questions_open(self) -> bool:
        return self.sitting.questions_opened_at is not None

    @cached_property
    def on_top(self) -> Question | None:
        """The question that is being answered, else the one that most people support."""
        shown = [one for one in self.questions if one.state in (Question.State.OPEN, Question.State.ANSWERING)]
        return next((one for one in shown if one.state == Question.State.ANSWERING), next(iter(shown), None))

    @property
    def unchecked(self) -> list[Question]:
        return sorted(self._in(Question.State.WAITING), key=lambda one: (one.asked_at, one.pk))

    @property
    def to_answer(self) -> list[Question]:
        """Those that wait for an answer, the one that is being answered first."""
        answering = self._in(Question.State.ANSWERING)
        return [*answering, *self._in(Question.State.OPEN)]

    @property
    def dealt_with(self) -> list[Question]:
        return self._in(Question.State.ANSWERED, Question.State.MINUTES)

    @property
    def hidden(self) -> list[Question]:
        return self._in(Question.State.HIDDEN)

    def _in(self, *states: str) -> list[Question]:
        return [one for one in self.questions if one.state in states]


def room_of(meeting: MeetingPage, questions: QuerySet[Question] | None = None) -> Room:
    """`questions`: those that the reader may read (`permissions.questions_shown`); nothing more than what everybody
    may, unless given."""
    sitting = Sitting.objects.filter(meeting=meeting).first() or Sitting(meeting=meeting)
    if sitting.pk is None:
        return Room(meeting, sitting, [], [], [], clock.now())
    asked: Any = Question.objects.filter(sitting=sitting).shown() if questions is None else questions
    return Room(
        meeting,
        sitting,
        stages=list(Stage.objects.filter(sitting=sitting)),
        speeches=list(Speech.objects.filter(sitting=sitting).select_related("organisation__sector", "sector")),
        questions=list(asked.select_related("organisation__sector").by_support()),
        now=clock.now(),
    )
