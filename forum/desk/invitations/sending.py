"""Before letters go out: the secretariat sees whom they go to and what they say, and says yes."""

from typing import Any
from urllib.parse import unquote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.models import Page

from forum import permissions, services
from forum.models import InvitationPage
from forum.models.pages import absolute_reverse
from forum.reading.invitations.planned import Plan, plan_of
from forum.services.invitations.answers.mailed import FreshLink
from forum.services.invitations.letters import letter_to

UNMADE = "…"  # stands for the link that each mail will hold alone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a draft: what is published and sent together. Of what is public: what is still to be sent."""
    permissions.require(permissions.can_manage_forum(request.user))
    page = get_object_or_404(InvitationPage, pk=pk)
    drafted: InvitationPage = page.get_latest_revision_as_object()
    is_draft = page.has_unpublished_changes or not page.live
    if request.method == "POST":
        if request.POST.get("revision") == str(page.latest_revision_id):
            return _go(request, drafted if is_draft else page, is_draft=is_draft)
        messages.warning(request, _("It was changed meanwhile. Look at it once more."))
    plan = plan_of(drafted)
    context = {
        "invitation": drafted,
        "revision": page.latest_revision_id,
        "is_draft": is_draft,
        "plan": plan,
        "mail": _example(drafted, plan),
        "can_send": not drafted.is_closed,
    }
    return render(request, "forum/desk/invitations/sending/preview.html", context)


def _example(invitation: InvitationPage, plan: Plan) -> Any:
    """The first letter, as it leaves: with the names of today, for it is not published yet."""
    if not plan.letters:
        return None
    first = plan.letters[0]
    if invitation.has_unpublished_changes or not invitation.live:
        invitation.frozen = {}
    link = FreshLink(first.party, unquote(absolute_reverse("forum:answer-link", UNMADE)))
    return letter_to(invitation, first.party, first.addresses[0], links=[link])


def _go(request: HttpRequest, invitation: InvitationPage, *, is_draft: bool) -> HttpResponse:
    by: Any = request.user
    if is_draft:
        permissions.require(not invitation.permissions_for_user(by).page_locked())
        try:
            invitation = services.publish_page(invitation, by=by)
        except ValidationError as error:  # a draft may lack what is required
            messages.error(request, " ".join(error.messages))
            return redirect("wagtailadmin_pages:edit", invitation.pk)
        for heard in hooks.get_hooks("after_publish_page"):
            heard(request, invitation)
    else:
        services.send_invitation(invitation, again=True, by=by)
    if invitation.live:
        messages.success(request, _("The letters are on their way. This page tells how far they are."))
    else:
        messages.success(request, _("It is published, and the letters go out, on the day that was set."))
    return redirect("forum_answers", invitation.pk)


def ask_first(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Whoever publishes what sends letters sees them before. What was typed is saved as a draft by now."""
    if not isinstance(page, InvitationPage) or page.is_closed or not permissions.can_manage_forum(request.user):
        return None
    drafted = page.get_latest_revision_as_object()
    if not plan_of(drafted).letters:
        return None
    messages.info(request, _("It is saved as a draft. Nothing is public or sent before you say so here."))
    return redirect("forum_send_preview", page.pk)
