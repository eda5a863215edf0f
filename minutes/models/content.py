"""The content of minutes as plain values: what the digest covers, and the text that the archive searches."""

import re
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags

from forum import ledger
from forum.models import instant
from minutes.models.shown import Shown, shown_of

if TYPE_CHECKING:
    from minutes.models import MinutesPage

NUMBERED = ("inputs", "decisions", "action_items")


def items_of(minutes: "MinutesPage", relation: str) -> list[Any]:
    """Children in reading order: by number, then those without a number in the order of the editor."""
    return sorted(getattr(minutes, relation).all(), key=_reading_order)


def _reading_order(item: Any) -> tuple[Any, ...]:
    number = getattr(item, "number", None)
    return (number is None, number or 0, item.sort_order or 0)


def content_of(minutes: "MinutesPage") -> dict[str, Any]:
    """All content as plain values, without keys of its rows: the same text gives the same digest in any draft.

    `shown` is what was frozen when it was circulated; minutes that were circulated before this was frozen have none.
    """
    return {
        "title": minutes.title,
        "kind": minutes.kind,
        "number": minutes.number,
        "meeting": minutes.held_meeting.pk,
        "times": [instant(minutes.started_at) or None, instant(minutes.ended_at) or None],
        "offices": [minutes.chair_id, minutes.secretary_id, minutes.note_taker_id],
        "public_participants": minutes.public_participants,
        "attendance": [[a.organisation_id, a.status, a.people, a.capacity] for a in items_of(minutes, "attendance")],
        "discussion": [[block.block_type, block.block.get_prep_value(block.value)] for block in minutes.discussion],
        "inputs": [[i.number, i.text, i.organisation_id] for i in items_of(minutes, "inputs")],
        "decisions": [[d.number, d.text] for d in items_of(minutes, "decisions")],
        "action_items": [[a.number, a.text, a.owner_id, a.due_date] for a in items_of(minutes, "action_items")],
        "attachments": [[a.title, a.document_id] for a in items_of(minutes, "attachments")],
        **({"shown": minutes.frozen} if minutes.frozen else {}),
    }


def digest_of(minutes: "MinutesPage") -> str:
    return ledger.digest_of(content_of(minutes))


def text_of(minutes: "MinutesPage") -> str:
    """Every word that a reader may search for, one part per line."""
    shown = shown_of(minutes)
    parts = [minutes.number, shown.meeting.title]
    parts += [_block_text(block, shown) for block in minutes.discussion]
    parts += [item.text for relation in NUMBERED for item in items_of(minutes, relation)]
    came = [shown.organisation(a.organisation_id) for a in items_of(minutes, "attendance")]
    parts += [" ".join(dict.fromkeys([one.name, one.label])) for one in came if one]
    return "\n".join(part for part in parts if part)


def texts_of(minutes: "MinutesPage") -> list[str]:
    """The words of each part, without who said them."""
    blocks = minutes.discussion
    said = [block.value["text"] if block.block_type == "statement" else _markup_text(block) for block in blocks]
    return said + [item.text for relation in NUMBERED for item in items_of(minutes, relation)]


def words_of(text: str) -> list[str]:
    """Split text into words, in the same way for the text that is searched and for the query."""
    return re.findall(r"\w+", text)


def speaker_of(statement: Any, shown: Shown) -> str:
    """'Ketua, Bojonegoro Institute' of a statement of the discussion."""
    chosen = statement["organisation"]
    organisation = shown.organisation(chosen.pk) if chosen else None
    return ", ".join(filter(None, [statement["office"], organisation.name if organisation else ""]))


def _block_text(block: Any, shown: Shown) -> str:
    if block.block_type != "statement":
        return _markup_text(block)
    speaker, text = speaker_of(block.value, shown), block.value["text"]
    return f"{speaker}: {text}" if speaker else text


def _markup_text(block: Any) -> str:
    # A tag ends a word: "<li>satu</li><li>dua</li>" must not become "satudua".
    return " ".join(strip_tags(str(block.value).replace("<", " <")).split())
