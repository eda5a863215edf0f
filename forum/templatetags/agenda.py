"""The agenda in the editors' rooms."""

from typing import Any

from django import template

from forum.reading.agenda import editing

register = template.Library()


@register.simple_tag
def agenda_editor() -> dict[str, Any]:
    """What the script of the editor needs to know."""
    return editing.editor()
