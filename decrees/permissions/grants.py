"""What a decree grants to organisations and sectors: object permissions of their groups, set when a round opens."""

from collections.abc import Iterable, Mapping, Set
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import assign_perm, remove_perm

from decrees.models.grants import DecreeGrant
from forum.models import Organisation, Sector, User
from forum.permissions import Anyone, organisations_of

if TYPE_CHECKING:
    from decrees.models import DecreePage


class DecreePermission(StrEnum):
    """What a group may be granted on one decree. Writing implies reading."""

    VIEW_DRAFT = "view_draft"
    COMMENT = "comment_on_draft"
    PROPOSE = "propose_wording"
    ANSWER = "answer_comments"

    @property
    def label(self) -> str | Promise:
        return LABELS[self]

    @property
    def implied(self) -> frozenset["DecreePermission"]:
        """This and all that it makes no sense without."""
        implied = {self, DecreePermission.VIEW_DRAFT}
        if self is DecreePermission.PROPOSE:
            implied.add(DecreePermission.COMMENT)
        return frozenset(implied)


LABELS = {
    DecreePermission.VIEW_DRAFT: _("may read"),
    DecreePermission.COMMENT: _("may comment"),
    DecreePermission.PROPOSE: _("may propose wording"),
    DecreePermission.ANSWER: _("may answer"),
}
Grantee: TypeAlias = Organisation | Sector
Grants: TypeAlias = Mapping[Grantee, Set[DecreePermission]]


def invited(user: Anyone) -> models.QuerySet[DecreeGrant]:
    """Grants that reach a person today through the groups of their organisations and sectors."""
    if not user.is_authenticated or not organisations_of(user).exists():
        return DecreeGrant.objects.none()
    return DecreeGrant.objects.filter(group__user=user)


def held(user: Anyone, decree: "DecreePage") -> frozenset[DecreePermission]:
    """What this decree grants a person today, through organisation and sector."""
    codenames = invited(user).filter(content_object=decree.pk).values_list("permission__codename", flat=True)
    return frozenset(map(DecreePermission, codenames))


def granted_to(decree: "DecreePage", permission: DecreePermission) -> Q:
    """Organisations to which this is granted on a decree, to themselves or to their sector."""
    groups = decree.grants.filter(permission__codename=permission).values("group")
    return Q(group__in=groups) | Q(sector__group__in=groups)


def grants_of(decree: "DecreePage") -> dict[Grantee, set[DecreePermission]]:
    """Who may do what with a decree: sectors first, then organisations."""
    held_by: dict[int, set[DecreePermission]] = {}
    for group_id, codename in decree.grants.values_list("group_id", "permission__codename"):
        held_by.setdefault(group_id, set()).add(DecreePermission(codename))
    return {grantee: held_by[grantee.group_id] for grantee in grantees(held_by)}


def grantees(group_ids: Iterable[int]) -> list[Grantee]:
    group_ids = list(group_ids)
    organisations = Organisation.objects.filter(group__in=group_ids).select_related("sector")
    return [*Sector.objects.filter(group__in=group_ids), *organisations]


def set_grants(decree: "DecreePage", grants: Grants) -> set[Grantee]:
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


def preset_grants(preset: str) -> dict[Grantee, set[DecreePermission]]:
    """What a preset fills in before the secretariat changes it."""
    writing = {DecreePermission.VIEW_DRAFT, DecreePermission.COMMENT}
    members: list[Grantee] = list(Organisation.objects.filter(is_forum_member=True).select_related("sector"))
    match preset:
        case "members":
            return {member: writing | {DecreePermission.PROPOSE} for member in members}
        case "comments":
            return {member: set(writing) for member in members}
        case "sectors":
            return {sector: writing | {DecreePermission.PROPOSE} for sector in Sector.objects.all()}
    return {}
