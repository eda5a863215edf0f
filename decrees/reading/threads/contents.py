"""The clauses on which something was said, as a list at the head of a long page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from decrees.models import Comment
from decrees.text import Document
from decrees.text.place_names import cite_clauses


@dataclass(frozen=True, slots=True)
class Entry:
    """One clause; its comments are those that the reader's filter keeps."""

    clause: str
    label: str
    comments: list[Comment]

    @property
    def open_count(self) -> int:
        return sum(1 for comment in self.comments if not comment.answer and not comment.is_private)


def contents_of(places: Iterable[Any], document: Document) -> list[Entry]:
    labels = cite_clauses(document)
    said = ((place.clause, place.said) for place in places)
    return [Entry(clause.id, labels.get(clause.id) or clause.label, comments) for clause, comments in said if comments]


def newest_seq(comment: Comment) -> int:
    """The entry of the last thing said in a thread: the comment, its answer, a reply."""
    said = (comment, comment.answer, *comment.shown_replies)
    return max((one.seq or 0 for one in said if one), default=0)
