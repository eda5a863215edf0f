"""Those invited say what they bring to the meeting, or upload it before: signed in, or by the link in their mail."""

import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, events, ledger, permissions
from forum.audiences import MEMBERS
from forum.forms.uploads import kind_of
from forum.models import AnswerLink, BringItem, Material, Organisation, User
from forum.models.invitations import Party, whom
from forum.reading.invitations.links import opens_letter
from forum.services import limits
from forum.services.invitations.answers.giving import public_label

PACKAGES = ("docx", "xlsx", "pptx")
BY_LINK_PER_HOUR = 20  # by one link


@transaction.atomic
def bring_material(item: BringItem, *, organisation: Organisation, file: Any = None, by: User) -> Material:
    """Without a file: it is brought along. Raises ValidationError for a file of another kind, and if it is too late."""
    permissions.require(permissions.can_bring(by, item, organisation))
    return _bring(item, organisation, file, by=by)


@transaction.atomic
def bring_by_link(item: BringItem, *, link: AnswerLink, file: Any = None) -> Material:
    """By whoever has the link, also after the answer. Raises ValidationError as above, and if it is done too often."""
    permissions.require(opens_letter(link) and permissions.is_asked_to_bring(item, link.party))
    if not limits.count_use(f"materials:{link.pk}", most=BY_LINK_PER_HOUR):
        raise ValidationError(_("Too often within an hour. Try again later."), code="limit")
    return _bring(item, link.party, file, by=None)


def _bring(item: BringItem, party: Party, file: Any, *, by: User | None) -> Material:
    _require_before_the_end(item)
    material = Material(invitation=item.invitation, item=item, what=item.text, told_by=by, **whom(party))
    material.state, material.told_at = Material.State.BRINGS, clock.now()
    if file:
        kind = kind_of(file, packages=PACKAGES)
        material.state, material.digest = Material.State.UPLOADED, _digest(file)
        material.file.save(f"material.{kind}", file, save=False)
    material.save()
    ledger.append(
        events.MATERIAL_BROUGHT,
        target=material,
        page=item.invitation,
        by=by,
        audience=MEMBERS,
        organisation=material.organisation,
        actor_label="" if by else public_label(party),
        content=[material.organisation_id, material.what, material.state, material.digest],
        data={"organisation": public_label(party), "state": material.state},
    )
    return material


def _require_before_the_end(item: BringItem) -> None:
    meeting = item.invitation.meeting
    if not item.invitation.live or (meeting and (meeting.is_called_off or meeting.is_over)):
        raise ValidationError(_("The meeting is over, or not held."), code="over")


def _digest(file: Any) -> str:
    digest = sha256()
    for part in file.chunks():
        digest.update(part)
    file.seek(0)
    return digest.hexdigest()


def forget_materials(before: datetime.datetime, *, now: datetime.datetime) -> int:
    """Files of meetings that were over before that moment; what was told stays."""
    kept = Material.objects.filter(forgotten_at=None, told_at__lte=before).select_related("invitation")
    old = [one for one in kept if (one.invitation.closes_at or one.told_at) <= before]
    for one in old:
        forget_file(one, now)
    return len(old)


def forget_file(material: Material, now: datetime.datetime) -> None:
    if material.file:
        material.file.delete(save=False)
    material.forgotten_at = now
    material.save(update_fields=["file", "forgotten_at"])
