"""Check the whole ledger: exit 0 with the number of entries, or 1 and the first entry that is broken."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forum import ledger
from forum.models.ledger import LedgerHead


class Command(BaseCommand):
    help = "Verify that no entry of the ledger was changed, removed or inserted."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = ledger.verify()
        if broken is not None:
            raise CommandError(f"Ledger broken at entry {broken.seq}: {broken.reason}", returncode=1)
        self.stdout.write(f"Ledger intact: {LedgerHead.objects.get().seq} entries.")
