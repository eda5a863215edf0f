"""A letter is brought: its file is kept, and read after the answer."""

import datetime
import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.documents.letters import kind_of
from decrees.models import DecreePage, Letter, Round, Version
from decrees.services.commenting.comments import hold_round
from decrees.services.letters import tasks
from forum import clock, ledger
from forum.models import Organisation, User


@transaction.atomic
def bring_letter(
    decree: DecreePage,
    *,
    organisation: Organisation,
    content: bytes,
    number: str = "",
    received_on: datetime.date | None = None,
    version: Version | None = None,
    by: User,
) -> Letter:
    """Keep a letter of the organisation, to be cut into comments. By the secretariat on a day of the round until it is
    closed, also about an earlier `version`; by the organisation itself while the round is open.

    The same content again is the same letter: it is returned, with nothing changed. Raises ValidationError for what is
    no letter, and if there is no round.
    """
    round_ = hold_round(decree)
    permissions.require(permissions.can_bring_letter(by, decree, organisation))
    if round_ is None:
        raise ValidationError(_("There is no round of comments for this."))
    digest = hashlib.sha256(content).hexdigest()
    if known := Letter.objects.filter(decree=decree, sha256=digest).first():
        return _same(known, by)
    letter = Letter(decree=decree, round=round_, organisation=organisation, number=number, by=by)
    letter.on_behalf = permissions.can_circulate(by, decree)
    letter.received_on = _day(round_, received_on) if letter.on_behalf else clock.today()
    letter.version = _version(round_, version) if letter.on_behalf else round_.version
    letter.kind, letter.size, letter.sha256 = _kind(content), len(content), digest
    letter.full_clean(exclude=["file"])
    letter.file.save(f"letter.{letter.kind}", ContentFile(content), save=False)
    letter.save()
    transaction.on_commit(lambda: tasks.read_letter.enqueue(letter.pk))
    _record(letter, by)
    return letter


def _kind(content: bytes) -> str:
    try:
        return kind_of(content)
    except ValidationError as error:
        raise ValidationError({"file": error}) from error


def _same(letter: Letter, by: User) -> Letter:
    """It is told to those who may see it; of others nobody says whose letter that is."""
    if not permissions.can_see_letter(by, letter):
        raise ValidationError(_("This letter was brought already."))
    return letter


def _day(round_: Round, received_on: datetime.date | None) -> datetime.date:
    day = received_on or round_.days_of_receipt[1]
    round_.require_received_in_time(day)
    return day


def _version(round_: Round, version: Version | None) -> Version:
    if version is None:
        return round_.version
    if version.decree_id != round_.decree_id or version.number > round_.version.number:
        raise ValidationError({"version": _("There is no sheet of this version.")})
    return version


def _record(letter: Letter, by: User) -> None:
    ledger.append(
        events.LETTER_RECEIVED,
        numbered=letter,
        target=letter,
        page=letter.decree,
        by=by,
        organisation=None if letter.on_behalf else letter.organisation,
        actor_label="" if letter.on_behalf else permissions.office_in(by, letter.organisation),
        content=[letter.sha256, letter.organisation_id, letter.number, letter.received_on],
        data={"of": letter.organisation.name, "version": letter.version.number},
    )
