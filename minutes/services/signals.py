"""Organisations are deleted in the directory, which does not know the minutes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _

from forum.models import Organisation
from minutes.models import MinutesPage


@receiver(pre_delete, sender=Organisation)
def keep_those_that_spoke(sender: type[Organisation], instance: Organisation, **kwargs: Any) -> None:
    """The text of a discussion names organisations without a foreign key that would hold them."""
    key = str(instance.pk)
    public = Q(frozen__organisations__has_key=key)
    circulated = Q(circulated_revision__content__frozen__organisations__has_key=key)
    if MinutesPage.objects.filter(public | circulated).exists():
        raise PermissionDenied(_("Minutes that were circulated name this organisation."))
