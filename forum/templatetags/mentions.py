"""“@KPI” in what somebody wrote leads to the page of that organisation."""

import re

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from forum.models import Organisation
from forum.models.directory.mentions import MENTION
from forum.models.memory import remembered

register = template.Library()


@register.filter
def mentions(html: SafeString) -> SafeString:
    """Of words that are HTML already. Asks nothing where nobody is mentioned."""
    return mark_safe(MENTION.sub(_linked, html)) if "@" in html else html  # noqa: S308 - the words are escaped already


def _linked(found: re.Match[str]) -> str:
    slug = remembered(("mentionable",), _slugs).get(found[1].casefold())
    return (
        format_html('<a href="{}">{}</a>', reverse("forum:organisation", args=[slug]), found[0]) if slug else found[0]
    )


def _slugs() -> dict[str, str]:
    known = list(Organisation.objects.standing().order_by("-name").values_list("short_name", "slug"))
    return {slug: slug for _name, slug in known} | {name.casefold(): slug for name, slug in known if name}
