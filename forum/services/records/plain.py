"""The secretariat keeps the forum's plain records: organisations, sectors, people, posts, teams, witnesses."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import BaseModelForm
from django.forms.models import model_to_dict, modelform_factory
from django.utils.text import slugify

from forum import events, ledger, permissions
from forum.audiences import SECRETARIAT
from forum.forms.fields import form_field
from forum.models import Membership, Organisation, OrganisationKind, Person, Post, Team, User, Witness
from forum.services import tasks
from forum.services.memberships import sync_rights, tell


@transaction.atomic
def save_record(form: BaseModelForm[Any], *, by: User) -> models.Model:
    """Save a validated form (with the rows below it) and record that it was changed."""
    permissions.require(permissions.can_manage_forum(by))
    if isinstance(form.instance, Organisation) and form.instance.pk is None and form.instance.kind is None:
        form.instance.kind = _kind_by_name(form.instance.name)
    record = form.save()
    if isinstance(record, Witness):
        _append_witness(events.WITNESS_SAVED, record, by=by)
    else:
        _append(events.RECORD_SAVED, record, by=by)
    if isinstance(record, OrganisationKind):
        _sort_in(record, by)
    if isinstance(record, Organisation):  # of another sector now, perhaps
        _sync_all(User.objects.filter(person__memberships__organisation=record))
        tasks.send_letters_due()  # it has an address now, perhaps
    return record


def _kind_by_name(name: str) -> OrganisationKind | None:
    return next((kind for kind in OrganisationKind.objects.all() if kind.fits(name)), None)


def _sort_in(kind: OrganisationKind, by: User) -> None:
    """Those that had no kind and bear such a name."""
    for organisation in Organisation.objects.filter(kind=None):
        if kind.fits(organisation.name):
            organisation.kind = kind
            organisation.save(update_fields=["kind"])
            _append(events.RECORD_SAVED, organisation, by=by)


def save_values(model: type[models.Model], *, instance: models.Model | None = None, by: User, **values: Any) -> Any:
    """The same with plain values, through the form that asks for them. Raises ValidationError by field."""
    fields = list(values)
    form_class = modelform_factory(model, fields=fields, formfield_callback=form_field)  # type: ignore[arg-type]
    given = {name: value.pk if isinstance(value, models.Model) else value for name, value in values.items()}
    form = form_class(given, instance=instance)
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return save_record(form, by=by)


def post_named(organisation: Organisation, label: str, *, by: User) -> Post:
    """The office of this name there, whatever the capitals; made, with an entry, where there is none."""
    found = Post.objects.filter(organisation=organisation, label__iexact=label).first()
    return found or save_values(Post, by=by, organisation=organisation, label=label)


def free_slug(name: str) -> str:
    """For an organisation, from its name; numbered where another has it."""
    wanted = slugify(name)[:70] or "organisasi"
    taken = set(Organisation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


@transaction.atomic
def delete_record(record: models.Model, *, by: User) -> None:
    permissions.require(permissions.can_manage_forum(by))
    if isinstance(record, Team) and record.meetings.exists():
        raise models.ProtectedError("Meetings are those of this team.", set(record.meetings.all()[:1]))
    if isinstance(record, Witness):
        _append_witness(events.WITNESS_REMOVED, record, by=by)
    else:
        _append(events.RECORD_DELETED, record, by=by)
    if isinstance(record, Person):
        for membership in Membership.objects.current().filter(person=record):
            tell(membership, events.MEMBERSHIP_ENDED, by=by, office=ledger.office_of(by))
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
