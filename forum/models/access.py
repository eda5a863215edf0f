"""Filters for what a person may read, from memberships and duties alone: tables stand on them, permissions above."""

from enum import StrEnum
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from forum.models.people import Membership, Organisation, User

Anyone: TypeAlias = User | AnonymousUser


class Duty(StrEnum):
    """Organisation-wide duties: plain model permissions, given to groups in the admin."""

    SECRETARIAT = "forum.act_as_secretariat"


def is_secretariat(user: Anyone) -> bool:
    return bool(user.is_authenticated and user.has_perm(Duty.SECRETARIAT))


def organisations_of(user: Anyone) -> QuerySet[Organisation]:
    """Organisations that a person may speak for today."""
    return Organisation.objects.filter(memberships__in=Membership.objects.of(user).current()).distinct()


def readable_invitations_q(user: Anyone) -> Q:
    """The condition on an invitation: open to the public, or addressed to an organisation that one speaks for."""
    if is_secretariat(user):
        return Q()
    return Q(is_open=True) | Q(invitees__organisation__in=organisations_of(user))
