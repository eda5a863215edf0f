"""The foot of public minutes: how often they were read, and what readers think of them."""

from typing import Any

from django import template
from django.template.context import Context

from minutes import permissions
from minutes.archive.readers import until_yesterday
from minutes.models import MinutesPage, ReaderCount

register = template.Library()


@register.inclusion_tag("minutes/archive/readers/foot.html", takes_context=True)
def readers_of(context: Context, minutes: MinutesPage) -> dict[str, Any]:
    """Nothing in a preview. Whoever works at the minutes is not counted among their readers."""
    request = context.get("request")
    if not minutes.pk or not minutes.live or request is None or getattr(request, "is_preview", False):
        return {}
    return {
        "minutes": minutes,
        "readers": until_yesterday(minutes),
        "levels": ReaderCount.LEVELS,
        "is_counted": not permissions.can_write(request.user),
    }
