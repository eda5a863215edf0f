"""May X read a draft, a comment; on which channels they hear of it."""

from django.db import models
from django.db.models import Q

from decrees.models import Comment, DecreePage
from decrees.models.access import own_audiences
from decrees.permissions.grants import held
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT, Audience
from forum.models import Membership, Organisation, User
from forum.permissions import Anyone, can_view_page, is_secretariat


def can_view(user: Anyone, decree: DecreePage) -> bool:
    return can_view_page(user, decree)


def people_of(organisation: Organisation) -> models.QuerySet[User]:
    """Logins that speak for an organisation today."""
    through = Q(on_behalf_of=organisation) | Q(organisation=organisation)
    current = Membership.objects.current().filter(through, person__user__is_active=True)
    return User.objects.filter(pk__in=current.values("person__user"))


def channel_of(user: Anyone, decree: DecreePage) -> str:
    """The one role channel a reader belongs to. 'members' are those whom this decree grants something."""
    if is_secretariat(user):
        return SECRETARIAT
    return MEMBERS if held(user, decree) else PUBLIC


def channels_of(user: Anyone, decree: DecreePage) -> list[str]:
    """The role channel, and one for each organisation the person speaks for."""
    return [channel_of(user, decree), *own_audiences(user)]


def channel_among(channels: list[str], audience: str) -> str:
    """On which of a reader's channels (role first) an entry for this audience reaches them."""
    return audience if audience in channels else channels[0]


def audiences_of(user: Anyone, decree: DecreePage) -> set[str]:
    """The audiences whose entries and comments on this decree a person may read."""
    channel, *organisations = channels_of(user, decree)
    return {*Audience(channel).reads, *organisations}


def can_see_comment(user: Anyone, comment: Comment) -> bool:
    return Comment.objects.visible_to(user).filter(pk=comment.pk).exists()
