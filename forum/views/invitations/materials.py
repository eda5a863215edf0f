"""What is brought to a meeting: told and uploaded by those invited, opened by them and the secretariat."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forum import permissions, services
from forum.forms.invitations.materials import MaterialForm
from forum.models import BringItem, InvitationPage, Organisation
from forum.reading.invitations.links import link_of, opens_letter
from forum.reading.invitations.sent.materials import material_of
from forum.views.invitations.answers import KINDS, unknown_link, without_address
from forum.views.invitations.pages import visible_invitation

PLACE = "#bawaan"
OFFICE = "application/vnd.openxmlformats-officedocument"
PACKED = {"xlsx": f"{OFFICE}.spreadsheetml.sheet", "pptx": f"{OFFICE}.presentationml.presentation"}


@require_POST
def bring(request: HttpRequest, pk: int, item_pk: int, organisation_id: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    invitation = visible_invitation(request, pk)
    item = get_object_or_404(BringItem, pk=item_pk, invitation=invitation)
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    by: Any = request.user
    _taken(request, lambda file: services.bring_material(item, organisation=organisation, file=file, by=by))
    return redirect(f"{invitation.get_url(request)}{PLACE}")


@never_cache
@require_POST
def bring_by_link(request: HttpRequest, token: str, item_pk: int) -> HttpResponse:
    link = link_of(token)
    if link is None:
        return unknown_link(request)
    item = get_object_or_404(BringItem, pk=item_pk, invitation=link.invitation_id)
    _taken(request, lambda file: services.bring_by_link(item, link=link, file=file))
    return without_address(redirect(f"{reverse('forum:answer-link', args=[token])}{PLACE}"))


def _taken(request: HttpRequest, bring: Callable[[Any], Any]) -> None:
    """Says what became of it."""
    form = MaterialForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return
    try:
        bring(form.cleaned_data["file"])
        messages.success(request, _("Recorded. Thank you."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


@never_cache
@require_safe
def material(request: HttpRequest, pk: int, material_pk: int) -> HttpResponseBase:
    invitation = get_object_or_404(InvitationPage, pk=pk)
    if not permissions.can_open_materials(request.user, invitation):
        raise Http404
    return _file(invitation, material_pk)


@never_cache
@require_safe
def material_by_link(request: HttpRequest, token: str, material_pk: int) -> HttpResponseBase:
    link = link_of(token)
    if link is None:
        return unknown_link(request)
    if not opens_letter(link):
        raise Http404
    return _file(link.invitation, material_pk)


def _file(invitation: InvitationPage, material_pk: int) -> FileResponse:
    """To take away, and never to be opened in the page."""
    found = material_of(invitation, material_pk)
    if found is None:
        raise Http404
    name, kinds = f"bahan-{invitation.pk}-{found.pk}.{found.kind}", {**KINDS, **PACKED}
    response = FileResponse(found.file.open(), as_attachment=True, filename=name, content_type=kinds[found.kind])
    response["Referrer-Policy"] = "strict-origin"
    return response
