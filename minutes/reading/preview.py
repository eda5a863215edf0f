"""The next edition as somebody without a login will read it: the same code, the draft in place of what is public."""

from django.http import HttpRequest, HttpResponse

from forum import clock
from minutes.models import MinutesPage
from minutes.models.states import State
from minutes.reading.redaction import prepared


def as_the_public(minutes: MinutesPage, request: HttpRequest) -> HttpResponse:
    draft = prepared(minutes)
    draft.live, draft.state, draft.edition = True, State.PUBLISHED, minutes.edition + 1
    draft.published_at = clock.now()
    if minutes.state not in (State.APPROVED, State.PUBLISHED):
        draft.frozen = {}  # not what was circulated: what would be circulated now
    draft.is_as_published = True
    # Without the cookies of whoever looks at it, through the whole site, as any reader comes.
    anonymous = HttpRequest()
    anonymous.META = {name: value for name, value in request.META.items() if name != "HTTP_COOKIE"}
    response: HttpResponse = draft.make_preview_request(anonymous)
    return response
