"""Rounds of comments: who may take part, and until when."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import DecreePage, Round, Version
from decrees.models.words import clean_text
from decrees.permissions import DecreePermission, Grantee, Grants
from decrees.services.answering.answers import require_answered
from decrees.services.citizens.checking import require_checked
from decrees.services.notifying import notices
from decrees.services.publishing import append_and_publish
from forum import clock, live
from forum.models import User


@transaction.atomic
def open_round(
    version: Version,
    *,
    closes_at: datetime.datetime,
    grants: Grants,
    preset: str = Round.Preset.OWN,
    note: str = "",
    by: User,
) -> Round:
    """Open the newest version for comments of exactly these organisations and sectors, until `closes_at`.

    A round whose time is over is closed first. Raises ValidationError while another round is open, or lacks an answer.
    """
    decree = DecreePage.objects.select_for_update().get(pk=version.decree_id)
    permissions.require(permissions.can_circulate(by, decree))
    _require_openable(decree, version, grants)
    for lapsed in decree.rounds.filter(closed_at=None):
        close_round(lapsed, by=by)
    round_ = Round(decree=decree, version=version, closes_at=_future(closes_at), preset=preset, note=clean_text(note))
    round_.save()
    _grant(decree, grants)
    notices.notify_opened(round_, by=by)
    _record(events.ROUND_OPENED, round_, by=by)
    return round_


@transaction.atomic
def change_grants(
    round_: Round,
    *,
    grants: Grants,
    closes_at: datetime.datetime | None = None,
    note: str | None = None,
    by: User,
) -> Round:
    """Change who takes part, and until when. Whoever loses the right to read is disconnected from the live page at
    once.

    Raises ValidationError if a closed round would get another end.
    """
    decree = DecreePage.objects.select_for_update().get(pk=round_.decree_id)
    permissions.require(permissions.can_circulate(by, decree))
    round_.refresh_from_db()
    ended_on = round_.closes_on
    if closes_at and closes_at != round_.closes_at:
        if round_.closed_at:
            raise ValidationError(_("The round is closed."))
        round_.closes_at = _future(closes_at)
    round_.note = round_.note if note is None else clean_text(note)
    round_.save()
    _grant(decree, grants)
    if round_.is_open:
        if round_.closes_on != ended_on:
            notices.notify_moved(round_, by=by)
        notices.notify_opened(round_, by=by)
    _record(events.ROUND_CHANGED, round_, by=by)
    return round_


@transaction.atomic
def close_round(round_: Round, *, by: User) -> Round:
    """Close a round: nobody can comment any more, and whoever could read the draft still can.

    Raises ValidationError while a comment of the round lacks its answer, or one of a citizen its check.
    """
    decree = DecreePage.objects.select_for_update().get(pk=round_.decree_id)
    permissions.require(permissions.can_circulate(by, decree))
    round_.refresh_from_db()
    if round_.closed_at is None:
        require_checked(round_)
        require_answered(round_.comments.all())
        round_.closed_at = clock.now()
        round_.save()
        _record(events.ROUND_CLOSED, round_, by=by)
    return round_


def _require_openable(decree: DecreePage, version: Version, grants: Grants) -> None:
    if decree.open_round():
        raise ValidationError(_("A round of comments is open already."))
    if version != decree.newest:
        raise ValidationError(_("Only the newest version can be opened for comments."))
    if not any(DecreePermission.COMMENT in implied for given in grants.values() for implied in _implied(given)):
        raise ValidationError(_("Choose at least one organisation or sector that may comment."))


def _implied(permissions_: Any) -> list[frozenset[DecreePermission]]:
    return [DecreePermission(permission).implied for permission in permissions_]


def _future(moment: datetime.datetime) -> datetime.datetime:
    if moment <= clock.now():
        raise ValidationError(_("The closing date must be in the future."))
    return moment


def _grant(decree: DecreePage, grants: Grants) -> None:
    for user in permissions.people_in(permissions.set_grants(decree, grants)):
        live.revoke(user)


def _record(verb: str, round_: Round, *, by: User) -> None:
    """Write the ledger entry. The list of participants is public: organisations and sectors, never people."""
    append_and_publish(
        verb,
        target=round_,
        page=round_.decree,
        by=by,
        content=[round_.version.digest, round_.closes_at, round_.closed_at, _spelled(round_.decree)],
        data={
            "version": round_.version.number,
            "closes": round_.closes_on.isoformat(),
            "taking_part": sorted(_spelled(round_.decree)),
        },
    )


def _spelled(decree: DecreePage) -> dict[str, list[str]]:
    return {_name(grantee): sorted(given) for grantee, given in permissions.grants_of(decree).items()}


def _name(grantee: Grantee) -> str:
    return grantee.name
