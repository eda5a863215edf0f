"""Short addresses, for messages on a phone: `/u/2n/`."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import base36_to_int
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from forum import permissions
from forum.models import RecordedPage


@never_cache
@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Where the page stands, if this reader may see it: whoever tries numbers learns of nothing else."""
    found = Page.objects.filter(pk=_number(code)).first()
    page = found and found.specific
    if not isinstance(page, RecordedPage) or not permissions.can_view_page(request.user, page):
        raise Http404
    return HttpResponseRedirect(page.get_url(request) or "/")


def _number(code: str) -> int:
    """0, which no page has, for what is no code."""
    try:
        number = base36_to_int(code)
    except ValueError:
        return 0
    return number if number < 2**63 else 0
