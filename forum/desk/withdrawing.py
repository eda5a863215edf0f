"""What was published is withdrawn, and a meeting called off, with a reason; Wagtail's own doors to do so are closed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.bulk_actions import UnpublishBulkAction
from wagtail.models import Page

from forum import permissions, services
from forum.forms.withdrawing import CancelForm, WithdrawForm
from forum.models import MeetingPage, RecordedPage, User

REFUSED = {
    "delete": _("What was published is not deleted. Withdraw it with a reason: its address then says so."),
    "move": _("What was published keeps its address. Withdraw it with a reason, and publish it anew elsewhere."),
}


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, RecordedPage) or not page.live:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_page(page, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, gettext("“%(title)s” is withdrawn.") % {"title": page.title})
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "forum/desk/withdraw.html", {"page": page, "form": form}, status=status)


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    meeting = get_object_or_404(MeetingPage, pk=pk)
    if not meeting.can_be_cancelled:
        raise Http404
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.cancel_meeting(meeting, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, gettext("“%(title)s” is called off; its page says why.") % {"title": meeting.title})
        return redirect("wagtailadmin_pages:edit", meeting.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "forum/desk/cancel.html", {"page": meeting, "form": form}, status=status)


class WithdrawBulkAction(UnpublishBulkAction):
    """In place of Wagtail's, which asks for no reason: one reason for all of them."""

    display_name = _("Withdraw")
    aria_label = _("Withdraw the chosen pages")
    form_class = WithdrawForm

    def check_perm(self, page: Page) -> bool:
        return page.live and page.depth > 1 and permissions.can_manage_forum(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's page shows the form only where it has a question of its own."""
        return {**super().get_context_data(**kwargs), "has_live_descendants": True}

    def get_execution_context(self) -> dict[str, Any]:
        return {"by": self.request.user, "reason": self.cleaned_form.cleaned_data["reason"]}

    @classmethod
    def execute_action(cls, objects: list[Page], *, reason: str, by: User, **kwargs: Any) -> tuple[int, int]:
        for page in objects:
            services.withdraw_page(page.specific, reason=reason, by=by)
        return len(objects), 0

    def get_success_message(self, withdrawn: int, below: int) -> str:
        return ngettext("%(n)d page is withdrawn.", "%(n)d pages are withdrawn.", withdrawn) % {"n": withdrawn}


def refuse(request: HttpRequest, action: str, pages: list[Page]) -> HttpResponse | None:
    """With a word what to do instead, for what was published and whatever holds it; None lets the action go on."""
    if action not in REFUSED or not any(map(services.is_of_record, pages)):
        return None
    messages.error(request, REFUSED[action])
    parent = pages[0].get_parent()
    return redirect("wagtailadmin_explore", parent.pk) if parent else redirect("wagtailadmin_home")
