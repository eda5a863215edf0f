"""What readers thought of each record and how often it was read, for the secretariat."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from minutes import permissions
from minutes.archive.readers import of_each
from minutes.models import MinutesPage, ReaderCount

PER_PAGE = 50


def readers(request: HttpRequest) -> HttpResponse:
    permissions.require(permissions.can_write(request.user))
    published = MinutesPage.objects.live().select_related("meeting").newest_first().defer("frozen", "published_text")
    page = Paginator(published, PER_PAGE).get_page(request.GET.get("p"))
    title = _("Readers")
    context = {"page": page, "rows": of_each(page), "levels": [str(one.label) for one in ReaderCount.LEVELS]}
    context |= {"header_title": title, "page_title": title, "header_icon": "view"}
    return render(request, "minutes/desk/readers.html", context)
