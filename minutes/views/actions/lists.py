"""All follow-ups of published minutes, and those of one's own organisations."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minutes.forms.actions import ActionFilterForm
from minutes.reading.actions import lists

PER_PAGE = 20


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    form = filter_form(request)
    page = lists.page_of(form.filters(), request.user, per_page=PER_PAGE, number=request.GET.get("page"))
    narrowed = any(value for key, value in request.GET.items() if key != "page")
    context = {
        "form": form,
        "page_obj": page,
        "rows": lists.rows(page.object_list, request.user),
        "narrowed": narrowed,
        "downloads": _downloads(request),
        "license": settings.DATA_LICENSE,
    }
    return render(request, "minutes/actions/list.html", context)


def _downloads(request: HttpRequest) -> list[dict[str, str]]:
    """With the filters of the list."""
    query = request.GET.copy()
    query.pop("page", None)
    asked = f"?{query.urlencode()}" if query else ""
    return [
        {"format": name.upper(), "url": reverse("minutes:actions-download", args=[name]) + asked}
        for name in ("csv", "json")
    ]


@never_cache
@login_required
@require_safe
def my_actions(request: HttpRequest) -> HttpResponse:
    """What those for whom somebody speaks have to do, oldest day first; what was done stands below."""
    page = lists.my_page(request.user, per_page=PER_PAGE, number=request.GET.get("page"))
    found = lists.rows(page.object_list, request.user)
    context = {
        "page_obj": page,
        "todo": [row for row in found if not row.standing.is_closed],
        "closed": [row for row in found if row.standing.is_closed],
    }
    return render(request, "minutes/actions/mine.html", context)


def filter_form(request: HttpRequest) -> ActionFilterForm:
    user = request.user
    organisations, years = lists.organisations_in_charge(user), lists.years_of(user)
    return ActionFilterForm(request.GET, organisations=organisations, years=years)
