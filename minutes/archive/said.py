"""What one organisation said in minutes: its statements in the discussion and its inputs, in the words of the public
edition."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from minutes.models import MinutesPage


@dataclass(frozen=True, slots=True)
class Said:
    """`office`: whose words they are, as it was typed. `anchor`: where they stand on the page of the minutes."""

    words: str
    office: str
    anchor: str


def speakers_of(minutes: MinutesPage) -> set[int]:
    """The organisations of which there are words."""
    spoke = {raw["value"].get("organisation") for raw in _statements(minutes)}
    return {key for key in spoke | {one.organisation_id for one in minutes.inputs.all()} if key}


def said_by(minutes: MinutesPage, organisations: Collection[int]) -> list[Said]:
    """In the order of the minutes; what is hidden or blacked out as it stands there."""
    return [*_said(minutes, organisations), *_put_in(minutes, organisations)]


def _said(minutes: MinutesPage, organisations: Collection[int]) -> Iterator[Said]:
    rule = minutes.blackout
    for raw in _statements(minutes):
        if raw["value"].get("organisation") not in organisations:
            continue
        part, office, text = f"discussion:{raw['id']}", raw["value"].get("office") or "", raw["value"]["text"]
        taken = minutes.gaps.get(part) or rule.taking_all(part, f"{office} {text}")
        words, whose = (str(taken), "") if taken else (rule.words(text), rule.words(office))
        yield Said(words, whose, f"pernyataan-{raw['id']}")


def _put_in(minutes: MinutesPage, organisations: Collection[int]) -> Iterator[Said]:
    for item in sorted(minutes.inputs.all(), key=lambda one: one.number or 0):
        if item.organisation_id in organisations:
            words = minutes.shown_row(f"inputs:{item.number}", item.text)
            yield Said(words, _("Input %(number)s") % {"number": item.number}, f"masukan-{item.number}")


def _statements(minutes: MinutesPage) -> Iterator[dict[str, Any]]:
    """As they are stored: nothing is asked about the organisations."""
    return (raw for raw in minutes.discussion.raw_data if raw["type"] == "statement")
