"""From an organisation's own discussion to its position."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decrees import permissions, services
from decrees.admin_forms import ReattachForm
from decrees.forms import PositionForm
from decrees.models import Comment
from decrees.places import clauses_of
from decrees.views import conversation
from decrees.views.conversation import needs_login
from decrees.views.lookup import visible_comment


@require_http_methods(["GET", "POST"])
@needs_login
def position_send(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """The form starts from what was written first; what was said in between stays with the organisation."""
    discussion = visible_comment(request, pk, comment_pk)
    decree = discussion.version.decree
    if not discussion.is_private or discussion.parent_id:
        raise Http404
    form = PositionForm(
        request.POST or None,
        initial=_first_words(discussion) | conversation.unsent(request),
        decree=decree,
        user=request.user,
        passage=discussion.passage,
        organisation=discussion.organisation,
    )
    if request.method == "GET":
        permissions.require(permissions.can_send_position(request.user, discussion))

    def send(data: dict[str, Any]) -> Comment:
        return services.send_position(discussion, by=request.user, **data)  # type: ignore[arg-type]

    context = {
        "version": discussion.version,
        "quote": discussion.passage,
        "place": discussion.clause_label,
        "heading": _("Send the position of %(name)s") % {"name": discussion.organisation.label},
    }
    return conversation.exchange(request, form, context, send)


@require_http_methods(["GET", "POST"])
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


def _first_words(discussion: Comment) -> dict[str, Any]:
    proposed = discussion.proposed or discussion.passage
    return {"text": discussion.text, "proposed": proposed, "strike": discussion.proposed == "", "tag": discussion.tag}
