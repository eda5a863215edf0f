"""What stands in the head of a page for those who are sent its address, and below it for those who send it."""

from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.http import int_to_base36
from wagtail.models import Page

from cms.reading.sharing.briefs import brief_of, brief_of_part, is_for_everybody
from cms.reading.sharing.structured import structured
from decrees.models import DecreePage
from forum.models import ForumSettings
from forum.models.pages import absolute_reverse

register = template.Library()
NEWEST = "terbaru"  # leads to the picture of now


@register.inclusion_tag("components/sharing/head.html", takes_context=True)
def sharing_head(context: Context, part: str = "", about: str = "") -> dict[str, Any]:
    """`part`: the title of a page of its own below the Wagtail page, such as a clause's."""
    page = _shared_page(context, part)
    if page is None:
        return {"description": context.get("site_tagline") or ""}
    names = ForumSettings.for_request(context["request"])
    brief = brief_of_part(page, part, about) if part else brief_of(page, names)
    told = {
        "brief": brief,
        "description": brief.description or context.get("site_tagline"),
        "url": _address(context),
    }
    if context["request"].user.is_authenticated:  # whoever draws a preview has no login
        return told
    picture = reverse("sharing-picture", args=[page.pk, NEWEST if part else brief.digest])
    return {
        **told,
        "site_name": context.get("site_name"),
        "picture": settings.BASE_URL + picture,
        "structured": "" if part else structured(page, brief, names),
    }


@register.inclusion_tag("components/sharing/links.html", takes_context=True)
def sharing_links(context: Context, part: str = "") -> dict[str, Any]:
    """Plain links: nobody is asked anything before somebody follows one."""
    page = _shared_page(context, part)
    if page is None:
        return {}
    url = _address(context)
    brief = brief_of_part(page, part) if part else brief_of(page, ForumSettings.for_request(context["request"]))
    short = url if part else absolute_reverse("forum:short", int_to_base36(page.pk))
    text = "\n".join(one for one in (f"*{brief.title}*", brief.state, short) if one)
    said = [brief.title, brief.kind, context.get("site_tagline") or context.get("site_name"), url]
    return {
        "short": short,
        "follow": reverse("search:follow-draft", args=[page.pk]) if isinstance(page, DecreePage) else "",
        "citation": ". ".join(str(one).rstrip(".") for one in said if one),
        "whatsapp": f"https://wa.me/?{urlencode({'text': text}, quote_via=quote)}",
        "mail": f"mailto:?{urlencode({'subject': brief.title, 'body': text}, quote_via=quote)}",
    }


def _shared_page(context: Context, part: str) -> Page | None:
    """The public page that is shown; None for what is private, a preview, or no page of the record.

    Views of their own (a personal link, a form) say that they are a public part of it, or are not shared."""
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, Page) or page.pk is None or request is None or getattr(request, "is_preview", False):
        return None
    is_shown = bool(part) or request.path == page.get_url(request)
    return page if is_shown and is_for_everybody(page) else None


def _address(context: Context) -> str:
    """Without what was searched and filtered; the further pages of a list are pages of their own."""
    request = context["request"]
    number = request.GET.get("page", "")
    return f"{settings.BASE_URL}{request.path}" + (f"?page={number}" if number.isdecimal() and number != "1" else "")
