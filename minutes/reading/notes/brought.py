"""What brought words become, as it is shown before they are taken over."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst

from minutes.reading.notes.board import LABELS
from minutes.reading.notes.names import directory
from minutes.text.notes import Kind, Part
from minutes.text.tables import Rows, read_table


@dataclass(frozen=True, slots=True)
class ShownPart:
    label: str
    who: str
    text: str
    rows: Rows


def shown_parts(parts: Iterable[Part]) -> list[ShownPart]:
    labels = directory().labels
    return [_shown(part, labels) for part in parts]


def _shown(part: Part, labels: dict[int, str]) -> ShownPart:
    keys = part.owners or ((part.organisation,) if part.organisation else ())
    who = ", ".join(filter(None, [part.office, *(labels.get(key, "") for key in keys)]))
    rows = read_table(part.text) if part.kind is Kind.ROW else []
    return ShownPart(str(capfirst(LABELS[part.kind])), who, "" if rows else part.text, rows)
