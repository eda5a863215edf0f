"""May X read a draft, a comment; on which channels they hear of it."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from decrees.permissions.grants import held, invited
from forum import live
from forum.ledger import MEMBERS, PUBLIC, SECRETARIAT, organisation_audience
from forum.models import Membership, Organisation, User
from forum.permissions import Anyone, can_view_page, is_secretariat, organisations_of

if TYPE_CHECKING:
    from decrees.models import Comment, DecreePage


def reads_all(user: Anyone) -> bool:
    """The secretariat also reads what is not published yet."""
    return is_secretariat(user)


def may_read(user: Anyone) -> Q:
    """Which decrees: a filter for their queryset."""
    if reads_all(user):
        return Q()
    return Q(reading="public") | taking_part(user)


def can_view(user: Anyone, decree: "DecreePage") -> bool:
    return can_view_page(user, decree)


def taking_part(user: Anyone) -> Q:
    """Which decrees grant a person something: a filter for their queryset."""
    return Q(pk__in=invited(user).values("content_object"))


def people_of(organisation: Organisation) -> models.QuerySet[User]:
    """Logins that speak for an organisation today."""
    through = Q(on_behalf_of=organisation) | Q(organisation=organisation)
    current = Membership.objects.current().filter(through, person__user__is_active=True)
    return User.objects.filter(pk__in=current.values("person__user"))


def channel_of(user: Anyone, decree: "DecreePage") -> str:
    """The one role channel a reader belongs to. 'members' are those whom this decree grants something."""
    if is_secretariat(user):
        return SECRETARIAT
    return MEMBERS if held(user, decree) else PUBLIC


def channels_of(user: Anyone, decree: "DecreePage") -> list[str]:
    """The role channel, and one for each organisation the person speaks for."""
    return [channel_of(user, decree), *own_audiences(user)]


def channel_among(channels: list[str], audience: str) -> str:
    """On which of a reader's channels (role first) an entry for this audience reaches them."""
    return audience if audience in channels else channels[0]


def audiences_of(user: Anyone, decree: "DecreePage") -> set[str]:
    """The audiences whose entries and comments on this decree a person may read."""
    channel, *organisations = channels_of(user, decree)
    return {*live.READS[channel], *organisations}


def own_audiences(user: Anyone) -> list[str]:
    if not user.is_authenticated:
        return []
    return [organisation_audience(organisation) for organisation in organisations_of(user)]


def may_read_comment(user: Anyone) -> Q:
    """Which comments, on decrees that the person may see: a filter for their queryset."""
    if not user.is_authenticated:
        return Q(audience=PUBLIC)
    personal = Q(author=user) | Q(audience__in=own_audiences(user))
    if is_secretariat(user):
        return personal | Q(audience__in=live.READS[SECRETARIAT])
    taking_part_in = Q(audience=MEMBERS, version__decree__in=invited(user).values("content_object"))
    return Q(audience=PUBLIC) | taking_part_in | personal


def can_see_comment(user: Anyone, comment: "Comment") -> bool:
    return type(comment).objects.visible_to(user).filter(pk=comment.pk).exists()
