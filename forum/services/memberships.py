"""Who belongs where, and the rights that follow at once."""

import datetime

from django.db import transaction

from forum import events, ledger, live, permissions
from forum.audiences import SECRETARIAT
from forum.models.people import Membership, Organisation, Person, Post, User
from forum.services import tasks


@transaction.atomic
def start_membership(
    person: Person,
    *,
    organisation: Organisation,
    post: Post | None = None,
    on_behalf_of: Organisation | None = None,
    start_date: datetime.date,
    end_date: datetime.date | None = None,
    by: User,
) -> Membership:
    """A person begins to speak for an organisation. Raises ValidationError if the dates are impossible."""
    permissions.require(permissions.can_manage_forum(by))
    membership = Membership(
        person=person,
        organisation=organisation,
        post=post,
        on_behalf_of=on_behalf_of,
        start_date=start_date,
        end_date=end_date,
    )
    membership.full_clean()
    membership.save()
    _record(membership, events.MEMBERSHIP_STARTED, by=by)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, on: datetime.date, by: User) -> Membership:
    """`on` is the last day that counts. A day in the past takes the rights away now, on open sockets too."""
    permissions.require(permissions.can_manage_forum(by))
    membership.end_date = on
    membership.full_clean()
    membership.save()
    _record(membership, events.MEMBERSHIP_ENDED, by=by)
    return membership


def _record(membership: Membership, verb: str, *, by: User) -> None:
    ledger.append(
        verb,
        target=membership,
        by=by,
        audience=SECRETARIAT,
        data={"organisation": membership.organisation.label},
        content=[membership.person_id, membership.organisation_id, membership.start_date, membership.end_date],
    )
    if membership.person.user:
        sync_rights(membership.person.user)
    transaction.on_commit(tasks.send_overdue_letters.enqueue)


def sync_rights(user: User) -> bool:
    """Bring a login in step with its memberships, on open sockets too; True if something changed."""
    changed = permissions.sync_groups(user)
    if changed:
        live.revoke(user)
    return changed


def sync_memberships() -> int:
    """Bring all logins in step with today's memberships; how many changed. Cheap when nothing is due."""
    changed = 0
    for user in permissions.governed_logins():
        with transaction.atomic():
            changed += sync_rights(user)
    if changed:
        tasks.send_overdue_letters.enqueue()
    return changed
