"""How much of a draft waits for the reader, in templates."""

from typing import Any

from django import template
from django.template import Context

from decrees.register.organisation.mine import to_answer

register = template.Library()


@register.simple_tag(takes_context=True)
def answers_due(context: Context, decree: Any) -> int:
    """Comments that the reader's organisations are to answer."""
    return to_answer(decree, context["user"]).count()
