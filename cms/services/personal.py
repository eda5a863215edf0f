"""A person's right to see and to have erased what is stored about them (UU 27/2022, articles 7, 8, 32 and 43).

Erased is what belongs to the login and the person. What they did for an organisation belongs to the record: the rows
stay as they are and point to a login without name or address.
"""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from cms.reading.personal import addresses_of, as_json, belongs_to_login, person_of, pointing_to
from decrees.services.citizens import forget_citizens_at
from forum import events, ledger, live, permissions
from forum.audiences import SECRETARIAT
from forum.ledger.acting import told_by_service
from forum.models import Membership, Person, TeamMembership, User
from forum.services import (
    end_membership,
    forget_attendance_of,
    forget_invited_people_at,
    forget_links_of,
    forget_notices_of,
    forget_registrations_of,
    leave_organisation,
    tasks,
)
from minutes.services import forget_guests_at
from search.services.saved import forget_searches_of


@transaction.atomic
def take_out_personal_data(login: User) -> dict[str, Any]:
    """All that is stored about the person of a login, for that person. That it was taken out is recorded."""
    told = as_json(login, person_of(login))
    ledger.append(events.PERSON_EXPORTED, target=login, by=login, audience=SECRETARIAT)
    return told


@transaction.atomic
def erase_personal_data(login: User | None, person: Person | None, *, by: User) -> None:
    """The person is without name, address, login and representations from now on. Nothing of it can be taken back.

    Raises ValidationError for whoever holds a duty or is named in a team today: that ends first, where all see it.
    """
    permissions.require(permissions.can_erase(by, login))
    _require_free_to_go(login, person)
    office = ledger.office_of(by)
    addresses = addresses_of(login, person)
    _end_representations(person, by=by)
    forget_attendance_of(person, addresses)
    forget_registrations_of(addresses)
    forget_notices_of(addresses)
    forget_links_of(addresses)
    forget_invited_people_at(addresses)
    forget_searches_of(addresses)
    forget_citizens_at(addresses)
    forget_guests_at(addresses)
    with told_by_service():
        _erase_login(login)
        _erase_person(person)
    _tell(person or login, office, by=by)
    for address in addresses:
        transaction.on_commit(partial(tasks.mail_erased.enqueue, address))


def _require_free_to_go(login: User | None, person: Person | None) -> None:
    if login and (login.is_superuser or permissions.is_secretariat(login)):
        raise ValidationError(_("Whoever holds a duty gives it up first."), code="duty")
    for seat in TeamMembership.objects.filter(person=person).current() if person else ():
        raise ValidationError(
            _("This person is named in the team “%(team)s”: end the seat first.") % {"team": seat.team}, code="team"
        )


def _end_representations(person: Person | None, *, by: User) -> None:
    for membership in Membership.objects.filter(person=person).current() if person else ():
        if by == membership.person.user:
            leave_organisation(membership, by=by)
        else:
            end_membership(membership, on=membership.last_day_if_ended_now, by=by)


def _erase_login(login: User | None) -> None:
    """The row stays, for the rows of the record that point to it; nobody signs in with it, open pages included."""
    if login is None:
        return
    for relation, rows in pointing_to(login):
        if belongs_to_login(relation):
            rows.delete()
    login.email, login.first_name, login.last_name = f"{login.pk}@erased.invalid", nameless(), ""
    login.is_active, login.last_login = False, None
    login.set_unusable_password()
    login.save()
    _erase_from_log(login)
    live.revoke(login)


def _erase_person(person: Person | None) -> None:
    if person is None:
        return
    person.name = nameless()
    person.honorific_prefix = person.honorific_suffix = person.email = person.phone = ""
    person.rank = person.employee_number = ""
    person.save()
    _erase_from_log(person)
    for double in person.doubles.all():
        _erase_person(double)


def nameless() -> str:
    with override(settings.LANGUAGE_CODE):
        return _("(name erased)")


def _erase_from_log(row: Person | User) -> None:
    """The admin's own log repeats the name of what was changed."""
    ModelLogEntry.objects.for_instance(row).update(label=nameless())


def _tell(about: Person | User | None, office: ledger.Office, *, by: User) -> None:
    label, organisation = office
    if about:
        ledger.append(
            events.PERSON_ERASED,
            target=about,
            by=by,
            audience=SECRETARIAT,
            actor_label=label,
            organisation=organisation,
        )
