"""What was asked in a meeting, as its page shows it once the questions were closed."""

from dataclasses import dataclass
from typing import Any

from forum import clock
from forum.models import AskedQuestions, MeetingPage, Question
from forum.models.memory import Prepared


@dataclass(frozen=True, slots=True)
class Asked:
    """As a `Question` is shown."""

    text: str
    asker: str
    state: str
    support: int

    @property
    def get_state_display(self) -> str:
        return str(Question.State(self.state).label)


def asked_in(meeting: MeetingPage) -> list[Asked]:
    """None before the meeting begins, without asking the database."""
    if meeting.starts_at > clock.now():
        return []
    kept = next(iter(QUESTIONS_ASKED(meeting.pk)), [])
    return [Asked(one["text"], one["by"], one["state"], one["support"]) for one in kept]


QUESTIONS_ASKED: Prepared[list[dict[str, Any]]] = Prepared(
    lambda meeting: AskedQuestions.objects.filter(meeting=meeting).values_list("asked", flat=True)
)
