"""Wagtail's blocks for typed text, cleaned as it comes in. For migrations they are Wagtail's own."""

from typing import Any

from wagtail import blocks
from wagtail.rich_text import RichText

from forum.models.typed import clean_line, clean_lines, clean_markup, require_words, words_of


class LineBlock(blocks.CharBlock):
    """One line of plain text."""

    def clean(self, value: str) -> str:
        text: str = super().clean(clean_line(value or ""))
        return require_words(text) if self.required else text

    def deconstruct(self) -> tuple[str, Any, Any]:
        return ("wagtail.blocks.CharBlock", *super().deconstruct()[1:])


class LinesBlock(blocks.TextBlock):
    """Several lines of plain text."""

    def clean(self, value: str) -> str:
        text: str = super().clean(clean_lines(value or ""))
        return require_words(text) if self.required else text

    def deconstruct(self) -> tuple[str, Any, Any]:
        return ("wagtail.blocks.TextBlock", *super().deconstruct()[1:])


class MarkupBlock(blocks.RichTextBlock):
    """Rich text."""

    def clean(self, value: RichText) -> RichText:
        text: RichText = super().clean(RichText(clean_markup(value.source)))
        if self.required:
            require_words(words_of(text.source))
        return text

    def deconstruct(self) -> tuple[str, Any, Any]:
        return ("wagtail.blocks.RichTextBlock", *super().deconstruct()[1:])
