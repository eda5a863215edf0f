"""A citizen asks for a place, takes it by the link from the mail, gives it back."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, events, permissions
from forum.models import InvitationPage, Registration, Sector
from forum.reading.invitations.places import list_moves, places_of
from forum.services import limits, tasks
from forum.services.invitations.answers.giving import require_not_closed
from forum.services.invitations.registrations.answering import kept_answers
from forum.services.invitations.registrations.telling import record
from forum.services.invitations.registrations.waiting import locked, move_up, next_number, tell_moved

MAILS_PER_HOUR = 3  # to one address, about whatever meetings


@transaction.atomic
def register(
    invitation: InvitationPage,
    *,
    name: str,
    email: str,
    consent: str,
    from_organisation: str = "",
    sector: Sector | None = None,
    needs: str = "",
    seat: str = "",
    answers: Mapping[str, Any] | None = None,
    photographs: str = "",
    waits: bool = False,
) -> Registration:
    """Ask for a place at an open meeting: the mail has the link that takes it (`confirm_registration`).

    `waits`: or for one on the waiting list. `answers` by key of the question. An address that has its place already, or
    waits, gives back the first registration, unchanged (the mail may go once more, at most once an hour), so nobody
    learns or alters who is registered. Raises ValidationError: closed, full, no consent, what was not asked.
    """
    permissions.require(invitation.is_open and invitation.live)
    require_not_closed(invitation)
    current = locked(invitation)
    address = email.strip().lower()
    validate_email(address)
    known = Registration.objects.filter(invitation=current, email=address).first()
    if known is None or known.state in (Registration.State.ASKED, Registration.State.CANCELLED):
        _require_group(current, seat)
        _require_place(current, seat, waits=waits)
        fresh = known is None or known.cancelled_at or known.is_lapsed
        known = known or Registration(invitation=current, email=address)
        known.name, known.from_organisation, known.sector, known.needs = name, from_organisation, sector, needs
        known.seat, known.answers, known.photographs = seat, kept_answers(current, answers or {}), photographs
        known.consent, known.registered_at = _given(consent), clock.now()
        known.cancelled_at = known.confirmed_at = known.waiting_number = None
        known.full_clean()
        known.save()
        if fresh:
            limits.forget_uses(_mail_of(known))
    _mail(known)
    return known


@transaction.atomic
def confirm_registration(registration: Registration) -> Registration:
    """Whoever has the link from the mail takes the place, or the next number of the waiting list if the places were
    taken meanwhile; twice is the same as once.

    Raises ValidationError: the link has lapsed, the invitation is closed, all is taken and the list moves no longer.
    """
    invitation = locked(registration.invitation)
    current = Registration.objects.select_for_update().get(pk=registration.pk)
    if current.state != Registration.State.ASKED:
        return current
    require_not_closed(invitation)
    if current.is_lapsed:
        raise ValidationError(_("This link is too old. Register again."), code="lapsed")
    moved = move_up(invitation)  # nobody passes those who wait
    _require_place(invitation, current.seat, waits=True)
    if places_of(invitation).are_taken_for(current.seat):
        current.waiting_number = next_number(invitation)
    else:
        current.confirmed_at = clock.now()
    current.save(update_fields=["confirmed_at", "waiting_number"])
    tell_moved(moved)
    record(current, events.REGISTRATION_WAITING if current.is_waiting else events.REGISTRATION_MADE)
    transaction.on_commit(partial(_task_of(current).enqueue, current.pk))
    return current


@transaction.atomic
def cancel_registration(registration: Registration) -> Registration:
    """Whoever has the link from the mail gives the place back, and the first who waits moves up. Twice is the same as
    once."""
    invitation = locked(registration.invitation)
    current = Registration.objects.select_for_update().get(pk=registration.pk)
    if current.cancelled_at is None:
        was = current.state
        current.cancelled_at = clock.now()
        current.save(update_fields=["cancelled_at"])
        moved = move_up(invitation)
        if was != Registration.State.ASKED:
            record(current, events.REGISTRATION_CANCELLED)
        tell_moved(moved)
    return current


def _require_group(invitation: InvitationPage, seat: str) -> None:
    if seat and not invitation.reserved_seats.filter(key=seat).exists():
        raise ValidationError(_("These places are not reserved any more. Choose again."), code="seat")


def _require_place(invitation: InvitationPage, seat: str, *, waits: bool) -> None:
    if places_of(invitation).are_taken_for(seat) and not (waits and list_moves(invitation)):
        raise ValidationError(_("All places are taken."), code="full")


def _given(consent: str) -> str:
    if not consent:
        raise ValidationError(_("Without your consent we may not keep your data."), code="consent")
    return consent


def _task_of(registration: Registration) -> Any:
    return tasks.mail_waiting if registration.is_waiting else tasks.mail_registration


def _mail_of(registration: Registration) -> str:
    return f"registration-mail:{registration.pk}"


def _mail(registration: Registration) -> None:
    to_address = f"registration-mail-to:{registration.email}"
    if limits.count_use(_mail_of(registration), most=1) and limits.count_use(to_address, most=MAILS_PER_HOUR):
        transaction.on_commit(partial(_task_of(registration).enqueue, registration.pk))
