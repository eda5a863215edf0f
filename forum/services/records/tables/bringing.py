"""What people do with a long table: bring it, take what is good in it, put it away."""

import datetime
from functools import partial

from django.db import transaction

from forum import clock, permissions
from forum.forms.tables import Table
from forum.models import BroughtRow, BroughtTable, User
from forum.services.records.tables import tasks

KEPT_FOR = datetime.timedelta(days=7)
AT_ONCE = 500


@transaction.atomic
def bring_table(table: Table, *, kind: str, name: str, by: User) -> BroughtTable:
    """Keep the rows aside and look at them in the background. Nothing of the directory is written."""
    permissions.require(permissions.can_manage_forum(by))
    brought = BroughtTable.objects.create(kind=kind, name=name[:200], by=by)
    rows = (BroughtRow(table=brought, number=number, values=values) for number, values in table.rows)
    BroughtRow.objects.bulk_create(rows, batch_size=AT_ONCE)
    transaction.on_commit(partial(tasks.look_through.enqueue, brought.pk))
    return brought


@transaction.atomic
def take_table(brought: BroughtTable, *, update: bool, by: User) -> BroughtTable:
    """The good rows become records, by and by; asked for twice, once."""
    permissions.require(permissions.can_manage_forum(by))
    brought = BroughtTable.objects.select_for_update().get(pk=brought.pk)
    if brought.stage in (BroughtTable.Stage.READY, BroughtTable.Stage.STOPPED):
        brought.stage, brought.update, brought.by = BroughtTable.Stage.TAKING, update, by
        brought.save(update_fields=["stage", "update", "by"])
        transaction.on_commit(partial(tasks.take.enqueue, brought.pk))
    return brought


@transaction.atomic
def discard_table(brought: BroughtTable, *, by: User) -> None:
    """What was not taken goes; what was taken stays."""
    permissions.require(permissions.can_manage_forum(by))
    BroughtTable.objects.select_for_update().get(pk=brought.pk).delete()


def forget_tables() -> str:
    """Whoever has not come back for a week does not need the rows any more."""
    old = BroughtTable.objects.filter(brought_at__lt=clock.now() - KEPT_FOR).exclude(stage=BroughtTable.Stage.TAKING)
    count = old.count()
    old.delete()
    return f"{count} tables forgotten"
