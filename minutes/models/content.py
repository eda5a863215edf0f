"""The content of minutes as plain values: what the digest covers, and the text that the archive searches."""

import copy
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils.html import escape, strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from forum import ledger
from forum.models import AgendaItem, MeetingPage, instant
from minutes.models.items import ActionItem, Attachment, Decision
from minutes.models.items.actions import fetch_owners
from minutes.models.items.blacked import blacked_block, blacked_item
from minutes.models.shown import Shown, shown_of
from minutes.text.tables import table_words

if TYPE_CHECKING:
    from forum.models.ledger.hiding import Gap
    from minutes.models import MinutesPage

NUMBERED = ("inputs", "decisions", "action_items")


PARTS = (*NUMBERED, "attachments")
_REMARKS = {"correction": "corrections", "actionreport": "reports", "evidence": "evidence"}
# Said about minutes, and no part of their text: no digest of them covers it.
REMARKS = ("corrections", "completions", "reports", "evidence")


def items_of(minutes: "MinutesPage", relation: str) -> list[Any]:
    """Children as readers see them: a copy with the gap in place of what is hidden, and with what is blacked out."""
    items = stored_items(minutes, relation)
    shown = [_item_in_place(item, minutes.gaps.get(part_of(relation, item))) for item in items]
    rule = minutes.blackout
    return [blacked_item(item, part_of(relation, item), rule) for item in shown] if rule else shown


def stored_items(minutes: "MinutesPage", relation: str) -> list[Any]:
    """Children in reading order: by number, then those without a number in the order of the editor."""
    items = sorted(getattr(minutes, relation).all(), key=_reading_order)
    if relation == "action_items":
        fetch_owners(items)
    return items


def to_be_decided(meeting: MeetingPage) -> list[AgendaItem]:
    """Items of the agenda that the invitation announced for a decision."""
    return [item for item in meeting.agenda_items.all() if item.kind == AgendaItem.Kind.DECISION]


def discussion_of(minutes: "MinutesPage") -> list[Any]:
    """The blocks as readers see them: a copy with the gap in place of what is hidden, and with what is blacked out."""
    shown = [_block_in_place(block, minutes.gaps.get(f"discussion:{block.id}")) for block in minutes.discussion]
    rule = minutes.blackout
    return [blacked_block(block, rule) for block in shown] if rule else shown


def guests_of(minutes: "MinutesPage") -> list[str]:
    """Those who came for no organisation, with what is blacked out."""
    return [minutes.blackout.words(line) for line in stored_guests(minutes)]


def stored_guests(minutes: "MinutesPage") -> list[str]:
    return [line for line in minutes.guests.splitlines() if line.strip()]


def part_of(relation: str, item: Any) -> str:
    """By what the hiding of an item names it (see `HiddenPart`); empty for attendance, where no words are hidden."""
    if relation not in PARTS:
        return ""
    return f"{relation}:{item.document_id if relation == 'attachments' else item.number}"


def parts_of(minutes: "MinutesPage") -> dict[str, tuple[str, str]]:
    """What may be hidden of the text: where it stands, and its words as they are stored."""
    words = {f"discussion:{block.id}": _stored_words(block) for block in minutes.discussion}
    for relation in PARTS:
        for item in stored_items(minutes, relation):
            words[part_of(relation, item)] = _said_in(item)
    return {part: (place_of(minutes, part), said) for part, said in words.items()}


def words_by_part(minutes: "MinutesPage") -> dict[str, str]:
    """The words of each row that one may object to, without who said them."""
    rows = [(relation, item) for relation in NUMBERED for item in stored_items(minutes, relation)]
    words = {f"discussion:{block.id}": own_words(block) for block in minutes.discussion}
    return words | {part_of(relation, item): item.text for relation, item in rows}


def remarks_of(minutes: "MinutesPage") -> dict[str, tuple[str, str]]:
    """What may be hidden beside the text, in the same way."""
    words = {part_of_remark(one): one.words for one in minutes.corrections.select_related("passage")}
    reports = minutes.reports.select_related("elsewhere").order_by("number", "pk")
    words |= {part_of_remark(one): one.words for one in reports}
    words |= {part_of_remark(one): one.words for one in minutes.evidence.all()}
    return {part: (place_of(minutes, part), said) for part, said in words.items()}


