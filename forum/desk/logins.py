"""Logins: given to several people at once, and what an administrator does for somebody who cannot sign in any more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from forum import permissions, services
from forum.forms.logins import InviteForm
from forum.models import Person, User
from forum.services.logins.newcomers import AT_ONCE, never_signed_in, newcomers


@require_http_methods(["GET", "HEAD", "POST"])
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    login = get_object_or_404(User, pk=pk)
    if not permissions.can_reset_second_factor(request.user, login):
        return render(request, "403.html", status=403)  # Wagtail would turn the exception into a way back
    if request.method == "POST":
        services.reset_second_factor(login, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The second factor is taken off, and the person is told by mail."))
        return redirect("wagtailusers_users:index")
    return render(request, "forum/desk/reset_second_factor.html", {"login": login})


@require_http_methods(["GET", "HEAD", "POST"])
def invite_people(request: HttpRequest) -> HttpResponse:
    """Who has never signed in, to be ticked: where each stands, and why somebody cannot be invited, is said beside the
    name."""
    permissions.require(permissions.can_manage_forum(request.user))
    if request.method == "POST":
        form = InviteForm(request.POST, people=never_signed_in(), most=AT_ONCE)
        if form.is_valid():
            _invite(request, form.cleaned_data["people"])
        else:
            messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("forum_invite_people")
    context = {"rows": newcomers(), "others": max(never_signed_in().count() - AT_ONCE, 0)}
    return render(request, "forum/desk/records/invite_people.html", context)


def _invite(request: HttpRequest, people: list[Person]) -> None:
    invited, left_out = services.invite_people(people, by=request.user)  # type: ignore[arg-type]
    if n := len(invited):
        text = ngettext("%(n)d link is on its way.", "%(n)d links are on their way.", n)
        messages.success(request, text % {"n": n})
    for person, why in left_out:
        messages.warning(request, _("%(person)s was not invited: %(why)s") % {"person": person, "why": why})
