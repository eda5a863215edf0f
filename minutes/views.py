"""Pages of the minutes that Wagtail's tree does not have."""

from typing import Any

from django.http import HttpRequest


def archive_context(request: HttpRequest) -> dict[str, Any]:
    return {}


def minutes_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    return {}
