"""What search engines are told of beside the pages of the tree: each decision and each follow-up of public minutes. An
index names all parts, of which each has as many addresses as one may have."""

import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap as Pages

from minutes.models import ActionItem, Decision, MinutesPage

Item = tuple[int, int, datetime.datetime | None]  # the minutes, the number, when that edition was published


class PartsOfMinutes(Sitemap):
    limit = 10_000

    def __init__(self, model: type[Model], view: str) -> None:
        self.model, self.view = model, view

    def items(self) -> QuerySet[Any, Item]:
        visible = MinutesPage.objects.visible_to(AnonymousUser()).values("pk")
        rows = self.model._default_manager.filter(minutes__in=visible, number__isnull=False)
        return rows.order_by("minutes", "number").values_list("minutes", "number", "minutes__last_published_at")

    def location(self, item: Item) -> str:
        return reverse(self.view, args=item[:2])

    def lastmod(self, item: Item) -> datetime.datetime | None:
        return item[2]

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.BASE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme


def _parts(request: HttpRequest) -> dict[str, Sitemap]:
    return {
        "halaman": Pages(request),
        "keputusan": PartsOfMinutes(Decision, "minutes:decision"),
        "tindak-lanjut": PartsOfMinutes(ActionItem, "minutes:action"),
    }


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = [
        {"location": f"{settings.BASE_URL}{reverse('sitemap-part', args=[name])}?p={number}"}
        for name, part in _parts(request).items()
        for number in _pages_of(part)
    ]
    return render(request, "sitemap_index.xml", {"sitemaps": found}, content_type="application/xml")


def _pages_of(part: Sitemap) -> range:
    paginator: Paginator = part.paginator
    return paginator.page_range


@require_safe
def part(request: HttpRequest, name: str) -> HttpResponse:
    parts = _parts(request)
    if name not in parts:
        raise Http404
    return sitemaps.sitemap(request, {name: parts[name]})
