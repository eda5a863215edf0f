"""How a page gets what its template shows, without knowing the rooms above the models."""

from functools import singledispatch
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page


@singledispatch
def page_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    """What the page of this type shows to this reader, beside Wagtail's own context.

    The module that knows registers itself with `@page_context.register`; its app imports it when it is ready.
    """
    return {}


@singledispatch
def preview_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    """The same for Wagtail's live preview of what is in the editor."""
    return page_context(page, request)
