"""What every page's frame needs: the forum's names, the main navigation, how much is new for the reader."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from cms.models import HomePage
from decrees.models import Notification
from forum.models import ForumSettings
from forum.models.access import holds
from forum.models.querysets import is_closed, restrictions
from forum.permissions import can_manage_forum


def site(request: HttpRequest) -> dict[str, Any]:
    current = Site.find_for_request(request)
    if not current:  # asked for here, and the names with it
        return {}
    names = ForumSettings.for_request(request)
    return {
        "site_name": current.site_name or "Mufakat",
        "site_tagline": names.forum_name,
        "contact_email": names.contact_email,
        "license": settings.DATA_LICENSE,
        "site_menu": SimpleLazyObject(lambda: _menu(request, current)),
        "unread_notices": SimpleLazyObject(lambda: _unread(request)),
        "may_administer": SimpleLazyObject(lambda: holds(request.user, "wagtailadmin.access_admin")),
        "may_edit": SimpleLazyObject(lambda: can_manage_forum(request.user)),
    }


def _unread(request: HttpRequest) -> int:
    return Notification.objects.unread().filter(user=request.user).count() if request.user.is_authenticated else 0


def _menu(request: HttpRequest, current: Site) -> list[dict[str, Any]]:
    home, closed = current.root_page, restrictions()
    listed = home.menu if isinstance(home, HomePage) else home.get_children().live().in_menu()
    pages = [page for page in listed if not is_closed(page, closed)]
    items = [(page.title, page.get_url(request) or "#") for page in pages]
    return [{"title": title, "url": url, "current": request.path.startswith(url)} for title, url in items]
