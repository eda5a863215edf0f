"""How the site runs, in the editors' rooms: mails that were not sent, and what is done after the answer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_tasks_db.models import DBTaskResult

from cms.models import LastRun
from cms.reading.health import TITLES, examine
from cms.reading.queue import mails_of, task_groups
from cms.reading.refusals import refusals_by_day
from cms.services import queue
from forum import permissions
from forum.services import mail


@never_cache
def tasks(request: HttpRequest) -> HttpResponse:
    _require_administrator(request)
    return render(request, "cms/desk/operating/tasks.html", {"groups": task_groups()})


@never_cache
def state(request: HttpRequest) -> HttpResponse:
    """What `manage.py doctor` says."""
    _require_administrator(request)
    context = {
        "findings": [(TITLES[name], found) for name, found in examine()],
        "runs": LastRun.objects.order_by("name"),
        "refusals": refusals_by_day(),
    }
    return render(request, "cms/desk/operating/state.html", context)


@require_POST
def task_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    _require_administrator(request)
    queue.try_again(get_object_or_404(DBTaskResult, pk=pk), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("It is tried again now."))
    return redirect("cms_tasks")


@require_POST
def mail_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A mail that was not sent; of other tasks the secretariat knows nothing."""
    permissions.require(permissions.can_watch_mail(request.user))
    task = get_object_or_404(DBTaskResult, pk=pk)
    if not mails_of(task):
        raise Http404
    queue.try_again(task, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("It is tried again now."))
    return redirect("wagtailadmin_home")


@require_POST
def test_mail(request: HttpRequest) -> HttpResponse:
    permissions.require(permissions.can_watch_mail(request.user))
    try:
        queue.send_test_mail(by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The mail server took the test mail for %s.") % request.user)
    except mail.NotSentError as error:
        failure = error.failures[0]
        where = _("The setting EMAIL_URL names the mail server.")
        messages.error(request, " ".join(f"{mail.in_words(failure.problem)} {failure.answer} {where}".split()))
    return redirect("wagtailadmin_home")


def _require_administrator(request: HttpRequest) -> None:
    if not permissions.can_watch_site(request.user):
        raise Http404
