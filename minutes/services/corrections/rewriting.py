"""One row of a draft gets other words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from minutes.models import MinutesPage, Passage, content
from minutes.text.passages import rewritten, rewritten_markup


def rewrite(draft: MinutesPage, passage: Passage, words: str) -> tuple[str, str]:
    """The words of the row before and after. Raises ValidationError if the passage does not stand there."""
    return rewrite_part(draft, passage.part, passage.quote, words)


def rewrite_part(draft: MinutesPage, part: str, quote: str, words: str) -> tuple[str, str]:
    before = content.words_by_part(draft).get(part)
    if before is None or not _put(draft, part, quote, words):
        raise ValidationError(_("The passage does not stand in the text any more."))
    return before, content.words_by_part(draft)[part]


def _put(draft: MinutesPage, part: str, quote: str, words: str) -> bool:
    relation, _colon, key = part.partition(":")
    if relation == "discussion":
        return _put_in_discussion(draft, key, quote, words)
    items = content.stored_items(draft, relation)
    item = next(one for one in items if str(one.number) == key)
    text = rewritten(item.text, quote, words)
    if text is not None:
        item.text = text
        getattr(draft, relation).set(items)
    return text is not None


def _put_in_discussion(draft: MinutesPage, key: str, quote: str, words: str) -> bool:
    blocks: list[dict[str, Any]] = list(draft.discussion.get_prep_value())
    block = next(one for one in blocks if one["id"] == key)
    if block["type"] == "statement":
        text = rewritten(block["value"]["text"], quote, words)
        value: Any = {**block["value"], "text": text}
    else:
        put = rewritten_markup if block["type"] == "paragraph" else rewritten
        value = text = put(block["value"], quote, words)
    if text is not None:
        block["value"] = value
        draft.discussion = draft.discussion.stream_block.to_python(blocks)
    return text is not None
