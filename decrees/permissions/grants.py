"""What a decree grants to organisations and sectors: object permissions of their groups, set when a round opens."""

from collections.abc import Iterable, Mapping, Set
from typing import Any, TypeAlias

from django.db import models
from django.db.models import Q
from guardian.shortcuts import assign_perm, remove_perm

from decrees.models import DecreePage
from decrees.models.access import rights_of
from decrees.models.grants import DecreePermission
from forum.models import ForumSettings, Organisation, Sector, User
from forum.permissions import Anyone

Grantee: TypeAlias = Organisation | Sector
Grants: TypeAlias = Mapping[Grantee, Set[DecreePermission]]


def held(user: Anyone, decree: DecreePage) -> frozenset[DecreePermission]:
    """What this decree grants a person today, through organisation and sector."""
    return rights_of(user).get(decree.pk, frozenset())


def granted_to(decree: DecreePage, permission: DecreePermission) -> Q:
    """Organisations to which this is granted on a decree, to themselves or to their sector."""
    groups = decree.grants.filter(permission__codename=permission).values("group")
    return Q(group__in=groups) | Q(sector__group__in=groups)


def grants_of(decree: DecreePage) -> dict[Grantee, set[DecreePermission]]:
    """Who may do what with a decree: sectors first, then organisations."""
    held_by: dict[int, set[DecreePermission]] = {}
    for group_id, codename in decree.grants.values_list("group_id", "permission__codename"):
        held_by.setdefault(group_id, set()).add(DecreePermission(codename))
    return {grantee: held_by[grantee.group_id] for grantee in grantees(held_by)}


def grantees(group_ids: Iterable[int]) -> list[Grantee]:
    group_ids = list(group_ids)
    organisations = Organisation.objects.filter(group__in=group_ids).select_related("sector")
    return [*Sector.objects.filter(group__in=group_ids), *organisations]


def set_grants(decree: DecreePage, grants: Grants) -> set[Grantee]:
    """Grant exactly this, with all that it implies; returns those for whom something changed."""
    before, after = grants_of(decree), _complete(grants)
    changed = {grantee for grantee in {*before, *after} if before.get(grantee, set()) != after.get(grantee, set())}
    for grantee in changed:
        new, old = after.get(grantee, set()), before.get(grantee, set())
        for permission in new - old:
            assign_perm(permission.value, grantee.group, decree)
        for permission in old - new:
            remove_perm(permission.value, grantee.group, decree)
    return changed


def _complete(grants: Grants) -> dict[Any, set[DecreePermission]]:
    return {
        grantee: {implied for permission in permissions for implied in DecreePermission(permission).implied}
        for grantee, permissions in grants.items()
        if permissions
    }


def people_in(grantees: Iterable[Grantee]) -> models.QuerySet[User]:
    """Logins that a change for these organisations and sectors reaches."""
    return User.objects.filter(groups__in=[grantee.group_id for grantee in grantees]).distinct()


def _of_citizens(rights: set[DecreePermission]) -> dict[Grantee, set[DecreePermission]]:
    """Of the organisation that stands for them, if the forum's settings name one."""
    named = ForumSettings.objects.exclude(citizens=None).values("citizens")
    return {one: set(rights) for one in Organisation.objects.filter(pk__in=named).select_related("sector")}


def people_taking_part(decree: DecreePage) -> models.QuerySet[User]:
    """Logins to which a decree grants something today."""
    return User.objects.filter(is_active=True, groups__in=decree.grants.values("group")).distinct()


def preset_grants(preset: str) -> dict[Grantee, set[DecreePermission]]:
    """What a preset fills in before the secretariat changes it."""
    writing = {DecreePermission.VIEW_DRAFT, DecreePermission.COMMENT}
    members: list[Grantee] = list(Organisation.objects.filter(is_forum_member=True).select_related("sector"))
    match preset:
        case "members":
            return {member: writing | {DecreePermission.PROPOSE} for member in members}
        case "citizens":
            proposing = writing | {DecreePermission.PROPOSE}
            return {member: set(proposing) for member in members} | _of_citizens(proposing)
        case "comments":
            return {member: set(writing) for member in members}
        case "sectors":
            return {sector: writing | {DecreePermission.PROPOSE} for sector in Sector.objects.all()}
    return {}
