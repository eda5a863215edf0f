"""Search, robots, and the answers to what went wrong."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.views.i18n import JavaScriptCatalog
from django.views.static import serve
from wagtail.admin.localization import get_localized_response

from cms.reading.search import KINDS, hits, search_all
from forum.models.typed import clean_line
from forum.permissions import require

admin_catalog = JavaScriptCatalog.as_view(packages=["wagtail.admin", "cms"])
PER_PAGE = 20
MAX_QUERY = 200


def admin_login(request: HttpRequest) -> HttpResponse:
    """Editors sign in where everybody does. Who is signed in and sent here has no business in the editors' rooms."""
    require(not request.user.is_authenticated)
    target = request.GET.get("next", reverse("wagtailadmin_home"))
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


def admin_messages(request: HttpRequest) -> HttpResponse:
    """What the editor's scripts say: Wagtail's own address reads only Wagtail's catalogue, this one adds ours."""
    return get_localized_response(admin_catalog, request)


def search(request: HttpRequest) -> HttpResponse:
    query = clean_line(request.GET.get("q", ""))[:MAX_QUERY]
    kind = request.GET.get("jenis", "")
    context: dict[str, Any] = {"query": query, "search_query": query, "kind": kind if kind in KINDS else ""}
    if query and context["kind"]:
        pages = Paginator(hits(kind, query, request.user), PER_PAGE)
        context |= {"page_obj": pages.get_page(request.GET.get("page")), "label": KINDS[kind][1]}
    elif query:
        context["groups"] = search_all(query, request.user)
    return render(request, "cms/search/page.html", context)


def picture(request: HttpRequest, folder: str, path: str) -> HttpResponseBase:
    """Pictures of public pages. Uploaded documents go through Wagtail's view, which asks for their privacy.

    Each folder is a root of its own: `original_images/../documents/…` must not lead out of it.
    """
    try:
        return serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / folder))
    except SuspiciousFileOperation as error:
        raise Http404 from error


def not_here(request: HttpRequest, **asked: Any) -> HttpResponse:
    raise Http404


def robots(request: HttpRequest) -> HttpResponse:
    sitemap = f"{settings.BASE_URL}/sitemap.xml"
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /akun/", "Disallow: /cari/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(request, 400)


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain(request, 500)


def _plain(request: HttpRequest, status: int) -> HttpResponse:
    """Without context processors, which may be what is broken."""
    return HttpResponse(render_to_string(f"{status}.html", {"request": request}), status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"reason": ""}, status=403)
