"""What readers thought of minutes and how often these were read, in numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forum import clock
from forum.models.memory import Prepared
from minutes.models import MinutesPage, ReaderCount
from minutes.text.shares import shares


@dataclass(frozen=True, slots=True)
class Level:
    value: str
    label: str
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Readers:
    """`levels` from the best on; their shares sum to 100 where anybody answered."""

    views: int
    levels: tuple[Level, ...]

    @property
    def answers(self) -> int:
        return sum(level.count for level in self.levels)

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Readers":
        numbers = [counts.get(level, 0) for level in ReaderCount.LEVELS]
        told = zip(ReaderCount.LEVELS, numbers, shares(numbers), strict=True)
        levels = tuple(Level(level.value, str(level.label), count, share) for level, count, share in told)
        return cls(counts.get(ReaderCount.What.READ, 0), levels)


def until_yesterday(minutes: MinutesPage) -> Readers:
    """For a page that is kept until the next entry or midnight: the numbers of days that are over change no more, so
    the page says at each moment of the day what it would say if it were drawn anew."""
    return Readers.of(dict(_BEFORE(minutes.pk, clock.today())))


def until_now(minutes: MinutesPage) -> Readers:
    return Readers.of(dict(minutes.reader_counts.sums()))


def of_each(minutes: Iterable[MinutesPage]) -> list[tuple[MinutesPage, Readers]]:
    """Of a page of a list, with one question for all."""
    listed = list(minutes)
    found: dict[int, dict[str, int]] = {}
    rows = ReaderCount.objects.filter(minutes__in=listed).sums().values_list("minutes", "what", "n")
    for key, what, n in rows:
        found.setdefault(key, {})[what] = n
    return [(one, Readers.of(found.get(one.pk, {}))) for one in listed]


_BEFORE = Prepared(lambda minutes, today: ReaderCount.objects.filter(minutes=minutes, day__lt=today).sums())
