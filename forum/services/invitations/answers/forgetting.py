"""Names, mandates and addresses beside answers go when they are of no use any more; the answers stay."""

import datetime
from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from forum import clock
from forum.models import AnswerLink, Delegation, Delivery, InvitedPerson, Invitee, Material, PollLink
from forum.services.invitations.materials import forget_file


def forget_delegations(before: datetime.datetime, *, now: datetime.datetime) -> int:
    """Those of invitations that were closed before that moment."""
    known = Delegation.objects.filter(forgotten_at=None).select_related("rsvp__invitation")
    old = [one for one in known if (one.rsvp.invitation.closes_at or one.rsvp.answered_at) <= before]
    _empty(old, now)
    links = sum(kind.objects.filter(made_at__lte=before).delete()[0] for kind in (AnswerLink, PollLink))
    return len(old) + links


def _empty(delegations: Iterable[Delegation], now: datetime.datetime) -> None:
    for delegation in delegations:
        if delegation.mandate:
            delegation.mandate.delete(save=False)
        delegation.name = delegation.position = delegation.substitute = delegation.note = ""
        delegation.forgotten_at = now
        delegation.save()


def forget_invited_people(before: datetime.datetime, *, now: datetime.datetime) -> int:
    """Whose last invitation was closed before that moment, and who was only in a draft. What they answered stays."""
    known = InvitedPerson.objects.filter(forgotten_at=None, made_at__lte=before)
    rows = Invitee.objects.filter(person__in=known).select_related("invitation")
    asked = {
        one.person_id for one in rows if (one.invitation.closes_at or one.invitation.last_published_at or now) > before
    }
    return _forget(known.exclude(pk__in=asked), now)


def forget_invited_people_at(addresses: Collection[str]) -> None:
    """Somebody wants what is stored about them erased."""
    _forget(InvitedPerson.objects.filter(email__in=addresses, forgotten_at=None), clock.now())


def _forget(people: QuerySet[InvitedPerson], now: datetime.datetime) -> int:
    found = list(people)
    _empty(Delegation.objects.filter(rsvp__person__in=found, forgotten_at=None), now)
    for letter in Delivery.objects.filter(person__in=found):
        letter.left, letter.refused = [], []
        letter.save(update_fields=["left", "refused"])
    for material in Material.objects.filter(person__in=found, forgotten_at=None):
        forget_file(material, now)
    for one in found:
        one.name = one.office = one.email = one.phone = ""
        one.forgotten_at = now
        one.save()
    return len(found)


def forget_links_of(addresses: Collection[str]) -> None:
    """Somebody wants what is stored about them erased."""
    AnswerLink.objects.filter(address__in=addresses).delete()
    PollLink.objects.filter(address__in=addresses).delete()
