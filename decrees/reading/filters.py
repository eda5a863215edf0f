"""Which comments are shown beside the text: by organisation or sector, by answer, by kind.

The address, the form and static/js/filter.js use the same values, and the same cases test Python and the script:
tests/cases/filter.json.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict
from django.utils.http import urlencode

from decrees.models import Comment
from decrees.reading.lookup import whole
from decrees.reading.threads.contents import newest_seq

MINE, SECTOR = "saya", "sektor:"
UNANSWERED, ANSWERED = "belum", "terjawab"


@dataclass(frozen=True, slots=True)
class Wanted:
    """`who` is the slug of an organisation, `sektor:` with the slug of a sector, or `saya`; `state` is answered or not,
    or a disposition; `since` is an entry of the ledger: what was said or answered after it."""

    who: str = ""
    state: str = ""
    tag: str = ""
    since: int = 0

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        since = whole(query.get("sejak", "")) or 0
        return cls(query.get("organisasi", ""), query.get("keadaan", ""), query.get("jenis", ""), since)

    def __bool__(self) -> bool:
        return bool(self.who or self.state or self.tag or self.since)

    @property
    def query(self) -> str:
        """As it stands in an address, with its question mark; nothing if everything is shown."""
        chosen: dict[str, str | int] = {
            "organisasi": self.who,
            "keadaan": self.state,
            "jenis": self.tag,
            "sejak": self.since,
        }
        return f"?{urlencode({name: value for name, value in chosen.items() if value})}" if self else ""

    def keeps(self, comment: Comment, own: Collection[str] = ()) -> bool:
        """`own`: the slugs of the organisations that the reader speaks for."""
        is_new = not self.since or newest_seq(comment) > self.since
        return is_new and self._who(comment, own) and self._state(comment) and self.tag in ("", comment.tag)

    def _who(self, comment: Comment, own: Collection[str]) -> bool:
        organisation = comment.organisation
        if self.who == MINE:
            return organisation.slug in own
        return self.who in ("", organisation.slug, f"{SECTOR}{organisation.sector.slug}")

    def _state(self, comment: Comment) -> bool:
        answer = comment.answer
        if self.state == UNANSWERED:
            return answer is None
        return not self.state or (answer is not None and self.state in (ANSWERED, answer.disposition))


EVERYTHING = Wanted()
