"""What the list of first steps leads to, where no other page does it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.forms.first_steps import IntroductionForm
from cms.services.starting import introduce, try_mail
from forum import permissions


def introduction(request: HttpRequest) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    form = IntroductionForm(request.POST or None, initial={"name": request.user.get_full_name()})  # type: ignore[union-attr]
    if form.is_valid():
        try:
            introduce(**form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("You are a person of the secretariat now."))
            return redirect("wagtailadmin_home")
    return render(request, "cms/desk/introduction.html", {"form": form})


@require_POST
def mail(request: HttpRequest) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    try:
        try_mail(by=request.user)  # type: ignore[arg-type]
    except OSError as error:
        messages.error(request, _("The mail could not be sent: %s. Look at EMAIL_URL.") % error)
    else:
        messages.success(request, _("The mail server took a mail to %s. Look whether it came.") % request.user.email)  # type: ignore[union-attr]
    return redirect("wagtailadmin_home")
