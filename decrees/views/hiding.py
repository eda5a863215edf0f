"""What is hidden and why, for everybody; a reader's report; an organisation's objection."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from decrees import permissions, services
from decrees.forms.hiding import ObjectionForm, ReportForm
from decrees.models import Concealment
from decrees.reading.lookup import visible_comment
from decrees.register.hidings import not_published, told_hidings
from decrees.views.conversation import needs_login
from forum.audiences import PUBLIC
from forum.services import limits
from minutes.reading.hidings import told_hidings as told_parts

REPORTS_PER_HOUR = 20  # from one address: a whole office may stand behind one
PER_PAGE = 50


@require_safe
def hidings(request: HttpRequest) -> HttpResponse:
    """The rules, and every hiding there was, as far as the reader may read the comment."""
    page = Paginator(told_hidings(request.user), PER_PAGE).get_page(request.GET.get("page"))
    days = {"confirmed_within": settings.HIDING_CONFIRMED_WITHIN_DAYS, "kept": settings.HIDDEN_WORDS_KEPT_DAYS}
    parts = told_parts(request.user)[:PER_PAGE]
    shown = {"page_obj": page, "parts_of_minutes": parts, "not_published": not_published(request.user)}
    return render(request, "decrees/gaps/list.html", {**shown, **days})


@require_safe
def hiding(request: HttpRequest, hiding_pk: int) -> HttpResponse:
    concealment = visible_hiding(request, hiding_pk)
    may_object = permissions.can_object_to_hiding(request.user, concealment)
    return render(request, "decrees/gaps/page.html", {"hiding": concealment, "may_object": may_object})


def visible_hiding(request: HttpRequest, pk: int) -> Concealment:
    return get_object_or_404(told_hidings(request.user), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def hiding_object(request: HttpRequest, hiding_pk: int) -> HttpResponse:
    concealment = visible_hiding(request, hiding_pk)
    permissions.require(permissions.can_object_to_hiding(request.user, concealment))
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.object_to_hiding(concealment, words=form.cleaned_data["words"], by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("Your objection is on record and stands at the gap."))
            return redirect("decrees:hiding", concealment.pk)
        except ValidationError as error:
            form.add_error(None, error)
    context = {"hiding": concealment, "form": form}
    return _never_kept(render(request, "decrees/gaps/object.html", context, status=422 if form.errors else 200))


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Anybody may report what everybody reads; no login, no address."""
    comment = visible_comment(request, pk, comment_pk)
    if comment.audience != PUBLIC:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None, comment=comment)
    context: dict[str, Any] = {"comment": comment, "form": form}
    if request.method != "POST":
        return _never_kept(render(request, "decrees/gaps/report.html", context))
    if form.is_from_program:
        return _reported(request)
    if not limits.count_request(request, "reports", most=REPORTS_PER_HOUR):
        form.add_error(None, _("Too many reports from this address. Try again in an hour."))
        return render(request, "decrees/gaps/report.html", context, status=429)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("part", "reason", "words")}
        try:
            services.report_words(comment, **said)
            return _reported(request)
        except ValidationError as error:
            form.add_error(None, error)
    return _never_kept(render(request, "decrees/gaps/report.html", context, status=422))


def _reported(request: HttpRequest) -> HttpResponse:
    """The same answer for people and programs."""
    messages.success(request, _("Thank you. The secretariat was told; what it decides stands on this page."))
    return redirect("decrees:hidings")


def _never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
