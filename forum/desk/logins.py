"""What an administrator does for somebody who cannot sign in any more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum import permissions, services
from forum.models import User


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
