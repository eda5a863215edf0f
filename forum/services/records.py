"""The secretariat keeps the forum's plain records: organisations, sectors, people, posts, teams."""

from typing import Any

from django.db import models, transaction
from django.forms import BaseModelForm
from django.forms.models import model_to_dict

from forum import events, ledger, permissions
from forum.models import Person, User


@transaction.atomic
def save_record(form: BaseModelForm[Any], *, by: User) -> models.Model:
    """Save a validated form (with the rows below it) and record that it was changed."""
    permissions.require(permissions.can_manage_forum(by))
    record = form.save()
    _append(events.RECORD_SAVED, record, by=by)
    return record


@transaction.atomic
def delete_record(record: models.Model, *, by: User) -> None:
    permissions.require(permissions.can_manage_forum(by))
    _append(events.RECORD_DELETED, record, by=by)
    record.delete()


def _append(verb: str, record: models.Model, *, by: User) -> None:
    """A person's data is so small that its digest could be guessed, so only the fact is kept."""
    ledger.append(
        verb,
        target=record,
        by=by,
        audience=ledger.SECRETARIAT,
        content="" if isinstance(record, Person) else model_to_dict(record),
        data={"record": record._meta.model_name},
    )
