"""The condition on a document, in the SQL of the scoring: this reader may know of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from forum.models.querysets import closed_to
from search.models import Document
from search.models.index import opened_q


@dataclass(frozen=True)
class Condition:
    """On the document `d`; with its parameters."""

    sql: str
    values: Sequence[Any] = ()


EVERYBODY = Condition("d.for_everybody")


def both(conditions: Iterable[Condition]) -> Condition:
    """All of them."""
    listed = list(conditions)
    return Condition(" AND ".join(one.sql for one in listed), [value for one in listed for value in one.values])


def readable_by(user: Any) -> Condition:
    """Whether its page is public at this moment is asked of the best alone (`DocumentQuerySet.visible_to`)."""
    opened, closed = _opened_to(user), _closed_to(user)
    if not opened and not closed:
        return EVERYBODY
    sql, values = EVERYBODY.sql, [*opened, *closed]
    if opened:
        sql = f"({sql} OR d.page_id IN ({places(opened)}))"
    if closed:
        sql += f" AND (d.page_id IS NULL OR d.page_id NOT IN ({places(closed)}))"
    return Condition(sql, values)


def _opened_to(user: Any) -> list[int]:
    if not user.is_authenticated:
        return []
    limited = Document.objects.filter(opened_q(user), for_everybody=False)
    return list(limited.order_by().values_list("page", flat=True).distinct())


def _closed_to(user: Any) -> list[int]:
    found: set[int] = set()
    for restriction in closed_to(user):
        below = Document.objects.filter(page__path__startswith=restriction.page.path)
        found.update(below.order_by().values_list("page", flat=True).distinct())
    return sorted(found)


def places(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))
