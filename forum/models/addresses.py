"""Full addresses for what leaves the site: mails, calendars, structured data."""

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page


def absolute_url(page: Page) -> str:
    """Under the installation's BASE_URL, whatever the site record says. An unpublished place gives the front page."""
    parts = page.get_url_parts()
    return f"{settings.BASE_URL}{parts[2] if parts and parts[2] else '/'}"


def absolute_reverse(name: str, *args: object) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=args)}"
