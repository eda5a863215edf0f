"""The memory of one request: what it has asked about rights it need not ask again.

It hangs on the database connection of its thread and watches what goes through it. The first statement that does more
than read, or a transaction that begins, ends it for the rest of the request: whoever changes something, or waits for a
lock, goes by what the database says then, also after a rollback.
"""

import re
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

from django.db import connection

Answer = TypeVar("Answer")

READS = re.compile(r"[\s(]*SELECT\b")
LOCKS = " UPDATE"  # also as a word among others: then it is asked once more


class Memory:
    """`answers` by the key of the question; None when it has ended."""

    def __init__(self) -> None:
        self.answers: dict[Hashable, Any] | None = {}
        self.in_transaction = connection.in_atomic_block

    def __call__(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        if LOCKS in (words := str(sql)) or not READS.match(words):
            self.answers = None
        return execute(sql, *rest)

    def open_answers(self) -> dict[Hashable, Any] | None:
        # On PostgreSQL a transaction begins without a statement.
        if connection.in_atomic_block and not self.in_transaction:
            self.answers = None
        return self.answers


def remembering() -> AbstractContextManager[None]:
    """Inside, this thread remembers what it has asked. Nothing is remembered elsewhere."""
    return connection.execute_wrapper(Memory())


def sharing_memory() -> AbstractContextManager[None]:
    """Inside, this thread remembers what it asks: in the memory of its request, or where that is over in one of its
    own."""
    return remembering() if open_answers() is None else nullcontext()


def remembered(key: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question about rights, asked at most once in a request that only reads.

    The key holds the name of the question and all that decides the answer beside the database: the person, the day,
    the object. The answer is a value, never a query set, which would ask again.
    """
    answers = open_answers()
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    answer: Answer = answers[key]
    return answer


def open_answers() -> dict[Hashable, Any] | None:
    """What this request knows; None where it remembers nothing, or does no more."""
    memories = [wrapper for wrapper in connection.execute_wrappers if isinstance(wrapper, Memory)]
    return memories[-1].open_answers() if memories else None
