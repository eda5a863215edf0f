"""The secretariat keeps the forum's plain records: organisations, sectors, people, posts, teams."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.forms import BaseModelForm
from django.forms.models import model_to_dict

from forum import events, ledger, permissions
from forum.audiences import SECRETARIAT
from forum.models import Organisation, Person, User, Witness
from forum.services import tasks
from forum.services.memberships import sync_rights


@transaction.atomic
def save_record(form: BaseModelForm[Any], *, by: User) -> models.Model:
    """Save a validated form (with the rows below it) and record that it was changed."""
    permissions.require(permissions.can_manage_forum(by))
    record = form.save()
    if isinstance(record, Witness):
        _append_witness(events.WITNESS_SAVED, record, by=by)
    else:
        _append(events.RECORD_SAVED, record, by=by)
    if isinstance(record, Organisation):  # of another sector now, perhaps
        _sync_all(User.objects.filter(person__memberships__organisation=record))
        transaction.on_commit(tasks.send_overdue_letters.enqueue)  # it has an address now, perhaps
    return record


@transaction.atomic
def delete_record(record: models.Model, *, by: User) -> None:
    permissions.require(permissions.can_manage_forum(by))
    if isinstance(record, Witness):
        _append_witness(events.WITNESS_REMOVED, record, by=by)
    else:
        _append(events.RECORD_DELETED, record, by=by)
    # A person's memberships go with the person, and the rights with the memberships.
    logins = list(User.objects.filter(person=record)) if isinstance(record, Person) else []
    record.delete()
    _sync_all(logins)


def _sync_all(logins: Iterable[User]) -> None:
    for login in logins:
        sync_rights(login)


def _append(verb: str, record: models.Model, *, by: User) -> None:
    """A person's data is so small that its digest could be guessed, so only the fact is kept."""
    ledger.append(
        verb,
        target=record,
        by=by,
        audience=SECRETARIAT,
        content="" if isinstance(record, Person) else model_to_dict(record),
        data={"record": record._meta.model_name},
    )


def _append_witness(verb: str, witness: Witness, *, by: User) -> None:
    """For everybody: whom the record names as a witness is part of what it proves."""
    ledger.append(verb, target=witness, by=by, data={"witness": witness.name, "key": witness.public_key})