def part_of_remark(remark: Any) -> str:
    """Of what was reported before reports had a state: as it was named then."""
    if getattr(remark, "completion_id", None):
        return f"completions:{remark.number}"
    return f"{_REMARKS[remark._meta.model_name]}:{remark.pk}"


def hideable(minutes: "MinutesPage") -> dict[str, tuple[str, str]]:
    return parts_of(minutes) | remarks_of(minutes)


def place_of(minutes: "MinutesPage", part: str) -> str:
    """Where a part stands, without a query; of a block that a later edition does not have any more, only that."""
    relation, _colon, key = part.partition(":")
    if relation == "discussion":
        blocks = [raw["id"] for raw in minutes.discussion.raw_data]
        gone = _("a part that this edition does not have any more")
        return _("Discussion, part %(number)s") % {"number": blocks.index(key) + 1} if key in blocks else gone
    label = str(capfirst(minutes._meta.get_field(relation).related_model._meta.verbose_name))
    return label if relation == "attachments" else f"{label} {key}"


def own_words(block: Any) -> str:
    if block.block_type == "table":
        return str(block.value)
    return str(block.value["text"]) if block.block_type == "statement" else _markup_text(block)


def _said_in(item: Any) -> str:
    """A decision goes out of sight with the reasons of those who did not agree, a follow-up with its links."""
    if isinstance(item, Attachment):
        return str(item.title)
    return "\n".join(filter(None, [item.text, getattr(item, "dissent", ""), getattr(item, "outside_words", "")]))


def _stored_words(block: Any) -> str:
    if block.block_type != "statement":
        return own_words(block)
    return ": ".join(filter(None, [block.value["office"], block.value["text"]]))


def _item_in_place(item: Any, gap: "Gap | None") -> Any:
    if gap is None:
        return item
    item = copy.copy(item)
    setattr(item, "title" if isinstance(item, Attachment) else "text", str(gap))
    item.gap = gap
    if isinstance(item, Decision):
        item.dissent = ""
    if isinstance(item, ActionItem):
        item.links = None
    return item


def _block_in_place(block: Any, gap: "Gap | None") -> Any:
    """Who spoke stays with the organisation; what was typed as the office may name a person too."""
    if gap is None:
        return block
    block = copy.copy(block)
    if block.block_type == "statement":
        block.value = type(block.value)(block.block, {**block.value, "office": "", "text": str(gap)})
    else:
        block.value = RichText(f"<p>{escape(gap)}</p>") if block.block_type == "paragraph" else str(gap)
    return block


def _reading_order(item: Any) -> tuple[Any, ...]:
    number = getattr(item, "number", None)
    return (number is None, number or 0, item.sort_order or 0)


def content_of(minutes: "MinutesPage", *, as_shown: bool = False) -> dict[str, Any]:
    """All content as plain values, without keys of its rows: the same text gives the same digest in any draft.

    `shown` is what was frozen when it was circulated; minutes that were circulated before this was frozen have none.
    `as_shown`: with the gaps, which the digest does not cover.
    """
    items = items_of if as_shown else stored_items
    discussion = discussion_of(minutes) if as_shown else minutes.discussion
    frozen = _frozen_as_shown(minutes) if as_shown else minutes.frozen
    guests = guests_of(minutes) if as_shown else stored_guests(minutes)
    outcomes = [[one.text, one.outcome] for one in items(minutes, "outcomes")]
    heard = [asdict(one.shown) for one in minutes.recordings.all() if one.shown]
    signatories = [one.plain for one in items(minutes, "signatories")]
    return {
        "title": minutes.title,
        "kind": minutes.kind,
        "number": minutes.number,
        "meeting": minutes.held_meeting.pk,
        "times": [instant(minutes.started_at) or None, instant(minutes.ended_at) or None],
        "offices": [minutes.chair_id, minutes.secretary_id, minutes.note_taker_id],
        "public_participants": minutes.public_participants,
        "attendance": [[a.organisation_id, a.status, a.people, a.capacity] for a in items(minutes, "attendance")],
        "discussion": [[block.block_type, block.block.get_prep_value(block.value)] for block in discussion],
        "inputs": [[i.number, i.text, i.organisation_id] for i in items(minutes, "inputs")],
        "decisions": [_decision(d) for d in items(minutes, "decisions")],
        "action_items": [_action(a) for a in items(minutes, "action_items")],
        "attachments": [[a.title, a.document_id] for a in items(minutes, "attachments")],
        **({"guests": guests} if guests else {}),
        **({"outcomes": outcomes} if outcomes else {}),
        **({"signatories": signatories} if signatories else {}),
        **({"recordings": minutes.blackout.deeply(heard) if as_shown else heard} if heard else {}),
        **({"shown": frozen} if frozen else {}),
    }


