"""What is stored about one person, table by table, found by the relations of the models: no table can be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from decrees.models import Citizen, CitizenComment, CitizenSupport
from forum.models import (
    AnswerLink,
    Delegation,
    InvitedPerson,
    LedgerEntry,
    Material,
    Notice,
    Person,
    PollLink,
    Presence,
    Registration,
    Rsvp,
    SentReminder,
    User,
)
from forum.models.invitations.mails import SentMail
from forum.reading.attendance.expected import invited_key
from minutes.models import GuestLink, PresentGuest
from search.models import SavedSearch

# Keys to doors, not knowledge about a person; and whole pages, which are not about who saved them.
SECRET = {"password", "token", "salt", "secret", "key", "session_key", "data", "content"}
Row = dict[str, str]


@dataclass(frozen=True)
class Section:
    """The rows of one table that tell something about a person.

    `goes`: they are the login's own and are deleted on request; the others belong to the record and lose the name.
    """

    name: str
    rows: models.QuerySet[Any]
    goes: bool

    @cached_property
    def count(self) -> int:
        return self.rows.count()


def sections(login: User | None, person: Person | None) -> list[Section]:
    """Tables with at least one row about them, the login's own first."""
    found = [*_own(login, person), *_related(login), *_related(person)]
    filled = [section for section in found if section.count]
    return sorted(filled, key=lambda section: (not section.goes, section.name))


def _own(login: User | None, person: Person | None) -> Iterator[Section]:
    """Citizens register by their address alone."""
    if login:
        yield Section(str(User._meta.verbose_name), User.objects.filter(pk=login.pk), goes=True)
    if person:
        yield Section(str(Person._meta.verbose_name), Person.objects.filter(pk=person.pk), goes=True)
    for address in addresses_of(login, person):
        yield _section(Registration, Registration.objects.filter(email__iexact=address), goes=True)
        alone = InvitedPerson.objects.filter(email__iexact=address)
        there = Q(registration__email__iexact=address) | Q(key__in=[invited_key(one) for one in alone])
        yield _section(Presence, Presence.objects.filter(there, person=None), goes=False)
        yield _section(Notice, Notice.objects.filter(address=address), goes=True)
        yield _section(InvitedPerson, alone, goes=True)
        yield _section(Delegation, Delegation.objects.filter(rsvp__person__email__iexact=address), goes=True)
        yield _section(Material, Material.objects.filter(person__email__iexact=address), goes=True)
        yield _section(Rsvp, Rsvp.objects.filter(person__email__iexact=address), goes=False)
        yield _section(AnswerLink, AnswerLink.objects.filter(address=address), goes=True)
        yield _section(PollLink, PollLink.objects.filter(address=address), goes=True)
        yield _section(PresentGuest, PresentGuest.objects.filter(address=address), goes=False)
        yield _section(GuestLink, GuestLink.objects.filter(address=address), goes=False)
        yield _section(SentReminder, SentReminder.objects.filter(address=address), goes=True)
        yield _section(SavedSearch, SavedSearch.objects.filter(email=address), goes=True)
        yield _section(Citizen, Citizen.objects.filter(email=address), goes=True)
        yield _section(CitizenComment, CitizenComment.objects.filter(citizen__email=address), goes=False)
        yield _section(CitizenSupport, CitizenSupport.objects.filter(citizen__email=address), goes=False)
        yield _section(SentMail, SentMail.objects.filter(address=address), goes=True)


def _related(about: User | Person | None) -> Iterator[Section]:
    for relation, rows in pointing_to(about) if about else ():
        # The groups of a login follow from its memberships.
        # Whom a login recorded at the door is somebody else.
        is_others = isinstance(about, User) and rows.model is Presence
        if rows.model is not Person and not rows.model._meta.auto_created and not is_others:
            yield _section(rows.model, rows, goes=belongs_to_login(relation))


def pointing_to(about: User | Person) -> Iterator[tuple[models.ManyToOneRel, models.QuerySet[Any]]]:
    """Each relation to this row, also those without a name of their own, with the rows behind it."""
    for relation in about._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            model: Any = relation.related_model
            yield relation, model._base_manager.filter(**{relation.field.name: about})


def addresses_of(login: User | None, person: Person | None) -> list[str]:
    return sorted({row.email.lower() for row in (login, person) if row and row.email})


def person_of(login: User) -> Person | None:
    return Person.objects.filter(user=login).first()


def belongs_to_login(relation: models.ManyToOneRel) -> bool:
    """What the database would delete together with the login. Who spoke for an organisation stays on record."""
    return relation.model is User and relation.on_delete is models.CASCADE


def _section(model: type[models.Model], rows: models.QuerySet[Any], *, goes: bool) -> Section:
    name = _("places where you are signed in") if model is UserSession else str(model._meta.verbose_name_plural)
    return Section(name, rows, goes)


def as_json(login: User | None, person: Person | None) -> dict[str, list[Row]]:
    """All rows by table, spelled for people: {"table": [{"field": "value"}]}; empty fields are left out."""
    told: dict[str, list[Row]] = {}
    for section in sections(login, person):
        told.setdefault(section.name, []).extend(_row(row) for row in section.rows.iterator())
    return told


def _row(row: models.Model) -> Row:
    told = {str(field.verbose_name): _spelled(row, field) for field in row._meta.concrete_fields if _is_told(field)}
    if isinstance(row, LedgerEntry):
        told[_("event")] = row.sentence
    return {name: value for name, value in told.items() if value}


def _is_told(field: models.Field[Any, Any]) -> bool:
    return field.name not in SECRET and not field.primary_key


def _spelled(row: models.Model, field: models.Field[Any, Any]) -> str:
    """A relation by its key: the name of who else is concerned is not this person's data."""
    value = field.value_from_object(row)
    if value is None or value == "":
        return ""
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(value), "j F Y, H.i")
    if field.choices or hasattr(row, f"get_{field.name}_display"):
        return str(getattr(row, f"get_{field.name}_display")())
    return str(value)
