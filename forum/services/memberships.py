"""Who belongs where, and the rights that follow at once. The organisation concerned is told, and so is the public."""

import datetime
from functools import partial

from django.db import transaction

from forum import clock, events, ledger, live, permissions
from forum.audiences import PUBLIC, Audience
from forum.models.access import discussions_of, earliest
from forum.models.directory.page import DirectoryPage
from forum.models.directory.people import Membership, Organisation, Person, Post, User
from forum.models.querysets import MembershipQuerySet
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
    """A person begins to speak for an organisation.

    Raises ValidationError if the dates are impossible, and where the person does so already in the same office.
    """
    permissions.require(permissions.can_manage_forum(by))
    office = ledger.office_of(by)
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two at once wait for each other
    membership = Membership(
        person=person,
        organisation=organisation,
        post=post,
        on_behalf_of=on_behalf_of,
        start_date=start_date,
        end_date=end_date,
    )
    membership.full_clean()
    before = list(_current(person, organisation).values_list("reads_from", flat=True))
    membership.save()
    if before and start_date <= clock.today():  # another post in the same organisation: no newcomer
        _read_from(earliest([membership.reads_from, *before]), membership)
    _record(membership, events.MEMBERSHIP_STARTED, by=by, office=office)
    return membership


def _current(person: Person, organisation: Organisation) -> MembershipQuerySet:
    found: MembershipQuerySet = Membership.objects.current().filter(person=person, organisation=organisation)
    return found


def _read_from(day: datetime.date | None, membership: Membership) -> None:
    membership.reads_from = day
    membership.save(update_fields=["reads_from"])


@transaction.atomic
def end_membership(membership: Membership, *, on: datetime.date, by: User) -> Membership:
    """`on` is the last day that counts. A day in the past takes the rights away now, on open sockets too.

    A membership that was over and is to last longer starts anew, also as to what its person reads.
    """
    permissions.require(permissions.can_manage_forum(by))
    office = ledger.office_of(by)
    stored = Membership.objects.select_for_update().get(pk=membership.pk)  # a form has its new date already
    starts_anew = stored.end_date is not None and stored.end_date < clock.today() <= on
    membership.end_date = on
    membership.reads_from = clock.today() if starts_anew else stored.reads_from
    membership.full_clean()
    membership.save()
    verb = events.MEMBERSHIP_STARTED if starts_anew else events.MEMBERSHIP_ENDED
    _record(membership, verb, by=by, office=office)
    return membership


@transaction.atomic
def leave_organisation(membership: Membership, *, by: User) -> Membership:
    """Whoever speaks for an organisation stops it, from now on."""
    permissions.require(permissions.can_leave(by, membership))
    office = ledger.office_of(by)
    membership.end_date = membership.last_day_if_ended_now
    membership.save(update_fields=["end_date"])
    _record(membership, events.MEMBERSHIP_ENDED, by=by, office=office)
    return membership


@transaction.atomic
def let_in(membership: Membership, *, by: User) -> Membership:
    """Somebody of the organisation lets a newcomer read what was said before, as far as they read it themselves."""
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("organisation", "person__user")
        .get(pk=membership.pk)
    )
    permissions.require(permissions.can_let_in(by, membership))
    _read_from(discussions_of(by)[membership.organisation_id], membership)
    ledger.append(
        events.MEMBERSHIP_ADMITTED,
        target=membership,
        page=_directory(),
        by=by,
        audience=Audience.of(membership.organisation),
        data={"organisation": membership.organisation.label},
    )
    if membership.person.user:
        live.revoke(membership.person.user)
    return membership


def _record(membership: Membership, verb: str, *, by: User, office: ledger.Office) -> None:
    tell(membership, verb, by=by, office=office)
    if membership.person.user:
        sync_rights(membership.person.user)
        live.revoke(membership.person.user)  # what they may read changes also where their groups do not
    tasks.send_letters_due()


def tell(membership: Membership, verb: str, *, by: User, office: ledger.Office) -> None:
    """The public learns that it happened; the organisation who it is, in its timeline and by mail."""
    label, acting = office
    who = [membership.person_id, membership.organisation_id, membership.start_date, membership.end_date]
    for told in membership.organisations:
        entry = partial(ledger.append, verb, page=_directory(), by=by, actor_label=label, organisation=acting)
        entry(target=told, audience=PUBLIC, data={"organisation": told.label})
        entry(target=membership, audience=Audience.of(told), data={"organisation": told.label}, content=who)
        for address in _addresses(told, but=membership.person):
            news = {"verb": verb, "organisation": told.label, "person": str(membership.person), "by": label}
            transaction.on_commit(partial(tasks.mail_membership.enqueue, address, membership.pk, news))


def _addresses(organisation: Organisation, *, but: Person) -> list[str]:
    """Of its other people who sign in today; the office's if there are none."""
    others = Membership.objects.speaking_for(organisation).exclude(person=but)
    found = others.filter(person__user__is_active=True).values_list("person__user__email", flat=True)
    return sorted(set(found)) or [address for address in [organisation.email] if address]


def sync_rights(user: User) -> bool:
    """Bring a login in step with its memberships, on open sockets too; True if something changed."""
    changed = permissions.sync_groups(user)
    if changed:
        live.revoke(user)
    return changed


def sync_memberships() -> int:
    """Bring all logins in step with today's memberships; how many changed. Where nothing is due it only reads."""
    changed = 0
    for user in permissions.logins_out_of_step():
        with transaction.atomic():
            changed += sync_rights(user)
    if changed:
        tasks.send_overdue_letters.enqueue()
    return changed


def _directory() -> DirectoryPage | None:
    found: DirectoryPage | None = DirectoryPage.objects.order_by("pk").first()
    return found
