"""What is followed by mail without a login, beside what is looked for: a draft with all that belongs to it, an
organisation. The apps that have them say what they are and what is new of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from forum.models import LedgerEntry

Key = int
Seq = int


@dataclass(frozen=True, slots=True)
class Line:
    """Of a mail: one thing that is new. `about`: of what kind, and of which day."""

    title: str
    url: str
    about: str = ""


class Followed(NamedTuple):
    """As everybody may know it."""

    title: str
    url: str


class Kind(NamedTuple):
    """`find` gives None for what not everybody may know of; `news` are the entries of the ledger after the first
    number and up to the second."""

    find: Callable[[Key], Followed | None]
    news: Callable[[Key, Seq, Seq], list[Line]]


KINDS: dict[str, Kind] = {}


def register_followed(name: str, kind: Kind) -> None:
    """`name` is the first part of what `SavedSearch.about` says."""
    KINDS[name] = kind


def find_followed(about: str) -> Followed | None:
    """`about`: "draft:12"."""
    name, _colon, key = about.partition(":")
    return KINDS[name].find(int(key)) if name in KINDS else None


def news_of(about: str, *, after: Seq, until: Seq) -> list[Line]:
    """Nothing of what not everybody may know of any more."""
    name, _colon, key = about.partition(":")
    return KINDS[name].news(int(key), after, until) if find_followed(about) else []


def newest_entry() -> Seq:
    return LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
