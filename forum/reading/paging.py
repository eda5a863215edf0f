"""Pages of long lists: what a page costs does not grow with the list."""

from array import array
from collections.abc import Hashable, Sequence
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

    How many there are is counted once under the ledger's head. Where that follows the clock, they are all that are
    `among` others `but` so many. What stands in the second half is counted from the end.
    """

    def __init__(
        self,
        rows: Rows,
        per_page: int,
        *,
        name: str,
        reader: Anyone,
        asked: Hashable = (),
        among: Rows | None = None,
        but: int = 0,
    ) -> None:
        super().__init__(rows, per_page)
        self.rows = rows
        self.name, self.decided_by = name, (asked, closed_paths(reader))
        self.among, self.but = rows if among is None else among, but

    @cached_property
    def count(self) -> int:
        return kept(self.name, self.decided_by, self.among.order_by().count) - self.but

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        return Page(self._between(first, min(first + self.per_page, self.count)), number, self)

    def _between(self, first: int, last: int) -> Sequence[Any]:
        if first >= last:  # what was counted before is more than there is now
            return []
        if last <= self.count - first:
            return [*self.rows[first:last]]
        return [*self.rows.reverse()[self.count - last : self.count - first]][::-1]


class KeptOrder(Paginator):
    """Pages of keys. Their order takes long to make: it is made once under the ledger's head, of all of them."""

    def __init__(self, keys: Rows, per_page: int, *, name: str, reader: Anyone, asked: Hashable) -> None:
        made = kept(name, (asked, closed_paths(reader)), lambda: array("Q", keys).tobytes(), store="long")
        super().__init__(array("Q", made), per_page)
