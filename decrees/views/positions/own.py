"""From an organisation's own discussion to its position."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decrees import permissions, services
from decrees.forms.positions import PositionForm
from decrees.forms.rounds import ReattachForm
from decrees.forms.saved_input import typed
from decrees.models import Comment, Version
from decrees.reading.comment_context import comment_context
from decrees.reading.lookup import visible_comment
from decrees.reading.threads import dress
from decrees.text.anchoring.targets import Target, words_at
from decrees.text.place_names import cite_clause, clauses_of
from decrees.views import conversation
from decrees.views.conversation import needs_login


@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def position_send(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """In two steps, for it is final: it is written, then read once more as others will read it, and sent.

    The form starts empty: what was said before stays with the organisation.
    """
    discussion = visible_comment(request, pk, comment_pk)
    if not discussion.is_private or discussion.parent_id:
        raise Http404
    if request.method != "POST":
        permissions.require(permissions.can_send_position(request.user, discussion))
        if conversation.by_script(request):
            return HttpResponse(status=204)  # a page of its own: beside the text there is no room for both steps
    step = request.POST.get("step", "")
    version, target = _stands(discussion)
    make = partial(
        PositionForm,
        decree=discussion.version.decree,
        user=request.user,
        passage=words_at(version.document, target),
        organisation=discussion.organisation,
    )
    form = make(request.POST or None)
    context = _context(request, discussion, version, target)
    if step == "edit" or form.is_outdated():
        again = make()
        again.start_from(typed(form, request.POST))
        if step == "edit":
            return conversation.show_form(request, again, context)
        context["note"] = _("The text was changed while you were writing. Read it once more.")
        return conversation.show_form(request, again, context, status=422)
    if step == "send":
        send = partial(services.send_position, discussion, by=request.user)  # type: ignore[arg-type]
        return conversation.exchange(request, form, context, lambda data: send(**data))
    draft = partial(services.draft_position, discussion, by=request.user)  # type: ignore[arg-type]
    last_look = partial(_last_look, form=form, context=context)
    return conversation.exchange(request, form, context, lambda data: draft(**_words(data)), then=last_look)


def _stands(discussion: Comment) -> tuple[Version, Target]:
    """Where it would stand; where it was said if that place is gone."""
    try:
        return services.position_target(discussion)
    except ValidationError:
        return discussion.version, discussion.own_target


def _words(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "token"}


def _context(request: HttpRequest, discussion: Comment, version: Version, target: Target) -> dict[str, Any]:
    name = {"name": discussion.organisation.label}
    return {
        "version": version,
        "about": lambda: comment_context(discussion, request.user, version=version, target=target),
        "quote": discussion.text,
        "place": cite_clause(version.document, target.clause) or discussion.clause_label,
        "heading": _("Send the position of %(name)s") % name,
        "warning": _("A position is final: it cannot be edited or taken back, only amended by a reply."),
        "button": _("Read it once more"),
        "final": _("Send as position of %(name)s") % name,
    }


def _last_look(request: HttpRequest, position: Comment, *, form: PositionForm, context: dict[str, Any]) -> HttpResponse:
    """As it will stand there; the form goes along unseen."""
    position.pk = 0  # has none yet, and nobody supports it
    shown = {
        **context,
        "position": dress(position, {position.version_id: position.version.document}),
        "page": position.version.decree,
        "form": form,
        "action": request.get_full_path(),
    }
    response = render(request, "decrees/comments/writing/position_preview.html", shown)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def discussion_place(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Where the organisation's own discussion belongs in the newest version; nobody else could say."""
    discussion = visible_comment(request, pk, comment_pk)
    newest = discussion.version.decree.newest
    if not discussion.is_private or discussion.parent_id or newest is None or newest == discussion.version:
        raise Http404
    permissions.require(permissions.can_place(request.user, discussion))
    form = ReattachForm(request.POST or None, places=clauses_of(newest.document))

    def put(data: dict[str, Any]) -> Comment:
        return services.reattach_comment(discussion, by=request.user, **data).comment  # type: ignore[arg-type]

    context = {
        "version": newest,
        "quote": discussion.passage,
        "place": discussion.clause_label,
        "heading": _("Put the discussion in its place"),
    }
    return conversation.exchange(request, form, context, put)
