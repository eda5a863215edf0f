"""May X do Y to Z: the forum's answers. Groups and guardian are mentioned here (and in `decrees.permissions`) only."""

from functools import cache
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from forum import clock
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT
from forum.models.access import (
    Anyone,
    Duty,
    discussions_of,
    internal_words_q,
    is_secretariat,
    memberships_of,
    organisations_of,
)
from forum.models.directory.people import Membership, Organisation, User
from forum.models.invitations import InvitationPage
from forum.models.meetings import MeetingPage
from forum.models.memory import Prepared, remembered
from forum.models.querysets import Listed, outside, restrictions

__all__ = [
    "Anyone",
    "Duty",
    "can_erase",
    "can_know_meeting",
    "can_know_membership",
    "can_leave",
    "can_let_in",
    "can_manage_forum",
    "can_public_know",
    "can_read_invitation",
    "can_record_answer",
    "can_reset_second_factor",
    "can_see_accesses",
    "can_see_registrations",
    "can_view_page",
    "can_watch_mail",
    "can_watch_site",
    "current_membership",
    "follows_from_membership",
    "has_duty",
    "is_secretariat",
    "logins_out_of_step",
    "organisations_answering",
    "organisations_of",
    "readable_entries_q",
    "require",
    "sync_groups",
]


def current_membership(user: Anyone | None) -> Membership | None:
    """The membership a person speaks from now: the newest that counts."""
    return next(iter(memberships_of(user)), None) if user is not None else None


def require(allowed: bool) -> None:
    """Turn a 'no' into a 403. The caller has already answered 404 to those who may not know."""
    if not allowed:
        raise PermissionDenied(_("You are not allowed to do this."))


def readable_entries_q(user: Anyone) -> Q:
    """The condition on a ledger entry that a person may read."""
    role = SECRETARIAT if is_secretariat(user) else MEMBERS if organisations_of(user) else PUBLIC
    return Q(audience__in=role.reads) | internal_words_q(user)


def can_view_page(user: Anyone, page: Page) -> bool:
    """Published and not behind a privacy setting that keeps this person out."""
    if is_secretariat(user):
        return True
    return remembered(("page", user.pk, page.pk), lambda: bool(_seen(page.specific_class)(user, page.pk)))


@cache
def _seen(kind: Any) -> Listed[int]:
    return Listed(lambda user, pk: kind.objects.visible_to(user).filter(pk=pk).values_list("pk", flat=True))


def has_duty(user: Anyone) -> bool:
    """Whether somebody acts for all: as secretariat or as administrator."""
    return user.is_authenticated and (user.is_superuser or is_secretariat(user))


def can_reset_second_factor(user: Anyone, login: User) -> bool:
    """Administrators, for others: their own they take off where they set it up."""
    return user.is_authenticated and user.is_superuser and user.pk != login.pk


def can_manage_forum(user: Anyone) -> bool:
    """Organisations, people, memberships, teams, meetings and invitations."""
    return is_secretariat(user)


def can_watch_mail(user: Anyone) -> bool:
    """Whom the site could not write to, and why; sending it again."""
    return is_secretariat(user)


def can_watch_site(user: Anyone) -> bool:
    """How the site runs: its tasks, timers and faults. For administrators."""
    return bool(user.is_authenticated and user.is_active and user.is_superuser)


def can_see_accesses(user: Anyone) -> bool:
    """Who looked at whose personal data: for who answers for data protection, not for those who look."""
    return can_watch_site(user)


def can_leave(user: Anyone, membership: Membership) -> bool:
    """Nobody else ends it in their name."""
    return membership.person.user == user


def can_erase(user: Anyone, login: User | None) -> bool:
    """The personal data of a login, or of somebody who has none: one's own, and anybody's for the secretariat."""
    return user == login or can_manage_forum(user)


def can_let_in(user: Anyone, membership: Membership) -> bool:
    """To what an organisation discussed before: any other of its own people who reads further back."""
    discussions = discussions_of(user)
    if membership.organisation_id not in discussions or membership.reads_from is None:
        return False
    day = discussions[membership.organisation_id]
    return (day is None or day < membership.reads_from) and membership.person.user_id != user.pk


