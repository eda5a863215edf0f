"""Where readers are counted and say what they think: beside the page, which stays the same for all and is kept."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from forum.services import limits
from minutes.archive import readers
from minutes.models import MinutesPage, ReaderCount
from minutes.services.readers import count_answer, count_view

# The smallest picture there is: one dot that is not seen.
DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
# What says of itself that it is no reader; and what asks before anybody wants to read.
ROBOT = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|scan|fetch|curl|wget|python|java/|http|headless|whatsapp", re.I
)
AHEAD = re.compile(r"prefetch|prerender|preview", re.I)
POSTS_AN_HOUR = 60  # from one network


@never_cache
@require_safe
def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """The dot at the foot of the page: whoever loads it has the page before them. Anybody gets it, not all count."""
    minutes = get_object_or_404(MinutesPage.objects.visible_to(request.user), pk=pk)
    if request.method == "GET" and _is_reader(request):
        count_view(minutes, network=limits.network_of_request(request))
    response = HttpResponse(DOT, content_type="image/gif")
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@csrf_exempt  # the page with the buttons is the same for all and bears no key: see below
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """What readers thought; and the answer, if a browser says that it was given on this site, or brings the key of the
    form on this very page. An old browser that says nothing is shown that form."""
    minutes = get_object_or_404(MinutesPage.objects.visible_to(request.user), pk=pk)
    if request.method != "POST" or _says_nothing(request):
        return _shown(request, minutes)
    if _is_from_here(request):
        return _answered(request, minutes)
    return csrf_protect(_answered)(request, minutes)


def _is_reader(request: HttpRequest) -> bool:
    told = request.headers
    program = told.get("User-Agent", "")
    wanted = " ".join(told.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    is_ours = told.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return bool(program) and is_ours and not ROBOT.search(program) and not AHEAD.search(wanted)


def _says_nothing(request: HttpRequest) -> bool:
    told = {"Sec-Fetch-Site", "Origin"} & set(request.headers)
    return not told and "csrfmiddlewaretoken" not in request.POST


def _is_from_here(request: HttpRequest) -> bool:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    here = f"{request.scheme}://{request.get_host()}"
    return origin in (None, here) and (site == "same-origin" if site else origin == here)


def _shown(request: HttpRequest, minutes: MinutesPage) -> HttpResponse:
    context = {
        "minutes": minutes,
        "readers": readers.until_now(minutes),
        "levels": ReaderCount.LEVELS,
        "chosen": request.POST.get("level", ""),
        "told": request.GET.get("jawaban", ""),
    }
    return render(request, "minutes/archive/readers/opinion.html", context)


def _answered(request: HttpRequest, minutes: MinutesPage) -> HttpResponse:
    if not limits.count_request(request, "opinion", most=POSTS_AN_HOUR):
        return render(request, "429.html", status=429)
    level = next((one for one in ReaderCount.LEVELS if one == request.POST.get("level")), None)
    if level is None:
        return _shown(request, minutes)
    is_counted = count_answer(minutes, level, network=limits.network_of_request(request))
    told = "dihitung" if is_counted else "sudah"
    return redirect(f"{reverse('minutes:opinion', args=[minutes.pk])}?jawaban={told}")
