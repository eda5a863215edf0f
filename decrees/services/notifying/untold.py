"""Whom no mail about a draft reaches, for the secretariat, which then telephones or writes."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from decrees import permissions
from decrees.models import DecreePage, Notification
from forum.models import Organisation, User
from forum.services.mail import in_words


@dataclass(frozen=True, slots=True)
class Untold:
    """`name` of an organisation."""

    name: str
    why: str


def untold(decree: DecreePage) -> list[Untold]:
    """Organisations of the draft that have nobody to mail, and those of whose people a mail was not taken."""
    return [*_without_people(decree), *dict.fromkeys(_refused(decree))]


def _without_people(decree: DecreePage) -> Iterator[Untold]:
    people = User.objects.filter(is_active=True, groups=OuterRef("group"))
    for organisation in permissions.commenting(decree).filter(~Exists(people)):
        yield Untold(organisation.label, _("nobody there has a login"))


def _refused(decree: DecreePage) -> Iterator[Untold]:
    waiting = Notification.objects.unread().filter(decree=decree, mailed_at=None).exclude(problem="")
    theirs = Organisation.objects.filter(group__user__notices__in=waiting).order_by("name")
    for organisation in theirs.annotate(problem=F("group__user__notices__problem")):
        yield Untold(organisation.label, in_words(organisation.problem))
