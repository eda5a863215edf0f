"""What the list of first steps leads to, where no other page does it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cms.forms.first_steps import IntroductionForm
from cms.services.first_steps import introduce
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
