"""Who looked at personal data of others, in the editors' rooms."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.models import Access
from forum import permissions

ON_A_PAGE = 50


@never_cache
@require_safe
def accesses(request: HttpRequest) -> HttpResponse:
    if not permissions.can_see_accesses(request.user):
        raise Http404
    rows = Access.objects.select_related("login")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))
    context = {"page": page, "kept_days": settings.ACCESSES_KEPT_DAYS}
    return render(request, "cms/desk/operating/accesses.html", context)
