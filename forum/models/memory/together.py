"""Several questions in one statement: each way to the database costs as much as a small answer.

Each is answered as it would be alone: the statement is all of them, one after the other.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain
from operator import itemgetter
from typing import Any, TypeAlias

from django.db import connection

from forum.models.memory.prepared import Asked, Prepared, keeping_statements
from forum.models.memory.request import open_answers

Row: TypeAlias = tuple[Any, ...]
Joined: TypeAlias = tuple[str, list[int]]  # the statement, and where the columns of each question begin
FIRST = 2
_place = itemgetter(0, 1)


def ask(*asked: Asked) -> list[list[Any]]:
    """The answer to each, in their order."""
    if len(asked) < 2:
        return [one.question.answer(one.values) for one in asked]
    statement, begins = _WAYS[connection.vendor](tuple(one.question for one in asked))
    parameters = [value for one in asked for value in one.question.parameters(one.values)]
    with keeping_statements(connection), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found = cursor.fetchall()
    parts: list[list[Row]] = [[] for _one in asked]
    for row in sorted(found, key=_place):
        begin = begins[row[0]]
        parts[row[0]].append(row[begin : begin + asked[row[0]].question.width])
    return [one.question.answer(one.values, rows) for one, rows in zip(asked, parts, strict=True)]


def ask_ahead(*asked: Asked | None) -> None:
    """Ask now, in one statement, what this request is about to ask one by one. Each answer is given out once, and only
    as long as the request does nothing but read."""
    answers = open_answers()
    if answers is not None:
        wanted = [one for one in asked if one]
        answers.update(zip(wanted, ask(*wanted), strict=True))


# The ways to write it. Before its columns a row tells which question it answers, and its place among the rows of that
# question: the order of a part of a statement is promised to nobody.


@lru_cache(maxsize=200)
def _over_each_other(questions: Sequence[Prepared[Any]]) -> Joined:
    """SQLite has no types: all use the same columns. The first part, which has no rows, says that these are of none."""
    most = max(question.width for question in questions)
    parts = [f"SELECT 0, 0, {', '.join(['NULL'] * most)} WHERE 0"]
    for number, question in enumerate(questions):
        columns = ", ".join(["one.*", *["NULL"] * (most - question.width)])
        parts.append(f"SELECT {number}, ROW_NUMBER() OVER (), {columns} FROM ({question.sql}) one")  # noqa: S608 – as the ORM wrote it
    return " UNION ALL ".join(parts), [FIRST] * len(questions)


@lru_cache(maxsize=200)
def _beside_each_other(questions: Sequence[Prepared[Any]]) -> Joined:
    """In PostgreSQL a column has a type: each question has its own. The first part, without rows, says which."""
    names = [[f"q{number}c{column}" for column in range(one.width)] for number, one in enumerate(questions)]
    begins = list(accumulate((one.width for one in questions[:-1]), initial=FIRST))
    tables, parts = [], []
    for number, question in enumerate(questions):
        numbered = f"SELECT ROW_NUMBER() OVER (), one.* FROM ({question.sql}) one"  # noqa: S608 – as the ORM wrote it
        tables.append(f"q{number} (q{number}n, {', '.join(names[number])}) AS ({numbered})")
        columns = (name if one == number else "NULL" for one, named in enumerate(names) for name in named)
        parts.append(f"SELECT {number}, q{number}n, {', '.join(columns)} FROM q{number}")  # noqa: S608
    every, sources = ", ".join(chain.from_iterable(names)), ", ".join(f"q{number}" for number in range(len(questions)))
    parts.insert(0, f"SELECT 0, q0n, {every} FROM {sources} WHERE FALSE")  # noqa: S608
    return f"SELECT * FROM (WITH {', '.join(tables)} {' UNION ALL '.join(parts)}) answers", begins  # noqa: S608


_WAYS = {"sqlite": _over_each_other, "postgresql": _beside_each_other}
