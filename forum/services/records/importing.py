"""What a table brings becomes records, each by the service that makes it by hand, with an entry of its own."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from forum import permissions
from forum.forms.tables import Checked, Kind, State
from forum.forms.tables.organisations import Organisations
from forum.models import Organisation, Person, User
from forum.services.memberships import start_membership
from forum.services.records.plain import free_slug, post_named, save_values


@dataclass(frozen=True)
class Taken:
    made: int
    changed: int


@transaction.atomic
def take_rows(table: Kind, *, update: bool, by: User) -> Taken:
    """All good rows, or none; what is there already changes only with `update`. Brought again, nothing is doubled."""
    permissions.require(permissions.can_manage_forum(by))
    made, changed = table.of(State.NEW), table.of(State.DIFFERS) if update else []
    for row in sorted([*made, *changed], key=lambda row: row.number):
        take_row(row, kind=type(table), by=by)
    return Taken(len(made), len(changed))


def take_row(row: Checked, *, kind: type[Kind], by: User) -> None:
    """Raises ValidationError for what only the record itself refuses."""
    (_take_organisation if issubclass(kind, Organisations) else _take_person)(row, by)


def _given(row: Checked, *names: str) -> dict[str, Any]:
    """An empty cell takes nothing away."""
    return {name: row.cleaned[name] for name in names if row.values.get(name)}


def _take_organisation(row: Checked, by: User) -> None:
    values = _given(row, "name", "short_name", "sector", "kind", "address", "email", "website", "is_forum_member")
    if parent := row.cleaned["parent"]:
        values["parent"] = _parent_named(parent)
    if row.known is None:
        values["slug"] = free_slug(row.cleaned["short_name"] or row.cleaned["name"])
    save_values(Organisation, instance=row.known, by=by, **values)


def _parent_named(name: str) -> Organisation:
    found = Organisation.objects.filter(Q(name__iexact=name) | Q(short_name__iexact=name)).first()
    if found is None:  # the row that was to bring it was not taken
        raise ValidationError(_("There is no such organisation, here or above in the table."))
    return found


def _take_person(row: Checked, by: User) -> None:
    person, organisation = row.cleaned["person"], row.cleaned["organisation"]
    if person is None or row.changes:
        person = save_values(Person, instance=person, by=by, **_given(row, "name", "email"))
    if row.known is None:
        start_membership(
            person,
            organisation=organisation,
            post=post_named(organisation, row.cleaned["post"], by=by) if row.cleaned["post"] else None,
            start_date=row.cleaned["start_date"],
            by=by,
        )
