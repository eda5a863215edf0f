"""Rows of minutes without what is blacked out: for those who may read the public edition only."""

import copy
from typing import Any

from wagtail.rich_text import RichText

from forum.models import Link
from minutes.text.blackouts import Blackout

# What a reader is shown of a row, beside the words that name it.
_ASIDE = ("dissent", "capacity", "role", "office", "name", "rank")


def blacked_item(item: Any, part: str, rule: Blackout) -> Any:
    """A file that is withheld as a whole has its `gap`, by which it is not handed out."""
    item = copy.copy(item)
    taken = rule.taking_all(part, " ".join(_said(item)))
    name = "title" if hasattr(item, "document_id") else "text"
    if hasattr(item, name):
        setattr(item, name, taken or rule.words(getattr(item, name)))
    for aside in _ASIDE:
        if getattr(item, aside, ""):
            setattr(item, aside, "" if taken else rule.words(getattr(item, aside)))
    if getattr(item, "links", None):
        item.links = None if taken else rule.deeply(item.links)
    if taken and name == "title":
        item.gap = taken
    return item


def blacked_links(links: list[Link], rule: Blackout) -> list[Link]:
    """One whose id is blacked out leads nowhere."""
    return [Link(**rule.deeply(link.as_json())) for link in links] if rule else links


def shown_row(minutes: Any, part: str, words: str, beside: str = "") -> str:
    """The words of one row where it stands without its minutes: or the gap, or with what is blacked out. `beside`: what
    else belongs to the row, where what is blacked out may stand."""
    gap, rule = minutes.gaps.get(part), minutes.blackout
    return str(gap) if gap else rule.taking_all(part, f"{words} {beside}") or rule.words(words)


def shown_beside(minutes: Any, part: str, words: str, links: list[Link]) -> list[Link]:
    """The links of one row in the same way."""
    rule = minutes.blackout
    if not links or part in minutes.gaps:
        return []
    taken = rule.taking_all(part, " ".join([words, *(link.words for link in links)]))
    return [] if taken else blacked_links(links, rule)


def _said(item: Any) -> list[str]:
    links = getattr(item, "outside_words", "")
    return [*_own_words(item), *([links] if links else [])]


def _own_words(item: Any) -> list[str]:
    return [str(value) for value in (getattr(item, name, "") for name in ("title", "text", *_ASIDE)) if value]


def blacked_block(block: Any, rule: Blackout) -> Any:
    """Who spoke stays with the organisation; what was typed as the office may name a person too."""
    part, block = f"discussion:{block.id}", copy.copy(block)
    if block.block_type == "statement":
        said = f"{block.value['office']} {block.value['text']}"
        taken = rule.taking_all(part, said)
        office = "" if taken else rule.words(block.value["office"])
        words = {"office": office, "text": taken or rule.words(block.value["text"])}
        block.value = type(block.value)(block.block, {**block.value, **words})
    elif block.block_type == "paragraph":
        block.value = RichText(rule.markup(part, block.value.source))
    else:
        block.value = rule.row(part, str(block.value))
    return block
