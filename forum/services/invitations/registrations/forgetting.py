"""Keep the promise of the consent: what was told goes when its time is over, or when somebody asks for it."""

import datetime

from django.db import transaction
from django.db.models import QuerySet

from forum import clock, events, ledger
from forum.audiences import SECRETARIAT
from forum.models import InvitationPage, Registration
from forum.services.invitations.answers.forgetting import forget_delegations, forget_invited_people
from forum.services.invitations.materials import forget_materials
from forum.services.meetings import notices

KEPT_FOR = datetime.timedelta(days=365)


@transaction.atomic
def forget_registrations(*, at: datetime.datetime | None = None) -> int:
    """Needs and reserved places, which may tell of a disability, go after the meeting, all else a year later; the count
    stays. What nobody confirmed goes as a whole: it may be somebody else's address."""
    now = at or clock.now()
    lapsed = Registration.objects.asked().filter(registered_at__lte=now - Registration.CONFIRMED_WITHIN)
    lapsed.delete()
    notices.forget_old(now - KEPT_FOR)
    forget_delegations(now - KEPT_FOR, now=now)
    forget_invited_people(now - KEPT_FOR, now=now)
    forget_materials(now - KEPT_FOR, now=now)
    known = Registration.objects.filter(forgotten_at=None)
    return sum(_clear(one, now) for one in InvitationPage.objects.filter(pk__in=known.values("invitation")))


@transaction.atomic
def forget_registrations_of(addresses: list[str]) -> None:
    """Somebody wants what is stored about them erased; the count stays."""
    kept = Registration.objects.filter(email__in=addresses, forgotten_at=None).select_related("invitation")
    for registration in kept:
        _forget([registration], clock.now())
        _tell_forgotten(registration.invitation, 1)


def _clear(invitation: InvitationPage, now: datetime.datetime) -> int:
    over = invitation.closes_at or invitation.last_published_at
    if over is None or over > now:
        return 0
    kept = invitation.registrations.filter(forgotten_at=None)
    cleared = kept.exclude(needs="", seat="").update(needs="", seat="")
    if over + KEPT_FOR <= now:
        cleared = _forget(kept, now)
    if cleared:
        _tell_forgotten(invitation, cleared)
    return cleared


def _tell_forgotten(invitation: InvitationPage, count: int) -> None:
    ledger.append(
        events.REGISTRATIONS_FORGOTTEN,
        target=invitation,
        page=invitation,
        by=None,
        audience=SECRETARIAT,
        data={"count": count},
    )


def _forget(registrations: QuerySet[Registration] | list[Registration], now: datetime.datetime) -> int:
    for registration in registrations:
        registration.name, registration.from_organisation, registration.needs = "–", "", ""
        registration.seat, registration.answers, registration.photographs = "", [], ""
        registration.email, registration.forgotten_at = f"{registration.token}@invalid.invalid".lower(), now
        registration.save()
    return len(registrations)
