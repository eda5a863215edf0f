"""How much of what was said stands open beside the text: all of it on a short page, the threads of a clause as one line
until somebody asks for them on a long one."""

from collections.abc import Iterable
from dataclasses import dataclass

from decrees.models import Comment

LONG = 20  # threads of a page from which on a crowded clause is a line, and what was answered is folded
CROWDED = 3  # threads of one clause that still stand open there
FULL = 40  # threads of a page from which on every clause is a line
NEWEST = 5  # threads of a clause that stand open when it is asked for, beside those without an answer


@dataclass(frozen=True, slots=True)
class Line:
    """The threads of a clause in one line; `shown` are those that the reader's filter keeps."""

    threads: list[Comment]

    @property
    def shown(self) -> list[Comment]:
        return [comment for comment in self.threads if not comment.is_hidden]

    @property
    def said_count(self) -> int:
        return len(self.shown) - self.inner_count

    @property
    def unanswered_count(self) -> int:
        return sum(1 for comment in self.shown if not comment.answer and not comment.is_private)

    @property
    def inner_count(self) -> int:
        """Of those shown, the discussions of the reader's own organisation: they are told apart."""
        return sum(1 for comment in self.shown if comment.is_private)

    @property
    def newest(self) -> Comment | None:
        return max(self.shown, key=lambda comment: comment.seq or 0, default=None)

    @property
    def private(self) -> list[Comment]:
        """The discussions of the reader's own organisation, which do not count on the page."""
        return [comment for comment in self.threads if comment.is_private]

    @property
    def answered(self) -> list[Comment]:
        return [comment for comment in self.threads if comment.answer and not comment.is_private]

    @property
    def in_order(self) -> list[Comment]:
        """All: those answered first, those that do not count on the page last."""
        last = {**dict.fromkeys(self.answered, 0), **dict.fromkeys(self.private, 2)}
        return sorted(self.threads, key=lambda comment: last.get(comment, 1))


def is_line(threads: list[Comment], of_page: int) -> bool:
    return bool(threads) and (of_page > FULL or (of_page > LONG and len(threads) > CROWDED))


def open_and_newest(threads: Iterable[Comment]) -> tuple[list[Comment], list[Comment]]:
    """(what may stay folded, what is shown): what has no answer yet and the newest are shown."""
    asked = list(threads)
    before, newest = asked[:-NEWEST], asked[-NEWEST:]
    earlier = [comment for comment in before if comment.answer]
    return earlier, [*(comment for comment in before if not comment.answer), *newest]
