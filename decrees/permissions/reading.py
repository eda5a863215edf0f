"""May X read a draft, a comment; on which channels they hear of it."""

import datetime

from django.db import models
from django.db.models import Q

from decrees.models import Comment, DecreePage
from decrees.models.access import own_audiences, reads_draft
from decrees.permissions.grants import held
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT, Audience
from forum.models import Membership, Organisation, User
from forum.models.access import beginning_of, discussions_of, internal_words_q
from forum.models.memory import Prepared, remembered
from forum.permissions import Anyone, is_secretariat


def can_view(user: Anyone, decree: DecreePage) -> bool:
    return reads_draft(user, decree)


def people_of(organisation: Organisation) -> models.QuerySet[User]:
    """Logins that speak for an organisation today."""
    current = Membership.objects.speaking_for(organisation).filter(person__user__is_active=True)
    return User.objects.filter(pk__in=current.values("person__user"))


def channel_of(user: Anyone, decree: DecreePage) -> str:
    """The one role channel a reader belongs to. 'members' are those whom this decree grants something."""
    if is_secretariat(user):
        return SECRETARIAT
    return MEMBERS if held(user, decree) else PUBLIC


def channels_of(user: Anyone, decree: DecreePage) -> list[str]:
    """The role channel, and one for each organisation whose internal words on this decree the person reads.

    A channel shows whole discussions. Whoever may not read all that was said in one does not hear it live.
    """
    return [channel_of(user, decree), *_whole_discussions(user, decree)]


def _whole_discussions(user: Anyone, decree: DecreePage) -> list[Audience]:
    discussions = discussions_of(user)
    return [Audience.of_key(key) for key, day in discussions.items() if not _is_any_before(day, key, decree)]


def _is_any_before(day: datetime.date | None, organisation_id: int, decree: DecreePage) -> bool:
    """Whether the organisation said something among its own on this decree before the day."""
    if day is None:
        return False
    asked = decree.pk, Audience.of_key(organisation_id), beginning_of(day)
    return remembered(("said before", *asked), lambda: bool(_SAID_BEFORE(*asked)))


_SAID_BEFORE: Prepared[int] = Prepared(
    lambda decree, audience, moment: Comment.objects.filter(
        version__decree=decree, audience=audience, created_at__lt=moment
    ).values_list("pk", flat=True)[:1]
)


def channel_among(channels: list[str], audience: str) -> str:
    """On which of a reader's channels (role first) an entry for this audience reaches them."""
    return audience if audience in channels else channels[0]


def channel_hearing(user: Anyone, decree: DecreePage, audience: str) -> str:
    """On which of somebody's channels an entry for this audience reaches them."""
    private = Audience(audience).is_private
    return channel_among(channels_of(user, decree) if private else [channel_of(user, decree)], audience)


def audiences_of(user: Anyone, decree: DecreePage) -> set[str]:
    """The audiences of the entries and comments on this decree that a person may read, at least the new ones."""
    return {*Audience(channel_of(user, decree)).reads, *own_audiences(user)}


def readable_entries_q(user: Anyone, decree: DecreePage) -> Q:
    """The condition on a ledger entry of this decree that a person may read."""
    return Q(audience__in=Audience(channel_of(user, decree)).reads) | internal_words_q(user)


def entries_on(channels: list[str]) -> Q:
    """The condition on a ledger entry that reaches somebody on one of these channels (role first)."""
    role, *organisations = channels
    return Q(audience__in=[*Audience(role).reads, *organisations])


def can_see_comment(user: Anyone, comment: Comment) -> bool:
    return Comment.objects.visible_to(user).filter(pk=comment.pk).exists()
