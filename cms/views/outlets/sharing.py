"""The pictures that messengers show beside the addresses of public pages."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.reading.sharing.briefs import brief_of, is_for_everybody
from cms.reading.sharing.picture import draw
from forum.models import ForumSettings

A_DAY = 24 * 60 * 60


@require_safe
def picture(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """Of what everybody may read, whoever asks. An address with other words leads to the one of now: each is good for
    ever, and is drawn once."""
    found = Page.objects.filter(pk=pk).first()
    page = found and found.specific
    if page is None or not is_for_everybody(page):
        raise Http404
    brief = brief_of(page, ForumSettings.for_request(request))
    if digest != brief.digest:
        return redirect("sharing-picture", pk, brief.digest)
    site = Site.find_for_request(request)
    name = site.site_name if site else ""
    key = f"picture:{pk}:{digest}:{name}"
    drawn = caches["drawn"].get(key)
    if drawn is None:
        drawn = draw(brief, name or "Mufakat", urlsplit(settings.BASE_URL).netloc)
        caches["drawn"].set(key, drawn)
    return HttpResponse(drawn, content_type="image/png", headers={"Cache-Control": f"public, max-age={A_DAY}"})
