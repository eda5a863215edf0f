"""Authors change their own words for a short time. Afterwards a comment changes only by replies."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Comment
from decrees.services.commenting.comments import content_of, data_of, hold_round, publish_about_comment
from decrees.services.commenting.saying import set_comment_text
from decrees.services.notifying.notices import notify_mentioned
from forum import clock, ledger
from forum.models import User


@transaction.atomic
def edit_comment(comment: Comment, *, text: str, proposed: str | None = None, tag: str = "", by: User) -> Comment:
    """Change what one wrote a moment ago, or correct the typing of a paper comment. The ledger has the digests of both
    wordings.

    Raises ValidationError if somebody has replied, answered or supported meanwhile, and for the same reasons as a new
    comment.
    """
    decree = comment.version.decree
    hold_round(decree)
    permissions.require(permissions.can_edit(by, comment), too_late=permissions.too_late_to_edit(by, comment))
    on_paper = comment.received_on is not None
    permissions.require(proposed is None or on_paper or permissions.can_propose(by, decree))
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    _require_alone(comment)
    before = content_of(comment)
    set_comment_text(comment, text, proposed, tag)
    if content_of(comment) != before:
        _save(comment, before, by)
    return comment


def _require_alone(comment: Comment) -> None:
    built_on = comment.answer or hasattr(comment, "adoption")
    if built_on or comment.replies.exists() or comment.supports.exists():
        raise ValidationError(_("Somebody has built on this already. Add to it by a reply."))


def _save(comment: Comment, before: list[object], by: User) -> None:
    comment.edited_at = clock.now()
    comment.save(update_fields=["text", "proposed", "tag", "edited_at"])
    notify_mentioned(comment, by=by)
    publish_about_comment(
        events.COMMENT_EDITED,
        comment,
        by=by,
        organisation=comment.organisation,
        actor_label=comment.office,
        content=[ledger.digest_of(before), ledger.digest_of(content_of(comment))],
        data=data_of(comment),
    )
