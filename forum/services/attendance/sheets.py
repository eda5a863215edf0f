"""The signed sheet as a scan: kept for the secretariat, and deleted."""

import hashlib
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from forum import clock, ledger, permissions
from forum.audiences import SECRETARIAT
from forum.events.attendance import SHEET_KEPT, SHEET_REMOVED
from forum.models import MeetingPage, SignedSheet, User


@transaction.atomic
def keep_sheet(meeting: MeetingPage, *, content: bytes, kind: str, by: User) -> SignedSheet:
    """The same file is kept once for a meeting. `kind` is what the content was found to be (`SheetForm`)."""
    permissions.require(permissions.can_keep_attendance(by))
    digest = hashlib.sha256(content).hexdigest()
    known = SignedSheet.objects.filter(meeting=meeting, digest=digest, removed_at=None).first()
    if known:
        return known
    sheet = SignedSheet(meeting=meeting, kind=kind, size=len(content), digest=digest, kept_by=by)
    sheet.file.save(f"{digest}.{kind}", ContentFile(content), save=False)
    sheet.save()
    _tell(SHEET_KEPT, sheet, by=by)
    return sheet


@transaction.atomic
def remove_sheet(sheet: SignedSheet, *, by: User) -> None:
    """It was the wrong file. Twice is the same as once."""
    permissions.require(permissions.can_keep_attendance(by))
    delete_sheet(sheet, by=by)


def delete_sheet(sheet: SignedSheet, *, by: User | None) -> None:
    """The row stays, and says that there was one."""
    current = SignedSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if current.removed_at:
        return
    store: Any = current.file.storage
    transaction.on_commit(partial(store.delete, current.file.name))
    current.file, current.removed_at = "", clock.now()
    current.save(update_fields=["file", "removed_at"])
    _tell(SHEET_REMOVED, current, by=by)


def _tell(verb: str, sheet: SignedSheet, *, by: User | None) -> None:
    ledger.append(verb, target=sheet, page=sheet.meeting, by=by, audience=SECRETARIAT, content=sheet.digest)
