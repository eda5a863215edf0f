"""Joining the position of another organisation, and leaving it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decrees import permissions, services
from decrees.forms.positions import JoinForm
from decrees.models import Comment
from decrees.reading.comment_context import comment_context
from decrees.reading.lookup import visible_comment
from decrees.reading.threads.joint import words_digest
from decrees.views import conversation
from decrees.views.conversation import needs_login


@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def comment_join(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """One button: join with the words that stand there, or leave; what the form offered, also if it is sent twice."""
    comment = visible_comment(request, pk, comment_pk)
    permissions.require(permissions.can_support(request.user, comment))
    organisation, _office = permissions.representation_in(request.user, comment.version.decree) or (None, "")
    words = words_digest(comment, comment.replies.all())
    consents = [support.consent for support in comment.supports.all() if support.organisation == organisation]
    leaves = words in consents
    sent = request.POST if request.method == "POST" else None
    form = JoinForm(sent, initial={"leave": leaves, "words": words})

    def join(data: dict[str, Any]) -> Comment:
        if data["leave"]:
            return services.leave_position(comment, by=request.user)  # type: ignore[arg-type]
        services.join_position(comment, words=data["words"], by=request.user)  # type: ignore[arg-type]
        return comment

    name = {"name": organisation.label if organisation else "", "other": comment.organisation.label}
    context = {
        "version": comment.version,
        "about": lambda: comment_context(comment, request.user),
        "quote": comment.text or comment.proposed,
        "place": comment.clause_label,
        "heading": _("Leave the joint position") if leaves else _("Joint position"),
        "button": _("Leave") if leaves else _("Join in the name of %(name)s") % name,
        "note": _leaving(name) if leaves else _joining(name),
    }
    return conversation.exchange(request, form, context, join)


def _joining(name: dict[str, str]) -> str:
    return (
        _("The words of %(other)s become those of %(name)s as well, and are counted and answered once. If something is "
          "added to them, you are asked again.") % name
    )  # fmt: skip


def _leaving(name: dict[str, str]) -> str:
    return _("%(name)s leaves the position of %(other)s. That it had joined stays in the history.") % name
