"""Check the whole ledger: exit 0 with the number of entries; or 1 and the first entry that is broken, or the triggers
that do not guard it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from forum import ledger
from forum.ledger.triggers import find_faults
from forum.models.ledger import LedgerHead


class Command(BaseCommand):
    help = "Verify that no entry of the ledger was changed, removed or inserted."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = ledger.verify()
        if broken is not None:
            raise CommandError(f"Ledger broken at entry {broken.seq}: {broken.reason}", returncode=1)
        self.stdout.write(f"Ledger intact: {LedgerHead.objects.get().seq} entries.")
        if faults := find_faults(connection):
            listed = "; ".join(map(str, faults))
            raise CommandError(f"The record is not guarded: {listed}. Run manage.py restore_triggers.", returncode=1)
