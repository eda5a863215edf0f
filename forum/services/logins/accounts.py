"""People may exist without a login; the secretariat invites them to one."""

from collections.abc import Iterable
from functools import partial

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, events, ledger, permissions
from forum.audiences import SECRETARIAT
from forum.ledger.acting import told_by_service
from forum.models import Person, User
from forum.services import tasks


@transaction.atomic
def invite_person(person: Person, *, by: User) -> Person:
    """Give a person a login and mail a link to choose a password; asked again, a fresh link.

    Raises ValidationError without an address, with somebody else's, or when the person signs in already.
    """
    permissions.require(permissions.can_manage_forum(by))
    if person.user is None:
        person.user = _login_for(person)
        person.save(update_fields=["user"])
        permissions.sync_groups(person.user)
        # Whoever could not sign in has read nothing yet.
        person.memberships.filter(start_date__lt=clock.today()).update(reads_from=clock.today())
        transaction.on_commit(tasks.send_overdue_letters.enqueue)
    elif person.user.last_login:
        raise ValidationError(_("This person signs in already."), code="signed_in")
    ledger.append(events.LOGIN_INVITED, target=person, by=by, audience=SECRETARIAT)
    transaction.on_commit(partial(tasks.mail_login.enqueue, person.pk))
    return person


@transaction.atomic
def invite_people(people: Iterable[Person], *, by: User) -> tuple[list[Person], list[tuple[Person, str]]]:
    """Invite several; those who could not be are returned with the reason."""
    permissions.require(permissions.can_manage_forum(by))
    invited: list[Person] = []
    left_out: list[tuple[Person, str]] = []
    for person in people:
        try:
            with transaction.atomic():
                invited.append(invite_person(person, by=by))
        except ValidationError as refused:
            left_out.append((person, " ".join(refused.messages)))
    return invited, left_out


@transaction.atomic
def reset_second_factor(login: User, *, by: User) -> User:
    """For somebody who has lost it and the codes on paper: the next sign-in asks for the password alone."""
    permissions.require(permissions.can_reset_second_factor(by, login))
    Authenticator.objects.filter(user=login).delete()
    ledger.append(events.SECOND_FACTOR_RESET, target=login, by=by)
    transaction.on_commit(partial(tasks.mail_second_factor_reset.enqueue, login.pk))
    return login


def _login_for(person: Person) -> User:
    if not person.email:
        raise ValidationError(_("Enter an email address for this person first."), code="no_address")
    existing = User.objects.filter(email__iexact=person.email).first()
    if existing is None:
        with told_by_service():
            return User.objects.create_user(person.email, first_name=person.name[:150])
    if Person.objects.filter(user=existing).exists():
        raise ValidationError(_("This email address belongs to another person's login."), code="taken")
    return existing
