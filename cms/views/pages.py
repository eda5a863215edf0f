"""Search, robots, and the answers to what went wrong."""

import posixpath
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import last_modified, require_safe
from django.views.i18n import JavaScriptCatalog, set_language
from wagtail.admin.localization import get_localized_response

from forum.permissions import TooLateError, require
from search.forms.asking import Asking

admin_catalog = JavaScriptCatalog.as_view(packages=["wagtail.admin", "cms"])


def admin_login(request: HttpRequest) -> HttpResponse:
    """Editors sign in where everybody does. Who is signed in and sent here has no business in the editors' rooms."""
    require(not request.user.is_authenticated)
    target = request.GET.get("next", reverse("wagtailadmin_home"))
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


def admin_messages(request: HttpRequest) -> HttpResponse:
    """What the editor's scripts say: Wagtail's own address reads only Wagtail's catalogue, this one adds ours."""
    return get_localized_response(admin_catalog, request)


def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Not from another site. Browsers that do not say where a form stands are old, and the choice is a small one."""
    require(request.headers.get("Sec-Fetch-Site", "same-origin") != "cross-site")
    return set_language(request)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    return render(request, "cms/search/page.html", {"asking": Asking(request)})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "cms/information/accessibility.html")


def _drawn_at(request: HttpRequest, folder: str, path: str) -> datetime:
    """Each folder is a root of its own: `original_images/../documents/…` must not lead out of it."""
    if posixpath.normpath(f"{folder}/{path}") != f"{folder}/{path}":
        raise Http404
    try:
        return default_storage.get_modified_time(f"{folder}/{path}")
    except ConnectionError:
        raise
    except (OSError, ValueError, SuspiciousOperation) as error:
        raise Http404 from error


@last_modified(_drawn_at)
def picture(request: HttpRequest, folder: str, path: str) -> HttpResponseBase:
    """Pictures of public pages, from the disk or from S3: a reader's browser asks nobody but this site.

    Uploaded documents go through Wagtail's view, which asks for their privacy.
    """
    try:
        response = FileResponse(default_storage.open(f"{folder}/{path}"))
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Http404 from error
    # Of nginx in front of the site: a file of S3 is fetched once a minute, not for each reader.
    response["X-Accel-Expires"] = "60"
    return response


def not_here(request: HttpRequest, **asked: Any) -> HttpResponse:
    raise Http404


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    counted = ["Disallow: /notula/*/dibaca.gif", "Disallow: /notula/*/pendapat/", "Disallow: /notula/himpunan/"]
    closed = ["Disallow: /admin/", "Disallow: /akun/", "Disallow: /cari/", *counted]
    maps = [f"Sitemap: {settings.BASE_URL}/{name}" for name in ("sitemap.xml", "sitemap-indeks.xml")]
    return HttpResponse("\n".join(["User-agent: *", *closed, *maps, ""]), content_type="text/plain")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    context = {"reason": str(exception or ""), "is_too_late": isinstance(exception, TooLateError)}
    return render(request, "403.html", context, status=403)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(request, 400)


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain(request, 500)


def _plain(request: HttpRequest, status: int) -> HttpResponse:
    """Without context processors, which may be what is broken."""
    return HttpResponse(render_to_string(f"{status}.html", {"request": request}), status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"reason": ""}, status=403)
