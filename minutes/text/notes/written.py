"""A line on its way from a browser into the notes."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Written:
    """`token` names these words; `replaces` names those that whoever wrote them had before them. An empty text strikes
    the row out."""

    token: UUID
    row: UUID
    item: str
    text: str
    replaces: tuple[UUID, ...] = ()
