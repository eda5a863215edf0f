"""A long table, part by part. Each part is one transaction with what it notes of its rows: a worker that is killed has
done a part wholly or not at all, and whoever goes on does none twice."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from forum import permissions
from forum.forms.tables import KINDS, Checked, Kind, State, Table
from forum.models import BroughtRow, BroughtTable, User
from forum.services.records.importing import take_row

LOOKED_AT, TAKEN = 500, 50  # rows in a part; while one is taken, all others who write wait
Stage, Row = BroughtTable.Stage, BroughtRow.State


def look_through(table_id: int) -> None:
    good = BroughtRow.objects.filter(table=table_id).exclude(state__in=[Row.WAITING, Row.BAD])
    seen = {mark: number for number, marks in good.values_list("number", "marks").iterator() for mark in marks}
    while _look_at_part(table_id, seen):
        pass


@transaction.atomic
def _look_at_part(table_id: int, seen: dict[str, int]) -> bool:
    """False where nothing is left."""
    brought = BroughtTable.objects.select_for_update().filter(pk=table_id, stage=Stage.LOOKING).first()
    if brought is None:
        return False
    rows = list(brought.rows.filter(state=Row.WAITING)[:LOOKED_AT])
    for row, checked in zip(rows, _checked(brought, rows, seen).checked, strict=True):
        row.state, row.told, row.marks = checked.state, checked.told, checked.marks
    BroughtRow.objects.bulk_update(rows, ["state", "told", "marks"])
    if len(rows) < LOOKED_AT:
        brought.stage = Stage.READY
        brought.save(update_fields=["stage"])
    return brought.stage == Stage.LOOKING


def _checked(brought: BroughtTable, rows: Iterable[BroughtRow], seen: dict[str, int] | None = None) -> Kind:
    return KINDS[brought.kind](Table([(row.number, row.values) for row in rows]), seen)


def take(table_id: int) -> None:
    try:
        while _take_part(table_id):
            pass
    except PermissionDenied:  # the duty has ended meanwhile
        BroughtTable.objects.filter(pk=table_id, stage=Stage.TAKING).update(stage=Stage.STOPPED)


@transaction.atomic
def _take_part(table_id: int) -> bool:
    """False where nothing is left. Looked at anew: the directory has gone on since."""
    brought = BroughtTable.objects.select_for_update().filter(pk=table_id, stage=Stage.TAKING).first()
    if brought is None:
        return False
    by = brought.by
    permissions.require(by is not None and permissions.can_manage_forum(by))
    rows = list(left_to_take(brought)[:TAKEN])
    for row, checked in zip(rows, _checked(brought, rows).checked, strict=True):
        _take(row, checked, update=brought.update, by=by)  # type: ignore[arg-type]
    BroughtRow.objects.bulk_update(rows, ["state", "told", "values", "marks"])
    if len(rows) < TAKEN:
        brought.stage = Stage.DONE
        brought.save(update_fields=["stage"])
    return brought.stage == Stage.TAKING


def left_to_take(brought: BroughtTable) -> QuerySet[BroughtRow]:
    return brought.rows.filter(state__in=[Row.NEW, Row.DIFFERS] if brought.update else [Row.NEW])


def _take(row: BroughtRow, checked: Checked, *, update: bool, by: User) -> None:
    row.state, row.told = checked.state, checked.told
    if checked.state == State.NEW or (update and checked.state == State.DIFFERS):
        try:
            with transaction.atomic():
                take_row(checked, kind=KINDS[row.table.kind], by=by)
        except ValidationError as error:
            row.state, row.told = Row.BAD, " ".join(error.messages)
        else:
            row.state, row.told, row.values, row.marks = Row.TAKEN, "", {}, []
