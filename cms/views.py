"""Search, robots, and the answers to what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

admin_catalog = JavaScriptCatalog.as_view(packages=["wagtail.admin", "cms"])


def admin_login(request: HttpRequest) -> HttpResponse:
    """Editors sign in where everybody does."""
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.GET.get('next', reverse('wagtailadmin_home'))})}")


def admin_messages(request: HttpRequest) -> HttpResponse:
    """What the editor's scripts say: Wagtail's own address reads only Wagtail's catalogue, this one adds ours."""
    return get_localized_response(admin_catalog, request)


def search(request: HttpRequest) -> HttpResponse:
    return render(request, "cms/search.html", {"query": request.GET.get("q", "")})


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /akun/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"reason": ""}, status=403)
