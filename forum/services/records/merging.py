"""What was entered twice becomes one. The record keeps naming the double; everything to come goes to the other."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from forum import clock, events, ledger, permissions
from forum.audiences import SECRETARIAT
from forum.models import InviteeList, Membership, Organisation, Person, User
from forum.models.invitations.lists import ListedInvitee
from forum.services.memberships import end_membership, start_membership
from forum.services.records.plain import post_named

OF_ORGANISATIONS = ("short_name", "kind", "address", "email", "website", "description")
OF_PEOPLE = ("honorific_prefix", "honorific_suffix", "email", "phone", "rank", "employee_number")


@transaction.atomic
def merge_organisations(double: Organisation, *, into: Organisation, by: User) -> Organisation:
    """Its people speak for the other from today, its lists and units name the other; what the other lacks it takes
    over. Raises ValidationError: the same, or one of them is a double already."""
    permissions.require(permissions.can_manage_forum(by))
    double, into = _two(Organisation, double, into)
    if into.parent_id == double.pk:
        raise ValidationError(_("%s is a part of it. Change that first.") % into, code="part")
    _take_over(double, into, OF_ORGANISATIONS)
    into.is_forum_member = into.is_forum_member or double.is_forum_member
    double.is_forum_member = False
    for membership in _to_come().filter(Q(organisation=double) | Q(on_behalf_of=double)):
        _move(membership, {double.pk: into}, membership.person, by)
    double.units.update(parent=into)
    _name_in_lists(double, into)
    return _merged(double, into, by)


@transaction.atomic
def merge_people(double: Person, *, into: Person, by: User) -> Person:
    """The login and what the double speaks for go to the other. Raises ValidationError: the same, one of them is a
    double already, or both have a login."""
    permissions.require(permissions.can_manage_forum(by))
    double, into = _two(Person, double, into)
    if double.user and into.user:
        raise ValidationError(_("Both have a login. Close one of them first."), code="logins")
    login = double.user
    if login:
        double.user = None
        double.save(update_fields=["user"])
        into.user = login
    _take_over(double, into, OF_PEOPLE)
    into.save()
    for membership in _to_come().filter(person=double):
        _move(membership, {}, into, by)
    return _merged(double, into, by)


def _two(model: Any, double: models.Model, into: models.Model) -> tuple[Any, Any]:
    if double.pk == into.pk:
        raise ValidationError(_("Choose another one."), code="same")
    found = {one.pk: one for one in model.objects.select_for_update().filter(pk__in=[double.pk, into.pk])}
    if any(one.merged_into_id for one in found.values()):
        raise ValidationError(_("One of them was found to be a double already."), code="merged")
    return found[double.pk], found[into.pk]


def _take_over(double: models.Model, into: models.Model, names: tuple[str, ...]) -> None:
    for name in names:
        if not getattr(into, name):
            setattr(into, name, getattr(double, name))


def _to_come() -> models.QuerySet[Membership]:
    over = Q(end_date__lt=clock.today())
    return Membership.objects.exclude(over).select_related("person__user", "organisation", "on_behalf_of", "post")


def _move(membership: Membership, instead: dict[int, Organisation], person: Person, by: User) -> None:
    """A membership is never rewritten: one ends, another begins, unless there is such a one."""
    organisation = instead.get(membership.organisation_id, membership.organisation)
    behalf = membership.on_behalf_of and instead.get(membership.on_behalf_of.pk, membership.on_behalf_of)
    behalf = None if behalf == organisation else behalf
    until, start = membership.end_date, max(membership.start_date, clock.today())
    has_it = _to_come().filter(person=person, organisation=organisation, on_behalf_of=behalf).exclude(pk=membership.pk)
    if not has_it.exists():
        post = membership.post and post_named(organisation, membership.post.label, by=by)
        start_membership(
            person, organisation=organisation, on_behalf_of=behalf, post=post, start_date=start, end_date=until, by=by
        )
    end_membership(membership, on=membership.last_day_if_ended_now, by=by)


def _name_in_lists(double: Organisation, into: Organisation) -> None:
    with_other = InviteeList.objects.filter(invitees__organisation=into)
    named = ListedInvitee.objects.filter(organisation=double)
    named.filter(invitee_list__in=with_other).delete()
    named.update(organisation=into)


def _merged(double: Any, into: Any, by: User) -> Any:
    double.merged_into = into
    double.save()
    into.save()
    ledger.append(
        events.RECORD_MERGED,
        target=double,
        by=by,
        audience=SECRETARIAT,
        data={"record": double._meta.model_name, "into": into.pk},
    )
    return into