def _decision(decision: Decision) -> list[Any]:
    """Dissent and the day of its review only where there is one: what was published before them keeps its digest."""
    more = [decision.dissent, decision.review_on]
    return [decision.number, decision.text, *(more if any(more) else ())]


def _action(item: ActionItem) -> list[Any]:
    """Who else is in charge, and links, only where there are some, for the same reason."""
    more = [sorted(one.pk for one in item.co_owners.all()), sorted(one.pk for one in item.posts.all())]
    links = [link.plain for link in item.outside_links]
    beside = [*(more if any(more) or links else ()), *([links] if links else ())]
    return [item.number, item.text, item.owner_id, item.due_date, *beside]


def _frozen_as_shown(minutes: "MinutesPage") -> dict[str, Any]:
    """Without hidden files: their names may be what is hidden, and their digests could be guessed from."""
    if not minutes.frozen:
        return {}
    kept = {pk: file for pk, file in minutes.frozen["files"].items() if not is_withheld(minutes, f"attachments:{pk}")}
    return {**minutes.blackout.deeply(minutes.frozen), "files": kept}


def out_of_sight(minutes: "MinutesPage", part: str) -> str:
    """What stands in place of a row that is hidden, or blacked out as it stands in this edition; else nothing."""
    if part in minutes.gaps:
        return str(minutes.gaps[part])
    rule = minutes.blackout
    return rule.taking_all(part, parts_of(minutes).get(part, ("", ""))[1]) if rule else ""


def is_withheld(minutes: "MinutesPage", part: str) -> bool:
    """All of it, from whoever reads these minutes as they are held here."""
    return part in minutes.gaps or any(one.whole and one.part == part for one in minutes.blackout.passages)


def digest_of(minutes: "MinutesPage") -> str:
    return ledger.digest_of(content_of(minutes))


def text_of(minutes: "MinutesPage") -> str:
    """The public words of these minutes, one part per line, for every search: nothing that is hidden or blacked out."""
    shown = shown_of(minutes)
    parts = [minutes.number, shown.meeting.title]
    parts += [_block_text(block, shown) for block in discussion_of(minutes)]
    parts += [item.text for relation in NUMBERED for item in items_of(minutes, relation)]
    parts += [item.outside_words for item in items_of(minutes, "action_items")]
    parts += [point.linked_text for point in shown.meeting.points if point.links]
    came = [shown.organisation(a.organisation_id) for a in items_of(minutes, "attendance")]
    parts += [" ".join(dict.fromkeys([one.name, one.label])) for one in came if one]
    return "\n".join(part for part in parts if part)


def texts_of(minutes: "MinutesPage") -> list[str]:
    """The words of each part as they are stored, without who said them."""
    said = [own_words(block) for block in minutes.discussion]
    return said + [item.text for relation in NUMBERED for item in stored_items(minutes, relation)]


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
    if block.block_type == "table":
        return table_words(block.value)
    # A tag ends a word: "<li>satu</li><li>dua</li>" must not become "satudua".
    return " ".join(strip_tags(str(block.value).replace("<", " <")).split())
