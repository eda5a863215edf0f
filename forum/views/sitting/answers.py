"""What all addresses of a meeting's room have in common: who finds them, and how they answer a page or its script."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import http_date

from forum.models import MeetingPage
from forum.permissions import Anyone
from forum.reading.sitting import frame_of, last_revisions
from forum.services import limits

KEPT_SECONDS = 60


def meeting_for(request: HttpRequest, pk: int, may: Callable[[Anyone, MeetingPage], bool]) -> MeetingPage:
    """Raises Http404 for whoever may not."""
    meeting = get_object_or_404(MeetingPage, pk=pk)
    if not may(request.user, meeting):
        raise Http404
    return meeting


def missed(request: HttpRequest, meeting: MeetingPage, channel: str) -> HttpResponse:
    """JSON {"seq", "frames", "reload"}, as of every live page: how the room stands, for who has an older state.

    After an outage all phones of the room ask, from one address: the state is drawn once for all of them."""
    most = settings.REPLAYS_PER_ADDRESS
    if most and not limits.count_request(request, "replays", most=most, within=limits.MINUTE):
        return HttpResponse(status=429, headers={"Retry-After": str(limits.MINUTE)})
    after = request.GET.get("after", "0")
    seen = int(after) if after.isdecimal() and len(after) <= 18 else 0
    revision = last_revisions([meeting.pk]).get(meeting.pk, 0)
    frames = [_drawn(request, meeting, channel, revision)] if revision > seen else []
    seq = max((frame["seq"] for frame in frames), default=seen)
    # For a page that polls the server's clock; daphne sends none.
    return JsonResponse({"seq": seq, "frames": frames, "reload": False}, headers={"Date": http_date()})


def _drawn(request: HttpRequest, meeting: MeetingPage, channel: str, revision: int) -> dict[str, Any]:
    key = f"sitting:{meeting.pk}:{revision}:{channel}:{request.LANGUAGE_CODE}"
    frame: Any = caches["drawn"].get_or_set(key, lambda: frame_of(meeting, channel), KEPT_SECONDS)
    return dict(frame)


def done(
    request: HttpRequest, meeting: MeetingPage, act: Callable[[], Any], *, back: str, channel: str, said: str = ""
) -> HttpResponse:
    """Do it; then the page again, or for its script how the room stands now. What is refused is said in either."""
    by_script = request.headers.get("X-Requested-With") == "fetch"
    try:
        outcome = act()
    except ValidationError as error:
        if by_script:
            return JsonResponse({"error": " ".join(error.messages)}, status=422)
        messages.error(request, " ".join(error.messages))
        return redirect(back)
    if by_script:
        return JsonResponse({"frames": [frame_of(meeting, channel)], "is_on": outcome is True})
    if said:
        messages.success(request, said)
    return redirect(back)
