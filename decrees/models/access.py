"""Filters for which drafts and comments a person may read: querysets stand on them, permissions above."""

import datetime
from collections.abc import Mapping
from typing import Any, TypeAlias

from django.db.models import Q, QuerySet

from decrees.models.grants import DecreeGrant, DecreePermission
from forum import clock
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT, Audience
from forum.models import ForumSettings
from forum.models.access import discussions_of, internal_words_q
from forum.models.access import questions_of_rights as of_any_page
from forum.models.memory import Asked, Prepared, remembered
from forum.models.querysets import closed_to, is_closed
from forum.permissions import Anyone, is_secretariat, organisations_of

Granted: TypeAlias = tuple[tuple[int, str, int], ...]
Rights: TypeAlias = Mapping[int, frozenset[DecreePermission]]  # by the key of the decree


def reads_all(user: Anyone) -> bool:
    """The secretariat also reads what is not published yet."""
    return is_secretariat(user)


def rights_of(user: Anyone) -> Rights:
    """What each decree grants a person today, through the groups of their organisations and sectors."""
    rights: dict[int, set[DecreePermission]] = {}
    for decree, codename, _group in granted_to_groups_of(user):
        rights.setdefault(decree, set()).add(DecreePermission(codename))
    return {decree: frozenset(permissions) for decree, permissions in rights.items()}


def granted_to_groups_of(user: Anyone) -> Granted:
    """Each grant that reaches a person today: of which decree, what, and to which group."""
    if not organisations_of(user):
        return ()
    return remembered(("rights", user.pk, clock.today()), lambda: tuple(_GRANTED(user.pk)))


_GRANTED: Prepared[tuple[int, str, int]] = Prepared(
    lambda user: DecreeGrant.objects.filter(group__user=user).values_list(
        "content_object", "permission__codename", "group"
    )
)


def questions_of_rights(user: Anyone) -> list[Asked]:
    granted = [_GRANTED.of(user.pk)] if user.is_authenticated else []
    return [*of_any_page(user), *granted]


def grants_to_citizens() -> QuerySet[DecreeGrant]:
    """Decrees let citizens comment who have no login by what they grant to the organisation that stands for them."""
    standing = ForumSettings.objects.exclude(citizens=None).values("citizens")
    comment = DecreePermission.COMMENT.value
    return DecreeGrant.objects.filter(permission__codename=comment, group__organisation__in=standing)


GRANTED_TO_CITIZENS: Prepared[int] = Prepared(
    lambda decree: grants_to_citizens().filter(content_object=decree).values_list("pk", flat=True)
)


def participating_q(user: Anyone) -> Q:
    """The condition on a decree: it grants this person something."""
    return Q(pk__in=list(rights_of(user)))


def readable_decrees_q(user: Anyone) -> Q:
    """The condition on a decree: everybody may read it, or it grants this person something."""
    if reads_all(user):
        return Q()
    return Q(reading="public") | participating_q(user)


def reads_draft(user: Anyone, decree: Any) -> bool:
    """Of a draft that was just found by its number what `DecreePage.objects.visible_to` is of a list; the secretariat
    also reads what is not published."""
    if reads_all(user):
        return True
    open_to = decree.reading == "public" or decree.pk in rights_of(user)
    return decree.live and open_to and not is_closed(decree, closed_to(user))


def own_audiences(user: Anyone) -> list[str]:
    """Of the organisations whose internal words a person reads, at least the new ones."""
    return [Audience.of_key(organisation) for organisation in discussions_of(user)]


def _begun_since(moment: datetime.datetime) -> Q:
    """The condition on a comment: a discussion is read whole, from its first word on, or not at all."""
    return Q(parent=None, created_at__gte=moment) | Q(parent__created_at__gte=moment)


def readable_comments_q(user: Anyone) -> Q:
    """The condition on a comment of a decree that the person may see."""
    if not user.is_authenticated:
        return Q(audience=PUBLIC)
    personal = Q(author=user) | internal_words_q(user, _begun_since)
    if is_secretariat(user):
        return personal | Q(audience__in=SECRETARIAT.reads)
    granted = Q(audience=MEMBERS, version__decree__in=list(rights_of(user)))
    return Q(audience=PUBLIC) | granted | personal
