"""What one organisation said in all minutes, for a file: the same words as its page has, of all pages of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from forum.models import Organisation
from forum.models.pages import absolute_url
from forum.models.typed import clean_line
from forum.permissions import Anyone
from minutes.archive import statements
from minutes.archive.said import Said
from minutes.archive.statements import InMinutes, Speaker
from search.forms.asking import LONGEST

MOST = 300  # minutes on one paper; of more the newest are taken, and the paper says so
AT_ONCE = 100
COLUMNS = ("day", "minutes", "meeting", "organisation", "said_by", "words", "url")
YEARS = range(1900, 3000)


@dataclass(frozen=True)
class Spoken:
    """As an address asks for it."""

    organisation: Organisation
    reader: Anyone
    year: int | None = None
    words: str = ""

    @classmethod
    def read(cls, told: Mapping[str, Any], organisation: Organisation, reader: Anyone) -> "Spoken":
        """What is no value is left out, as on the page."""
        year = str(told.get("year", ""))
        known = int(year) if year.isascii() and year.isdigit() and len(year) == len("2017") else None
        year_asked = known if known in YEARS else None
        return cls(organisation, reader, year_asked, clean_line(str(told.get("q", "")))[:LONGEST])

    @property
    def address(self) -> str:
        """The same again, as the part of an address behind the question mark."""
        return urlencode({name: value for name, value in (("year", self.year), ("q", self.words)) if value})

    def minutes(self) -> Iterator[InMinutes]:
        """Those that have words of it, the newest first; some at a time, for they are long."""
        if self.words:
            yield from statements.looked_for(self._speaker, self.reader, self.words, self.year)
            return
        keys = statements.keys_of(self._speaker, self.reader, self.year)
        for start in range(0, len(keys), AT_ONCE):
            yield from statements.in_minutes(self._speaker, keys[start : start + AT_ONCE])

    @cached_property
    def newest(self) -> list[InMinutes]:
        """For a paper."""
        return list(islice(self.minutes(), MOST))

    @cached_property
    def is_cut(self) -> bool:
        return len(self.newest) == MOST and len(statements.keys_of(self._speaker, self.reader, self.year)) > MOST

    @cached_property
    def _speaker(self) -> Speaker:
        return Speaker.of(self.organisation)


def table_of(asked: Spoken) -> Iterator[list[str]]:
    """With a line of headings."""
    yield list(COLUMNS)
    for one in asked.minutes():
        day = timezone.localtime(one.minutes.started_at or one.minutes.meeting.starts_at).date().isoformat()
        url = absolute_url(one.minutes)
        for said, _marked in one.said:
            yield [day, one.minutes.title, one.minutes.meeting.title, *_row(asked, said), f"{url}#{said.anchor}"]


def _row(asked: Spoken, said: Said) -> list[str]:
    return [asked.organisation.name, said.office, said.words]
