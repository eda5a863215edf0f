"""A joint position: an organisation makes the words of another its own, and may leave again.

More than support (`support.py`): it is bound to the words. Where the position was added to since, whoever joined is
asked again, and is shown as such until they join once more.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Comment, Support
from decrees.reading.threads.joint import words_digest
from decrees.services.commenting.comments import hold_round, publish_about_comment
from forum.models import Organisation, User


@transaction.atomic
def join_position(comment: Comment, *, words: str, by: User) -> Support:
    """In the name of the organisation that the person speaks for here. `words` is the digest of what they had before
    them: raises ValidationError if the position says something else by now. A second time changes nothing."""
    comment, organisation = _held(comment, by)
    if words != words_digest(comment, comment.replies.all()):
        raise ValidationError(_("The position was added to while you were reading. Read it once more."), code="changed")
    support = Support.objects.filter(comment=comment, organisation=organisation).first()
    if support and support.consent == words:
        return support
    support = support or Support(comment=comment, organisation=organisation)
    support.by, support.consent = by, words
    if support.pk:
        support.save(update_fields=["by", "consent"])
    _record(events.COMMENT_JOINED, comment, organisation, by, row=support, words=words)
    return support


@transaction.atomic
def leave_position(comment: Comment, *, by: User) -> Comment:
    """Anybody who speaks for the organisation now may do it. Where it had not joined nothing happens."""
    comment, organisation = _held(comment, by)
    removed, _kinds = Support.objects.filter(comment=comment, organisation=organisation).exclude(consent="").delete()
    if removed:
        _record(events.COMMENT_LEFT, comment, organisation, by)
    return comment


def _held(comment: Comment, by: User) -> tuple[Comment, Organisation]:
    """With round and comment locked: nobody closes, adds to it or joins meanwhile."""
    hold_round(comment.version.decree)
    permissions.require(permissions.can_support(by, comment))
    representation = permissions.representation_in(by, comment.version.decree)
    permissions.require(representation is not None)
    return Comment.objects.select_for_update().get(pk=comment.pk), representation.organisation  # type: ignore[union-attr]


def _record(
    verb: str, comment: Comment, organisation: Organisation, by: User, *, row: Support | None = None, words: str = ""
) -> None:
    publish_about_comment(
        verb,
        comment,
        row=row,
        by=by,
        organisation=organisation,
        actor_label=permissions.office_in(by, organisation),
        content=[comment.pk, organisation.pk, *([words] if words else [])],
        data={"version": comment.version.number},
    )
