"""What a kind of entry is, and all that are known.

A verb, the labels of its targets and the keys of its data are contracts: they are sealed in the hash chain.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Kinds of audience (`forum.audiences`). What is about a comment is for those who read the comment.
AS_THE_COMMENT = ("public", "members", "secretariat", "organisation")
TITLE = ("title",)
FIELDS = "all fields of the page"


@dataclass(frozen=True)
class Event:
    """A kind of entry. `verb` is in the past tense ('comment.added'), `sentence` follows the office in a timeline.

    `audiences` are the kinds of audience that its entries may have, `data` the keys that an entry's data may have.
    What is `in_feed` is told to the world by the public feed, as far as an entry is public; what is `daily` comes by
    the dozen, so the feed tells a page's entries of one day as one.

    `tell` says more than the sentence where the data holds it ("moved the meeting from … to …"); it gives an empty text
    for the entries of before.

    `content` says what the digest of the content covers, as it is spelled in JSON ('text of …': the text itself); empty
    if there is none. Where `open_content`, the reader of an entry reads its content too, and is given the digest.
    """

    verb: str
    sentence: str | Promise
    audiences: tuple[str, ...]
    in_feed: bool
    daily: bool
    data: frozenset[str]
    content: str = ""
    open_content: bool = False
    tell: Callable[[Mapping[str, Any]], str] | None = None

    def check(self, audience_kind: str, data: Collection[str], *, has_content: bool = False) -> None:
        """Raises ValueError for an audience, a key or a content that the definition does not know."""
        if audience_kind not in self.audiences:
            raise ValueError(f"{self.verb} is not for {audience_kind}")
        if unknown := set(data) - self.data:
            raise ValueError(f"{self.verb} holds no {', '.join(sorted(unknown))}")
        if has_content and not self.content:
            raise ValueError(f"{self.verb} holds no content")


EVENTS: dict[str, Event] = {}
# For entries of a verb that the software no longer knows: the record stays readable.
RETIRED = _("made an entry of an earlier kind")


def define(
    verb: str,
    sentence: str | Promise,
    *,
    audience: str | tuple[str, ...] = "public",
    in_feed: bool = False,
    daily: bool = False,
    data: Collection[str] = (),
    content: str = "",
    open_content: bool = False,
    tell: Callable[[Mapping[str, Any]], str] | None = None,
) -> str:
    """Make a verb known. An entry with an unknown verb is refused, so a typo cannot enter the record."""
    audiences = audience if isinstance(audience, tuple) else (str(audience),)
    EVENTS[verb] = Event(verb, sentence, audiences, in_feed, daily, frozenset(data), content, open_content, tell)
    return verb


def sentence_of(verb: str, data: Mapping[str, Any]) -> str:
    """What happened, in the reader's language."""
    event = EVENTS.get(verb)
    return (event and event.tell and event.tell(data)) or str(event.sentence if event else RETIRED) % data


def feed_verbs() -> list[str]:
    return sorted(verb for verb, event in EVENTS.items() if event.in_feed)
