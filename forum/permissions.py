"""May X do Y to Z: the forum's answers. Groups and guardian are mentioned here (and in `decrees.permissions`) only."""

from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from forum.ledger import MEMBERS, PUBLIC, SECRETARIAT, organisation_audience
from forum.models.people import Membership, Organisation, User

if TYPE_CHECKING:
    from forum.models.invitations import InvitationPage

Anyone: TypeAlias = User | AnonymousUser


class Duty(StrEnum):
    """Organisation-wide duties: plain model permissions, given to groups in the admin."""

    SECRETARIAT = "forum.act_as_secretariat"


def current_membership(user: Anyone | None) -> Membership | None:
    """The membership a person speaks from now."""
    return Membership.objects.voice_of(user)


def organisations_of(user: Anyone) -> QuerySet[Organisation]:
    """Organisations that a person may speak for today."""
    return Organisation.objects.filter(memberships__in=Membership.objects.of(user).current()).distinct()


def is_secretariat(user: Anyone) -> bool:
    return bool(user.is_authenticated and user.has_perm(Duty.SECRETARIAT))


def require(allowed: bool) -> None:
    """Turn a 'no' into a 403. The caller has already answered 404 to those who may not know."""
    if not allowed:
        raise PermissionDenied(_("You are not allowed to do this."))


def audiences_of(user: Anyone) -> set[str]:
    """The audiences whose ledger entries a person may read."""
    audiences = {PUBLIC}
    if user.is_authenticated:
        audiences |= {organisation_audience(organisation) for organisation in organisations_of(user)}
    if len(audiences) > 1 or is_secretariat(user):
        audiences.add(MEMBERS)
    if is_secretariat(user):
        audiences.add(SECRETARIAT)
    return audiences


def can_view_page(user: Anyone, page: Page) -> bool:
    """Published and not behind a privacy setting that keeps this person out."""
    if is_secretariat(user):
        return True
    return page.specific_class.objects.filter(pk=page.pk).visible_to(user).exists()


def can_manage_forum(user: Anyone) -> bool:
    """Organisations, people, memberships, teams, meetings and invitations."""
    return is_secretariat(user)


def readable_invitations(user: Anyone) -> Q:
    """The condition on an invitation: open to the public, or addressed to an organisation that one speaks for."""
    if is_secretariat(user):
        return Q()
    return Q(is_open=True) | Q(invitees__organisation__in=organisations_of(user))


def can_read_invitation(user: Anyone, invitation: "InvitationPage") -> bool:
    if invitation.is_open or is_secretariat(user):
        return True
    return invitation.invitees.filter(organisation__in=organisations_of(user)).exists()


def organisations_answering(user: Anyone, invitation: "InvitationPage") -> QuerySet[Organisation]:
    """For whom one may answer an invitation: one's own that are invited, or that are members when it is open."""
    may = Q(invitations__invitation=invitation)
    if invitation.is_open:
        may |= Q(is_forum_member=True)
    return organisations_of(user).filter(may).distinct()


def can_see_registrations(user: Anyone) -> bool:
    """Who comes, by name: personal data for the secretariat's eyes."""
    return is_secretariat(user)


def sync_groups(user: User) -> bool:
    """Bring a login's organisation and sector groups in step with its current memberships; True if it changed.

    Other groups (duties) stay as they are.
    """
    organisations = list(organisations_of(user).select_related("sector"))
    wanted = {o.group_id for o in organisations} | {o.sector.group_id for o in organisations}
    governed = user.groups.filter(organisation__isnull=False) | user.groups.filter(sector__isnull=False)
    held = set(governed.values_list("pk", flat=True))
    user.groups.remove(*(held - wanted))
    user.groups.add(*(wanted - held))
    return held != wanted


def governed_logins() -> QuerySet[User]:
    """Logins whose groups depend on today's date: they hold an organisation's group or have a membership today."""
    current = Membership.objects.current().filter(person__user__isnull=False)
    holding = User.objects.filter(groups__organisation__isnull=False)
    return (holding | User.objects.filter(pk__in=current.values("person__user"))).distinct()
