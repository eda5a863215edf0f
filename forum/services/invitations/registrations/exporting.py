"""The registrations as a file for the secretariat: CSV and XLSX. Taking personal data out is itself recorded."""

import csv
import datetime
import io

from django.db import transaction
from django.utils import timezone

from forum import events, ledger, permissions
from forum.audiences import SECRETARIAT
from forum.documents.invitations.workbook import workbook
from forum.models import InvitationPage, User
from forum.models.typed.spreadsheets import csv_text
from forum.reading.invitations.registrations import table_of


@transaction.atomic
def export_registrations(invitation: InvitationPage, *, by: User) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([csv_text(_plain(cell)) for cell in row] for row in _taken_out(invitation, by=by))
    return out.getvalue()


@transaction.atomic
def export_workbook(invitation: InvitationPage, *, by: User) -> bytes:
    return workbook(invitation.title, [[_plain(cell) for cell in row] for row in _taken_out(invitation, by=by)])


def _taken_out(invitation: InvitationPage, *, by: User) -> list[list[object]]:
    permissions.require(permissions.can_see_registrations(by))
    table = table_of(invitation)
    ledger.append(
        events.REGISTRATIONS_EXPORTED,
        target=invitation,
        page=invitation,
        by=by,
        audience=SECRETARIAT,
        data={"count": len(table) - 1},
    )
    return table


def _plain(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).isoformat(" ", "minutes")
    return "" if value is None else str(value)
