"""What somebody is told, and how they want to be."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from decrees import services
from decrees.forms.notifications import NotificationPreferenceForm
from decrees.models import Notification, NotificationPreference
from decrees.services.notifying.listing import alike, notification_list
from decrees.services.notifying.mailing import choice_of, whose_mails
from decrees.views.reading import address_of_card, address_on_page
from forum.models import User

PER_PAGE = 30


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """The list, newest first, and the choice how to be told."""
    user = cast(User, request.user)
    form = NotificationPreferenceForm(request.POST or None, choice=choice_of(user))
    if request.method == "POST" and form.is_valid():
        services.choose_notifications(form.cleaned_data["how"], otherwise=form.otherwise, by=user)
        messages.success(request, _("Your choice is saved."))
        return redirect("decrees:notices")
    own = Notification.objects.visible_to(user).with_subjects()
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "page_obj": page,
        "told": notification_list(page.object_list),
        "unread_count": own.unread().count(),
        # The header counts also what may not be read any more.
        "may_clear": Notification.objects.unread().filter(user=user).exists(),
        "form": form,
    }
    return render(request, "decrees/notices/list.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """On to what it tells about. Those that tell the same are read with it."""
    user = cast(User, request.user)
    found = get_object_or_404(Notification.objects.visible_to(user).with_subjects(), pk=pk)
    services.mark_notifications_read(only=alike(found), by=user)
    return redirect(_subject(found))


def _subject(found: Notification) -> str:
    if found.kind == Notification.Kind.ASSIGNED and found.comment:
        return reverse("decrees:comment-answer", args=[found.decree_id, found.comment_id])
    if found.version or found.round:
        return address_on_page(found.version or found.round.version)  # type: ignore[union-attr]
    if found.request:
        anchor = f"k-{found.request.clause}" if found.request.clause else ""
        return address_on_page(found.request.round.version, anchor)
    # The newest version has every thread, also those that were carried to it or lost their place.
    url = found.decree.url or reverse("decrees:version-list", args=[found.decree_id])
    return address_of_card(url, found.comment) if found.comment else url


@never_cache
@csrf_exempt  # mail programs post here, without a session; the word in the address says for whom
@require_http_methods(["GET", "HEAD", "POST"])
def notices_stop(request: HttpRequest, word: str) -> HttpResponse:
    """No more mails about drafts for whoever has the mail. What is owed to an office (invitations) is not meant."""
    user = whose_mails(word)
    if user is None:
        raise Http404
    if request.method == "POST":
        services.choose_notifications(NotificationPreference.How.NEVER, by=user)
    return render(request, "decrees/notices/stop.html", {"is_done": request.method == "POST"})


@login_required
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    services.mark_notifications_read(by=cast(User, request.user))
    return redirect("decrees:notices")
