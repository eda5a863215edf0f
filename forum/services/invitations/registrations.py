"""Citizens register for an open meeting without a login. What they tell is for the secretariat alone.

Anybody can type any address. So a place counts once the link in the mail was used, in that order; until then the mail
holds nothing that a stranger has typed, and one address gets few of them.
"""

import csv
import datetime
import io
from functools import partial

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from forum import clock, events, ledger, permissions
from forum.audiences import SECRETARIAT
from forum.models import InvitationPage, Registration, Sector, User
from forum.models.typed.spreadsheets import csv_text
from forum.services import limits, tasks
from forum.services.invitations.answers.forgetting import forget_delegations
from forum.services.invitations.answers.giving import require_not_closed
from forum.services.meetings import notices

KEPT_FOR = datetime.timedelta(days=365)
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
) -> Registration:
    """Ask for a place at an open meeting: the mail has the link that takes it (`confirm_registration`).

    An address that has its place already gives back the first registration, unchanged (the mail may go once more, at
    most once an hour), so nobody learns or alters who is registered. Raises ValidationError: closed, full, no consent.
    """
    permissions.require(invitation.is_open and invitation.live)
    require_not_closed(invitation)
    locked = _locked(invitation)
    address = email.strip().lower()
    validate_email(address)
    known = Registration.objects.filter(invitation=locked, email=address).first()
    if known is None or known.cancelled_at or not known.confirmed_at:
        _require_place(locked)
        fresh = known is None or known.cancelled_at or known.is_lapsed
        known = known or Registration(invitation=locked, email=address)
        known.name, known.from_organisation, known.sector, known.needs = name, from_organisation, sector, needs
        known.consent, known.registered_at = _given(consent), clock.now()
        known.cancelled_at = known.confirmed_at = None
        known.full_clean()
        known.save()
        if fresh:
            limits.forget_uses(_mail_of(known))
    _mail(known)
    return known


@transaction.atomic
def confirm_registration(registration: Registration) -> Registration:
    """Whoever has the link from the mail takes the place; twice is the same as once.

    Raises ValidationError: the link has lapsed, the invitation is closed, the places were taken meanwhile.
    """
    locked = _locked(registration.invitation)
    current = Registration.objects.select_for_update().get(pk=registration.pk)
    if current.confirmed_at or current.cancelled_at:
        return current
    require_not_closed(locked)
    if current.is_lapsed:
        raise ValidationError(_("This link is too old. Register again."), code="lapsed")
    _require_place(locked)
    current.confirmed_at = clock.now()
    current.save(update_fields=["confirmed_at"])
    _record(current, events.REGISTRATION_MADE)
    transaction.on_commit(partial(tasks.mail_registration.enqueue, current.pk))
    return current


def _locked(invitation: InvitationPage) -> InvitationPage:
    """Whoever takes a place waits here: they are counted by one writer at a time."""
    return InvitationPage.objects.select_for_update(of=("self",)).get(pk=invitation.pk)


def _require_place(invitation: InvitationPage) -> None:
    if invitation.places_left == 0:
        raise ValidationError(_("All places are taken."), code="full")


def _given(consent: str) -> str:
    if not consent:
        raise ValidationError(_("Without your consent we may not keep your data."), code="consent")
    return consent


def _record(registration: Registration, verb: str) -> None:
    """The token is random, so its digest tells nothing about the person."""
    ledger.append(
        verb,
        target=registration,
        page=registration.invitation,
        by=None,
        audience=SECRETARIAT,
        actor_label=_("a participant from the public"),
        content=registration.token,
    )


def _mail_of(registration: Registration) -> str:
    return f"registration-mail:{registration.pk}"


def _mail(registration: Registration) -> None:
    to_address = f"registration-mail-to:{registration.email}"
    if limits.count_use(_mail_of(registration), most=1) and limits.count_use(to_address, most=MAILS_PER_HOUR):
        transaction.on_commit(partial(tasks.mail_registration.enqueue, registration.pk))


@transaction.atomic
def cancel_registration(registration: Registration) -> Registration:
    """Whoever has the link from the mail gives the place back. Twice is the same as once."""
    current = Registration.objects.select_for_update().get(pk=registration.pk)
    if current.cancelled_at is None:
        current.cancelled_at = clock.now()
        current.save(update_fields=["cancelled_at"])
        if current.confirmed_at:
            _record(current, events.REGISTRATION_CANCELLED)
    return current


@transaction.atomic
def export_registrations(invitation: InvitationPage, *, by: User) -> str:
    """The registrations as CSV for the secretariat. Taking personal data out is itself recorded."""
    permissions.require(permissions.can_see_registrations(by))
    registrations = invitation.registrations.select_related("sector")
    ledger.append(
        events.REGISTRATIONS_EXPORTED,
        target=invitation,
        page=invitation,
        by=by,
        audience=SECRETARIAT,
        data={"count": registrations.count()},
    )
    return _csv(registrations)


def _csv(registrations: QuerySet[Registration]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    names = [
        "name", "email", "from_organisation", "sector", "needs", "registered_at", "confirmed_at", "cancelled_at",
    ]  # fmt: skip
    writer.writerow([str(Registration._meta.get_field(name).verbose_name) for name in names])  # type: ignore[union-attr]
    for one in registrations:
        writer.writerow([_cell(getattr(one, name)) for name in names])
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(" ", "minutes")
    return csv_text("" if value is None else str(value))


@transaction.atomic
def forget_registrations(*, at: datetime.datetime | None = None) -> int:
    """Keep the promise of the consent: needs go after the meeting, names a year later; the count stays. What nobody
    confirmed goes as a whole: it may be somebody else's address."""
    now = at or clock.now()
    lapsed = Registration.objects.filter(confirmed_at=None, registered_at__lte=now - Registration.CONFIRMED_WITHIN)
    lapsed.delete()
    notices.forget_old(now - KEPT_FOR)
    forget_delegations(now - KEPT_FOR, now=now)
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
    cleared = kept.exclude(needs="").update(needs="")
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
        registration.name, registration.from_organisation = "–", ""
        registration.email, registration.forgotten_at = f"{registration.token}@invalid.invalid".lower(), now
        registration.save()
    return len(registrations)
