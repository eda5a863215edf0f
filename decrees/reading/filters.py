"""Which comments a reader wants to see beside the text: by organisation or sector, by answer, by kind.

The same words in the address, in the form and in static/js/filter.js, which meets the same cases:
tests/cases/filter.json.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from decrees.models import Comment

MINE, SECTOR = "saya", "sektor:"
UNANSWERED, ANSWERED = "belum", "terjawab"


@dataclass(frozen=True, slots=True)
class Wanted:
    """`who` is an organisation's slug, `sektor:` and a sector's, or `saya`; `state` one of two or a disposition."""

    who: str = ""
    state: str = ""
    tag: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        return cls(query.get("organisasi", ""), query.get("keadaan", ""), query.get("jenis", ""))

    def __bool__(self) -> bool:
        return bool(self.who or self.state or self.tag)

    def keeps(self, comment: Comment, own: Collection[str] = ()) -> bool:
        """`own`: the slugs of the organisations that the reader speaks for."""
        return self._who(comment, own) and self._state(comment) and self.tag in ("", comment.tag)

    def _who(self, comment: Comment, own: Collection[str]) -> bool:
        organisation = comment.organisation
        if self.who == MINE:
            return organisation.slug in own
        return self.who in ("", organisation.slug, f"{SECTOR}{organisation.sector.slug}")

    def _state(self, comment: Comment) -> bool:
        answer = comment.answered
        if self.state == UNANSWERED:
            return answer is None
        return not self.state or (answer is not None and self.state in (ANSWERED, answer.disposition))


EVERYTHING = Wanted()
