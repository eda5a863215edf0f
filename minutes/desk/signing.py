"""The paper of minutes to be signed, in whatever state they are: for the secretariat, with employee numbers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from forum.documents import FORMATS, RenderError, downloads
from minutes import permissions
from minutes.documents.paper import build_minutes
from minutes.models import MinutesPage
from minutes.models.states import State


@require_safe
def paper_to_sign(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    permissions.require(permissions.can_write(request.user))
    if format not in FORMATS:
        raise Http404
    minutes = get_object_or_404(MinutesPage, pk=pk)
    try:
        made = downloads.file_of(build_minutes(_text_of(minutes), to_be_signed=True), format)
    except RenderError as error:
        messages.error(request, _(str(error)))
        return redirect("wagtailadmin_pages:edit", pk)
    return downloads.hand_out(request, made, format, name=f"{minutes.kind}-{minutes.slug}")


def _text_of(minutes: MinutesPage) -> MinutesPage:
    """The newest text with all its words; of what is not circulated, the names of today."""
    text: MinutesPage = minutes.get_latest_revision_as_object()
    text.blackouts = None
    if minutes.state == State.DRAFT:
        text.frozen = {}
    return text
