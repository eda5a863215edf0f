"""An organisation sends one common position from its own discussion."""

import copy
import uuid
from dataclasses import astuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Anchor, Comment, Round, Version
from decrees.services.commenting.comments import (
    find_repeated_comment,
    hold_round,
    publish_about_comment,
    round_of,
    submit_comment,
)
from decrees.services.commenting.saying import set_comment_place, set_comment_text, set_further_places
from decrees.text.anchoring.further import Chosen
from decrees.text.anchoring.targets import Target
from decrees.text.passages import TextQuoteSelector
from forum.audiences import MEMBERS, PUBLIC
from forum.models import User


@transaction.atomic
def send_position(
    discussion: Comment,
    *,
    text: str = "",
    proposed: str | None = None,
    tag: str = "",
    audience: str = PUBLIC,
    token: uuid.UUID | None = None,
    by: User,
) -> Comment:
    """Send the position that results from an organisation's own discussion of a passage. It can never be edited.

    The same token twice makes one position. Raises ValidationError if this discussion already has a position, if the
    passage is gone, or if its audience is neither the public nor the members.
    """
    decree = discussion.version.decree
    hold_round(decree)
    if again := find_repeated_comment(token, text, proposed, tag, author=by):
        return again
    position = draft_position(discussion, text=text, proposed=proposed, tag=tag, audience=audience, by=by)
    position.token, position.position_of = token or position.token, discussion
    representation = permissions.Representation(position.organisation, position.office)
    submit_comment(position, decree, by, verb=events.POSITION_SENT, representation=representation)
    _conclude(discussion, position, by)
    return position


def draft_position(
    discussion: Comment,
    *,
    text: str = "",
    proposed: str | None = None,
    tag: str = "",
    audience: str = PUBLIC,
    by: User,
) -> Comment:
    """The position as it would look if it were sent; it is not saved. Raises the same errors as sending it."""
    decree = discussion.version.decree
    permissions.require(permissions.can_send_position(by, discussion))
    representation = permissions.representation_of_position(by, discussion)
    permissions.require(representation is not None)
    organisation, office = representation  # type: ignore[misc]
    permissions.require(proposed is None or permissions.can_propose(by, decree, organisation))
    if audience not in (PUBLIC, MEMBERS):
        raise ValidationError(_("A position is for those taking part, or for everybody."))
    if discussion.parent_id or Comment.objects.filter(position_of=discussion).exists():
        raise ValidationError(_("The position was sent already. Amend it by a reply."))
    position = Comment(audience=audience, is_position=True)
    position.organisation, position.office = organisation, office
    _put(position, discussion)
    set_comment_text(position, text, proposed, tag)
    return position


def _put(position: Comment, discussion: Comment) -> None:
    """Give the position the place of the discussion on the version that the round is about."""
    round_ = _round(discussion)
    version, target = _stands(discussion, round_)
    position.version, position.round = version, round_of(version, round_)
    set_comment_place(position, target.clause, TextQuoteSelector(target.start, target.end))
    set_further_places(position, _further_on(discussion, version))


def position_target(discussion: Comment) -> tuple[Version, Target]:
    """The version and the place that a position from this discussion would have now. Raises ValidationError if its
    passage is gone there."""
    return _stands(discussion, _round(discussion))


def _stands(discussion: Comment, round_: Round | None) -> tuple[Version, Target]:
    version = round_.version if round_ else discussion.version
    return version, _target_on(discussion, version)


def _round(discussion: Comment) -> Round | None:
    return discussion.version.decree.rounds.filter(closed_at=None).select_related("version").first()


def _target_on(discussion: Comment, version: Version) -> Target:
    """The place of the discussion on the version that the round is about."""
    if discussion.version_id == version.pk:
        return discussion.own_target
    step = Anchor.objects.filter(comment=discussion, version=version).order_by("-pk").first()
    if step is None or step.lost:
        raise ValidationError(_("The passage is not in version %(number)s.") % {"number": version.number})
    return step.target


def _further_on(discussion: Comment, version: Version) -> list[Chosen]:
    """The further passages of the discussion that are in this version."""
    if not discussion.further:
        return []
    here = copy.copy(discussion)
    if discussion.version_id != version.pk:
        here.anchor = Anchor.objects.filter(comment=discussion, version=version).order_by("-pk").first()
    return [Chosen(*astuple(place.target)) for place in here.further_places if not place.lost]


def _conclude(discussion: Comment, position: Comment, by: User) -> None:
    """Write the entry for the organisation alone: the card of its discussion now links to the position."""
    publish_about_comment(
        events.DISCUSSION_CONCLUDED,
        discussion,
        by=by,
        organisation=position.organisation,
        actor_label=position.office,
    )
