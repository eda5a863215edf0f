"""The chooser of what a decision led to: found by words, joined and parted by a button each."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from forum.models.typed import clean_line
from minutes import permissions, services
from minutes.models import MinutesPage
from minutes.reading import joins
from minutes.reading.decisions import decision_of


def chooser(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    minutes = get_object_or_404(MinutesPage, pk=pk, live=True)
    permissions.require(permissions.can_join(request.user, minutes))
    decision = decision_of(minutes, number)
    if decision is None:
        raise Http404
    if request.method == "POST":
        _change(request, minutes, number)
        return redirect(request.get_full_path())
    words = clean_line(request.GET.get("q", ""))[:200]
    joined = joins.led_to(minutes, number, request.user)
    known = {one.target for _join, one in joined}
    title = _("What the decision led to")
    context = {
        "minutes": minutes,
        "decision": decision,
        "joined": joined,
        "offered": [one for one in joins.offered(words, request.user) if one.target not in known],
        "words": words,
        "header_title": title,
        "page_title": title,
        "page_subtitle": minutes.get_admin_display_title(),
        "header_icon": "link",
    }
    return render(request, "minutes/desk/joins.html", context)


def _change(request: HttpRequest, minutes: MinutesPage, number: int) -> None:
    target, parted = request.POST.get("join", ""), request.POST.get("part", "")
    try:
        if target:
            services.join_decision(minutes, number=number, target=target, by=request.user)  # type: ignore[arg-type]
        for join in minutes.decision_joins.filter(number=number, target=parted):
            services.part_decision(join, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("It is on record."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
