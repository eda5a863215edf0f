"""The words of a clause in templates, without a space that is not the decree's."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def marked(pieces: Iterable[tuple[str, str]]) -> SafeString:
    """Pieces of (words, ids of the comments on them): those commented on are highlighted."""
    return format_html_join("", "{}", ((_piece(text, ids),) for text, ids in pieces))


def _piece(text: str, ids: str) -> str:
    return format_html('<mark class="passage" data-comment-ids="{}">{}</mark>', ids, text) if ids else text
