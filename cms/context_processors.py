"""What every page's frame needs: the forum's names and the main navigation."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Site


def site(request: HttpRequest) -> dict[str, Any]:
    current = Site.find_for_request(request)
    menu = []
    if current:
        for page in current.root_page.get_children().live().in_menu():
            url = page.get_url(request)
            menu.append({"title": page.title, "url": url, "current": request.path.startswith(url or "#")})
    return {"site_menu": menu}
