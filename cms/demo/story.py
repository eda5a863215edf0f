"""The order in which things happen: scenes on days of half a year, and the stages at which the demo may stop.

Day 0 is a Monday. What belongs together is told by `organisations`, `gatherings`, `sitting`, `minuting` and `drafts`;
here stands when.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.functional import cached_property

from cms.demo.clock import Days
from cms.demo.data.comments import DemoComment
from decrees.models import Comment, DecreePage, Round
from forum import clock
from forum.models import Organisation, User

# The day that is today at each stage; all that happened before it is told.
STAGES = {"invited": 9, "minuted": 28, "first-round": 47, "second-round": 84, "third-round": 182, "after": 217}
USUAL_STAGE = "third-round"


class Story(Days):
    """What the scenes share: the days, who tells, and what was said so far."""

    def __init__(self, stage: str) -> None:
        self.last_day = STAGES[stage]
        super().__init__(self.last_day)
        self.said: dict[DemoComment, Comment] = {}

    @cached_property
    def secretariat(self) -> User:
        return user("sekretariat")

    @property
    def decree(self) -> DecreePage:
        return DecreePage.objects.get(slug="tim-ogp")

    @property
    def round(self) -> Round:
        return Round.objects.order_by("-pk")[0]

    def words(self, text: str) -> str:
        """With the year of the moment and the year in which the decree ends."""
        return text.replace("{tahun}", str(clock.today().year)).replace("{berlaku}", str(self.first.year + 1))


class Scene(NamedTuple):
    day: int
    time: str  # local
    tell: Callable[[Story], Any]


def user(key: str) -> User:
    return User.objects.get(email=f"{key}@mufakat.example")


def organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)
