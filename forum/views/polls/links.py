"""The link in a mail: it opens the form for whoever has it, and only the button answers (mail programs open links)."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum import services
from forum.forms.meetings.polls import PollReplyForm
from forum.models import PollLink
from forum.reading.meetings.poll_links import PollHindrance, hindrance_of, poll_link_of
from forum.views.invitations.answers import unknown_link, without_address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def poll_link(request: HttpRequest, token: str) -> HttpResponse:
    link = poll_link_of(token)
    if link is None:
        return unknown_link(request)
    given = link.poll.replies.filter(organisation=link.organisation).last()
    form = PollReplyForm(request.POST or None, poll=link.poll, organisation=link.organisation, given=given)
    if request.method == "POST" and not hindrance_of(link) and form.is_valid():
        try:
            services.answer_poll_by_link(link, answers=form.answers, note=form.cleaned_data["note"])
            return without_address(redirect("forum:poll-link", token))
        except ValidationError as error:
            link = poll_link_of(token) or link  # somebody may have used it meanwhile
            form.add_error(None, error)
    return _shown(request, link, form)


def _shown(request: HttpRequest, link: PollLink, form: PollReplyForm) -> HttpResponse:
    hindrance = hindrance_of(link)
    context = {
        "poll": link.poll,
        "organisation": link.organisation,
        "given": form.given,
        "slots": form.said,
        "form": None if hindrance else form,
        "hindrance": hindrance,
    }
    status = _status(request, hindrance) if hindrance else 422 if form.errors else 200
    return without_address(render(request, "forum/polls/by_link.html", context, status=status))


def _status(request: HttpRequest, hindrance: PollHindrance) -> int:
    """Who sends the form of a spent link meant to answer, and must not believe to have done so."""
    if hindrance == PollHindrance.SPENT:
        return 409 if request.method == "POST" else 200
    return 410
