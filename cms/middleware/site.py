"""Which site is asked for: Wagtail's own answer, with its home page and the forum's names, in one small query."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from forum.models import ForumSettings
from forum.models.memory import Prepared

_ONLY: Prepared[ForumSettings] = Prepared(
    lambda: ForumSettings.objects.select_related("site__root_page__homepage", "secretariat").exclude(
        Exists(Site.objects.exclude(pk=OuterRef("site")))
    )
)


class SiteMiddleware:
    """Where there is one site it answers for every host, as with Wagtail. Where there are several, Wagtail chooses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept: Any = request
        kept._wagtail_site = SimpleLazyObject(lambda: _site_for(request))  # where Wagtail keeps it
        return self.get_response(request)


def _site_for(request: Any) -> Site | None:
    for names in _ONLY():
        site: Site = names.site
        if site.is_default_site:
            site.root_page = getattr(site.root_page, "homepage", site.root_page)
            setattr(request, ForumSettings.get_cache_attr_name(), names)
            return site
    del request._wagtail_site
    return Site.find_for_request(request)
