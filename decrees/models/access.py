"""Filters for which drafts and comments a person may read: querysets stand on them, permissions above."""

from django.db import models
from django.db.models import Q

from decrees.models.grants import DecreeGrant
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT, Audience
from forum.permissions import Anyone, is_secretariat, organisations_of


def reads_all(user: Anyone) -> bool:
    """The secretariat also reads what is not published yet."""
    return is_secretariat(user)


def granted_through_groups(user: Anyone) -> models.QuerySet[DecreeGrant]:
    """Grants that reach a person today through the groups of their organisations and sectors."""
    if not user.is_authenticated or not organisations_of(user).exists():
        return DecreeGrant.objects.none()
    return DecreeGrant.objects.filter(group__user=user)


def participating_q(user: Anyone) -> Q:
    """The condition on a decree: it grants this person something."""
    return Q(pk__in=granted_through_groups(user).values("content_object"))


def readable_decrees_q(user: Anyone) -> Q:
    """The condition on a decree: everybody may read it, or it grants this person something."""
    if reads_all(user):
        return Q()
    return Q(reading="public") | participating_q(user)


def own_audiences(user: Anyone) -> list[str]:
    if not user.is_authenticated:
        return []
    return [Audience.of(organisation) for organisation in organisations_of(user)]


def readable_comments_q(user: Anyone) -> Q:
    """The condition on a comment of a decree that the person may see."""
    if not user.is_authenticated:
        return Q(audience=PUBLIC)
    personal = Q(author=user) | Q(audience__in=own_audiences(user))
    if is_secretariat(user):
        return personal | Q(audience__in=SECRETARIAT.reads)
    granted = Q(audience=MEMBERS, version__decree__in=granted_through_groups(user).values("content_object"))
    return Q(audience=PUBLIC) | granted | personal