def can_know_membership(user: Anyone, membership: Membership) -> bool:
    return membership.organisation_id in discussions_of(user)


def can_read_invitation(user: Anyone, invitation: InvitationPage) -> bool:
    return invitation.may_be_seen_by(user)


def can_know_meeting(user: Anyone, invitation: InvitationPage) -> bool:
    """What a letter and its calendar file tell of the meeting: when, where, about what.

    Whoever may read the meeting's own page; besides, once that page is published, those whom the letter names.
    """
    meeting = invitation.meeting
    if meeting is None or can_view_page(user, meeting):
        return True
    return meeting.live and invitation.invitees.filter(organisation__in=organisations_of(user)).exists()


def can_public_know(meeting: MeetingPage) -> bool:
    """What has changed in a meeting, told to people from the public: unless a privacy setting holds for its page."""
    return outside(restrictions(), MeetingPage.objects.filter(pk=meeting.pk)).exists()


def organisations_answering(user: Anyone, invitation: InvitationPage) -> QuerySet[Organisation]:
    """For whom one may answer an invitation: one's own that are invited, or that are members when it is open."""
    may = Q(invitations__invitation=invitation)
    if invitation.is_open:
        may |= Q(is_forum_member=True)
    mine = [organisation.pk for organisation in organisations_of(user)]
    return Organisation.objects.filter(may, pk__in=mine).distinct()


def can_record_answer(user: Anyone, invitation: InvitationPage, organisation: Organisation) -> bool:
    """What an invited organisation told the secretariat, past the site."""
    return is_secretariat(user) and invitation.invitees.filter(organisation=organisation).exists()


def can_see_registrations(user: Anyone) -> bool:
    """Who comes, by name: personal data for the secretariat's eyes."""
    return is_secretariat(user)


def sync_groups(user: User) -> bool:
    """Bring a login's organisation and sector groups in step with its current memberships; True if it changed.

    Other groups (duties) stay as they are. What is in step is only read.
    """
    held, wanted = _governed_groups(user)
    if held == wanted:
        return False
    user.groups.remove(*(held - wanted))
    user.groups.add(*(wanted - held))
    return True


def _governed_groups(user: User) -> tuple[set[int], set[int]]:
    """Of organisations and sectors: those that a login holds, and those that follow from its memberships today."""
    organisations = organisations_of(user)
    wanted = {o.group_id for o in organisations} | {o.sector.group_id for o in organisations}
    governed = user.groups.filter(organisation__isnull=False) | user.groups.filter(sector__isnull=False)
    return set(governed.values_list("pk", flat=True)), wanted


def follows_from_membership(login: User, duty: Group | Permission, *, holds: bool) -> bool:
    """Whether a login has (or lacks) the group of an organisation or sector because of its memberships today."""
    if not isinstance(duty, Group):
        return False
    organisations = organisations_of(login)
    derived = {o.group_id for o in organisations} | {o.sector.group_id for o in organisations}
    if holds:
        return duty.pk in derived
    is_derived = Organisation.objects.filter(Q(group=duty) | Q(sector__group=duty)).exists()
    return is_derived and duty.pk not in derived


def logins_out_of_step() -> QuerySet[User]:
    """Logins whose groups of organisations and sectors are not those of their memberships today."""
    wanted = {(user, group) for user, *groups in _WANTED(clock.today()) for group in groups}
    return User.objects.filter(pk__in={user for user, _group in wanted.symmetric_difference(_HELD())})


_WANTED: Prepared[tuple[int, int, int]] = Prepared(
    lambda day: (
        Membership.objects.current(day)
        .filter(person__user__isnull=False)
        .values_list("person__user", "organisation__group", "organisation__sector__group")
    )
)
_HELD: Prepared[tuple[int, int]] = Prepared(
    lambda: User.groups.through.objects.filter(
        Q(group__organisation__isnull=False) | Q(group__sector__isnull=False)
    ).values_list("user", "group")
)
