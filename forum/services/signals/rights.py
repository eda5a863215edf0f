"""Duties: which login holds which, and what each of them allows."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from wagtail.models import ModelLogEntry

from forum import events, ledger, permissions
from forum.ledger.acting import acting_user
from forum.models.directory.people import User

VERBS = {
    "post_add": events.DUTY_GIVEN,
    "post_remove": events.DUTY_TAKEN,
    "pre_clear": events.DUTY_TAKEN,
}


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def record_duties(
    sender: Any,
    instance: Any,
    action: str,
    reverse: bool,
    model: type[Any],
    pk_set: set[int] | None,
    **kwargs: Any,
) -> None:
    """From either side, each duty of each login: a group, or a permission of the login's own."""
    by = acting_user()
    if by is None or action not in VERBS:
        return
    others = _others(sender, instance, reverse) if pk_set is None else model._base_manager.filter(pk__in=pk_set)
    for other in others:
        login, duty = (other, instance) if reverse else (instance, other)
        if not permissions.follows_from_membership(login, duty, holds=action == "post_add"):
            _record_duty(VERBS[action], login, duty, by=by)


def _others(sender: Any, instance: Any, reverse: bool) -> Iterable[Any]:
    """What a relation that is cleared held until now."""
    if reverse:
        return User.objects.filter(groups=instance) if isinstance(instance, Group) else instance.user_set.all()
    return instance.groups.all() if sender is User.groups.through else instance.user_permissions.all()


def _record_duty(verb: str, login: User, duty: Group | Permission, *, by: User) -> None:
    name = duty.name if isinstance(duty, Group) else duty.codename
    with transaction.atomic():
        ledger.append(verb, target=login, by=by, data={"duty": name})
        ledger.append(events.DUTY_HOLDERS_CHANGED, target=duty, by=by, data={"duty": name})


@receiver(post_save, sender=ModelLogEntry)
def record_group(sender: Any, instance: ModelLogEntry, created: bool, **kwargs: Any) -> None:
    """What a duty allows stands in many rows; Wagtail's own log tells once that the form was saved.

    The groups of organisations are made and removed with them, and not told.
    """
    by = acting_user()
    if by and created and instance.content_type_id == ContentType.objects.get_for_model(Group).pk:
        verb = events.DUTY_REMOVED if instance.action == "wagtail.delete" else events.DUTY_CHANGED
        with transaction.atomic():
            ledger.append(verb, target=Group(pk=instance.object_id), by=by, data={"duty": instance.label})
