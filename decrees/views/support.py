"""Standing behind a comment of another organisation; changing one's own while it is fresh."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from decrees import permissions, services
from decrees.forms.comments import EditForm, SupportForm
from decrees.models import Comment
from decrees.reading.lookup import visible_comment
from decrees.views import conversation
from decrees.views.conversation import needs_login


@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def comment_support(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Support it, or withdraw: what the form offered, also if it is sent twice."""
    comment = visible_comment(request, pk, comment_pk)
    permissions.require(permissions.can_support(request.user, comment))
    organisation, _office = permissions.representation_in(request.user, comment.version.decree) or (None, "")
    supports = organisation in [support.organisation for support in comment.supports.all() if not support.consent]
    sent = request.POST if request.method == "POST" else None
    form = SupportForm(sent, initial={"withdraw": supports})

    def support(data: dict[str, Any]) -> Comment:
        change = services.withdraw_support if data["withdraw"] else services.support_comment
        change(comment, by=request.user)  # type: ignore[arg-type]
        return comment

    context = {
        "version": comment.version,
        "quote": comment.text or comment.proposed,
        "place": comment.clause_label,
        "heading": _("Withdraw the support") if supports else _("Support a comment"),
        "button": _("Withdraw") if supports else _("Support"),
        "note": _("In the name of %(name)s.") % {"name": organisation},
    }
    return conversation.exchange(request, form, context, support)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def comment_edit(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    comment = visible_comment(request, pk, comment_pk)
    if request.method != "POST":
        too_late = permissions.too_late_to_edit(request.user, comment)
        permissions.require(permissions.can_edit(request.user, comment), too_late=too_late)
    form = EditForm(request.POST or None, comment=comment, user=request.user)

    def edit(data: dict[str, Any]) -> Comment:
        return services.edit_comment(comment, by=request.user, **data)  # type: ignore[arg-type]

    context = {
        "version": comment.version,
        "quote": comment.quote,
        "place": comment.clause_label,
        "heading": _("Change your comment"),
        "button": _("Save"),
    }
    return conversation.exchange(request, form, context, edit)
