"""Personal data: what is kept and why, for everybody; one's own to see, take out and erase."""

import json

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.forms.personal import EraseForm
from cms.reading.personal import person_of, sections
from cms.reading.retention import kept_data
from cms.services.personal import erase_personal_data, take_out_personal_data
from forum import permissions
from forum.models import ForumSettings, Person

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    local = ForumSettings.objects.first() or ForumSettings()
    return render(request, "cms/personal/privacy.html", {"kinds": kept_data(), "contact_email": local.contact_email})


@never_cache
@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    person = person_of(request.user)  # type: ignore[arg-type]
    return render(request, "cms/personal/mine.html", {"sections": sections(request.user, person), "person": person})  # type: ignore[arg-type]


@never_cache
@require_POST
@login_required
def take_out(request: HttpRequest) -> HttpResponse:
    told = json.dumps(take_out_personal_data(request.user), ensure_ascii=False, indent=1)  # type: ignore[arg-type]
    disposition = {"Content-Disposition": 'attachment; filename="data-saya.json"'}
    return HttpResponse(told, content_type="application/json", headers=disposition)


@never_cache
@require_http_methods(GET_OR_POST)
@login_required
@reauthentication_required
def erase_mine(request: HttpRequest) -> HttpResponse:
    """Afterwards nobody is signed in here."""
    user = request.user
    form = EraseForm(request.POST or None, expected=user.email)  # type: ignore[union-attr]
    if request.method == "POST" and form.is_valid():
        try:
            erase_personal_data(user, person_of(user), by=user)  # type: ignore[arg-type]
            logout(request)
            messages.success(request, _("Your personal data was erased. You are signed out."))
            return redirect("privacy")
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "cms/personal/erase.html", {"form": form}, status=422 if form.errors else 200)


def erase_person(request: HttpRequest, pk: int) -> HttpResponse:
    """In the administration, for whoever asked by letter or has no login."""
    permissions.require(permissions.can_manage_forum(request.user))
    person = get_object_or_404(Person, pk=pk)
    form = EraseForm(request.POST or None, expected=person.email or person.name)
    if request.method == "POST" and form.is_valid():
        try:
            erase_personal_data(person.user, person, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("The personal data was erased."))
            return redirect("person:index")
        except ValidationError as error:
            form.add_error(None, error)
    found = sections(person.user, person)
    return render(request, "cms/personal/desk/erase.html", {"form": form, "person": person, "sections": found})
