"""Answers to invitations, and calendars: find what this reader may see, ask a service, say what happened."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forum import permissions, services
from forum.documents import calendar
from forum.forms.answers import RegistrationForm, RsvpForm, consent_text
from forum.models import InvitationPage, MeetingPage, Organisation, Registration, Rsvp
from forum.reading.pages import invitation_context

REGISTRATIONS_PER_HOUR = 30  # from one address: a village office may register many, a program registers more


def _invitation(request: HttpRequest, pk: int) -> InvitationPage:
    return get_object_or_404(InvitationPage.objects.visible_to(request.user), pk=pk)


@require_POST
def registration_make(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _invitation(request, pk)
    permissions.require(invitation.is_open)
    form = RegistrationForm(request.POST)
    if form.is_from_program:
        return _registered(request, invitation)
    if _is_too_often(request):
        form.add_error(None, _("Too many registrations from this address. Try again in an hour, or call the contact."))
        return _again(request, invitation, 429, registration=form)
    if form.is_valid():
        consent = form.cleaned_data.pop("consent") and consent_text()
        form.cleaned_data.pop("website")
        try:
            services.register(invitation, consent=consent, **form.cleaned_data)
            return _registered(request, invitation)
        except ValidationError as error:
            form.add_error(None, error)
    return _again(request, invitation, 422, registration=form)


def _registered(request: HttpRequest, invitation: InvitationPage) -> HttpResponse:
    """The same answer for a new address, a known one and a program: nobody learns who is registered."""
    messages.success(request, _("You are registered. A confirmation is on its way to your email address."))
    return redirect(invitation.get_url(request))


def _is_too_often(request: HttpRequest) -> bool:
    key = f"forum.registrations-from:{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, 3600)
    return cache.incr(key) > REGISTRATIONS_PER_HOUR


def _again(request: HttpRequest, invitation: InvitationPage, status: int, **forms: Any) -> HttpResponse:
    """The invitation once more, with what has to be corrected."""
    context = super(InvitationPage, invitation).get_context(request)
    context |= invitation_context(invitation, request, **forms)
    return render(request, invitation.template, context, status=status)


@require_POST
def rsvp_answer(request: HttpRequest, pk: int, organisation_id: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    invitation = _invitation(request, pk)
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    given = Rsvp.objects.filter(invitation=invitation, organisation=organisation).first()
    form = RsvpForm(request.POST, organisation=organisation, instance=given)
    if form.is_valid():
        try:
            services.answer_invitation(invitation, organisation=organisation, by=request.user, **form.cleaned_data)
            messages.success(request, _("Your organisation's answer is recorded. You may change it until the end."))
            return redirect(invitation.get_url(request))
        except ValidationError as error:
            form.add_error(None, error)
    return _again(request, invitation, 422, rsvp=form)


@never_cache
@require_http_methods(["GET", "POST"])
def registration_cancel(request: HttpRequest, token: str) -> HttpResponse:
    """The link from the mail: opening it changes nothing (mail programs do that), the button does."""
    registration = get_object_or_404(Registration.objects.select_related("invitation"), token=token)
    if request.method == "POST":
        registration = services.cancel_registration(registration)
    return render(request, "forum/invitations/registration_cancel.html", {"registration": registration})


@require_GET
def invitation_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    content = calendar.of_invitation(_invitation(request, pk))
    if content is None:
        raise Http404
    return _calendar(content, "undangan.ics")


@require_GET
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(MeetingPage.objects.visible_to(request.user), pk=pk)
    return _calendar(calendar.of_meeting(meeting), "rapat.ics")


@require_GET
def forum_calendar(request: HttpRequest) -> HttpResponse:
    """To subscribe to: calendar programs do not sign in, so it holds what everybody may see."""
    meetings = MeetingPage.objects.visible_to(AnonymousUser()).order_by("starts_at")
    return _calendar(calendar.of_meetings(meetings, name=_("Meetings of the forum")), "kalender.ics")


def _calendar(content: bytes, filename: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{filename}"'}
    return HttpResponse(content, content_type=f"{calendar.MIME_TYPE}; charset=utf-8", headers=headers)
