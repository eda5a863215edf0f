"""What people look for in an archive, and what they should find: `documents/*.txt` and `questions.txt`.

A document is a paragraph: name, day and office in the first line, then its title, then its sentences. A question is
`words = documents`, under its kind; what answers it equally well stands side by side. Those with a star are held
out: whoever mends the search may look at the others, and at these as a number only. No word of a question belongs into
the code as a case of its own.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
NONE = "none"  # the kind of those that no document answers


@dataclass(frozen=True)
class Paper:
    name: str
    day: datetime.date
    office: str
    title: str
    text: str


@dataclass(frozen=True)
class Asking:
    kind: str
    words: str
    answers: frozenset[str]
    held_out: bool


def papers() -> Iterator[Paper]:
    for file in sorted((HERE / "documents").glob("*.txt")):
        for paragraph in file.read_text().strip().split("\n\n"):
            head, title, text = paragraph.split("\n", 2)
            name, day, office = head.split(" ", 2)
            yield Paper(name, datetime.date.fromisoformat(day), office, title, text)


def askings() -> Iterator[Asking]:
    kind = ""
    for line in filter(None, (HERE / "questions.txt").read_text().splitlines()):
        if line.startswith("["):
            kind = line.strip("[]")
            continue
        words, _, answers = line.lstrip("* ").partition(" = ")
        yield Asking(kind, words, frozenset(answers.split()), line.startswith("*"))
