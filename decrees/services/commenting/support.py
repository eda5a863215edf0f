"""An organisation supports a comment of another organisation, until it withdraws the support."""

from django.db import transaction

from decrees import events, permissions
from decrees.models import Comment, Support
from decrees.services.commenting.comments import hold_round, publish_about_comment
from forum.models import Organisation, User


@transaction.atomic
def support_comment(comment: Comment, *, by: User) -> Support:
    """Support a comment in the name of the organisation that the person speaks for here. A second time changes
    nothing."""
    comment, organisation, office = _held(comment, by)
    if given := Support.objects.filter(comment=comment, organisation=organisation).first():
        return given
    support = Support(comment=comment, organisation=organisation, by=by)
    _record(events.COMMENT_SUPPORTED, comment, organisation, office, by, row=support)
    return support


@transaction.atomic
def withdraw_support(comment: Comment, *, by: User) -> Comment:
    """Withdraw the support. Anybody who speaks for the organisation now may do it. Without a support nothing
    happens; a joint position is left (`joining.py`), not withdrawn."""
    comment, organisation, office = _held(comment, by)
    removed, _kinds = Support.objects.filter(comment=comment, organisation=organisation, consent="").delete()
    if removed:
        _record(events.SUPPORT_WITHDRAWN, comment, organisation, office, by)
    return comment


def _held(comment: Comment, by: User) -> tuple[Comment, Organisation, str]:
    """The comment, the organisation and the office, with round and comment locked: nobody closes, edits or supports
    meanwhile."""
    decree = comment.version.decree
    hold_round(decree)
    permissions.require(permissions.can_support(by, comment))
    representation = permissions.representation_in(by, decree)
    permissions.require(representation is not None)
    return Comment.objects.select_for_update().get(pk=comment.pk), *representation  # type: ignore[misc]


def _record(
    verb: str, comment: Comment, organisation: Organisation, office: str, by: User, *, row: Support | None = None
) -> None:
    publish_about_comment(
        verb,
        comment,
        row=row,
        by=by,
        organisation=organisation,
        actor_label=office,
        content=[comment.pk, organisation.pk],
        data={"version": comment.version.number},
    )
