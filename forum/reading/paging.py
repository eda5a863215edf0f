"""Pages of long lists: what a page costs does not grow with the list."""

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any, TypeAlias

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from forum.models.access import Anyone
from forum.models.ledger import kept
from forum.models.querysets import closed_paths

Rows: TypeAlias = QuerySet[Any, Any]


class LongList(Paginator):
    """`rows` have an order and are what this reader may see; `name` and `asked` (what narrows it) tell them apart.

    How many there are is counted once under the ledger's head, by `number` where that is quicker than to count the
    rows. Where it follows the clock, they are all of that number `but` so many. What stands in the second half is
    counted from the end. If the rows are keys, `show` makes of some of them what is listed. `soonest` gives those
    from one number to another where they are found without putting all in order; None where it would take longer.
    """

    def __init__(
        self,
        rows: Rows,
        per_page: int,
        *,
        name: str,
        reader: Anyone,
        asked: Hashable = (),
        number: Callable[[], int] | None = None,
        but: int = 0,
        show: Callable[[Rows], Rows] | None = None,
        soonest: Callable[[int, int], Sequence[Any] | None] | None = None,
    ) -> None:
        super().__init__(rows, per_page)
        self.rows = rows
        self.name, self.decided_by = name, (asked, closed_paths(reader))
        self.number, self.but, self.show = number or rows.order_by().count, but, show
        self.soonest = soonest

    @cached_property
    def count(self) -> int:
        return kept(self.name, self.decided_by, self.number) - self.but

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        some = self.soonest(first, last) if self.soonest else None
        if some is None:
            some = between(self.rows, self.count, first, last, self.show)
        return Page(some, number, self)


class ListInParts(Paginator):
    """One part after the other, each in an order of its own; `counts`: how many each has. They are keys: `show` makes
    the rows of some of them, so that nothing is joined to what is passed over."""

    def __init__(
        self, parts: Sequence[Rows], counts: Sequence[int], per_page: int, *, show: Callable[[Rows], Rows]
    ) -> None:
        super().__init__(parts, per_page)
        self.parts, self.counts, self.show = parts, counts, show

    @cached_property
    def count(self) -> int:
        return sum(self.counts)

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        first, rows = (number - 1) * self.per_page, []
        for part, count in zip(self.parts, self.counts, strict=True):
            rows += between(part, count, max(first, 0), min(first + self.per_page, count), self.show)
            first -= count
        return Page(rows, number, self)


def between(rows: Rows, count: int, first: int, last: int, show: Callable[[Rows], Rows] | None = None) -> Sequence[Any]:
    """Some of so many: what stands in the second half is counted from the end."""
    if first >= last:  # what was counted before is more than there is now
        return []
    from_end = last > count - first
    some = rows.reverse()[count - last : count - first] if from_end else rows[first:last]
    if show:
        return [*show(some).order_by(*rows.query.order_by)]
    return [*some][::-1] if from_end else [*some]
