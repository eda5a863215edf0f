"""Citizens register for an open meeting without a login. What they tell is for the secretariat alone."""

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
from forum.services.answers import require_not_closed

KEPT_FOR = datetime.timedelta(days=365)


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
    """One place at an open meeting; afterwards a mail with the date and a link to cancel.

    An address that is registered already gives back the first registration, unchanged (the mail may go once more, at
    most once an hour), so nobody learns or alters who is registered. Raises ValidationError: closed, full, no consent.
    """
    permissions.require(invitation.is_open and invitation.live)
    require_not_closed(invitation)
    # Whoever registers waits here: the places are counted by one writer at a time.
    locked = InvitationPage.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    address = email.strip().lower()
    validate_email(address)
    known = Registration.objects.filter(invitation=locked, email=address).first()
    if known is None or known.cancelled_at:
        if locked.places_left == 0:
            raise ValidationError(_("All places are taken."), code="full")
        known = known or Registration(invitation=locked, email=address)
        known.name, known.from_organisation, known.sector, known.needs = name, from_organisation, sector, needs
        known.consent, known.cancelled_at = _given(consent), None
        known.full_clean()
        known.save()
        _record(known, events.REGISTRATION_MADE)
        limits.forget_uses(_mail_of(known))
    _mail(known)
    return known


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
    if limits.count_use(_mail_of(registration), most=1):
        transaction.on_commit(partial(tasks.mail_registration.enqueue, registration.pk))


@transaction.atomic
def cancel_registration(registration: Registration) -> Registration:
    """Whoever has the link from the mail gives the place back. Twice is the same as once."""
    current = Registration.objects.select_for_update().get(pk=registration.pk)
    if current.cancelled_at is None:
        current.cancelled_at = clock.now()
        current.save(update_fields=["cancelled_at"])
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
    names = ["name", "email", "from_organisation", "sector", "needs", "registered_at", "cancelled_at"]
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
    """Keep the promise of the consent: needs go after the meeting, names a year later; the count stays."""
    now = at or clock.now()
    known = Registration.objects.filter(forgotten_at=None)
    return sum(_clear(one, now) for one in InvitationPage.objects.filter(pk__in=known.values("invitation")))


@transaction.atomic
def forget_registrations_of(addresses: list[str]) -> None:
    """Somebody wants what is stored about them erased; the count stays."""
    kept = Registration.objects.filter(email__in=addresses, forgotten_at=None).select_related("invitation")
    for registration in kept:
        _forget(Registration.objects.filter(pk=registration.pk), clock.now())
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


def _forget(registrations: QuerySet[Registration], now: datetime.datetime) -> int:
    for registration in registrations:
        registration.name, registration.from_organisation = "–", ""
        registration.email, registration.forgotten_at = f"{registration.token}@invalid.invalid".lower(), now
        registration.save()
    return len(registrations)
