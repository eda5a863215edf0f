"""The secretariat plans a meeting on further days: by a rule, with a look at the days before anything is made."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum import permissions, services
from forum.forms.meetings.series import SeriesForm
from forum.models import MeetingPage


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, pk: int) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    meeting = get_object_or_404(MeetingPage, pk=pk)
    form = SeriesForm(request.POST or None, first=meeting.first_day)
    is_ready = request.method == "POST" and form.is_valid()
    if is_ready and "make" in request.POST:
        try:
            by: Any = request.user
            made = services.plan_series(meeting, days=form.chosen, by=by)
            text = ngettext(
                "%d draft is made. Publish it when it is ready.",
                "%d drafts are made. Publish each when it is ready.",
                len(made),
            )
            messages.success(request, text % len(made))
            return redirect("wagtailadmin_explore", meeting.get_parent().pk)
        except ValidationError as error:
            form.add_error(None, error)
    days = (
        [(day, weekend, "make" not in request.POST or day in form.chosen) for day, weekend in form.days]
        if is_ready
        else []
    )
    context = {"page": meeting, "form": form, "days": days}
    return render(request, "forum/desk/meetings/series.html", context, status=422 if form.errors else 200)
