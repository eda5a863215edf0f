"""Check the whole record, also while others write: exit 0 with the number of entries; or 1 and what does not hold.

That is the first broken entry, the signed head that is not in the chain, what is stored otherwise than recorded, or
the triggers that do not guard it.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from forum import ledger
from forum.ledger import contents, heads
from forum.ledger.triggers import find_faults
from forum.models.ledger import LedgerHead


class Command(BaseCommand):
    help = "Verify that no entry of the ledger was changed, removed or inserted, and that what it records is stored."

    def handle(self, *args: Any, **options: Any) -> None:
        count = LedgerHead.objects.get().seq
        if broken := ledger.verify():
            raise CommandError(f"Ledger broken at entry {broken.seq}: {broken.reason}", returncode=1)
        if head := heads.find_rewritten():
            raise CommandError(f"Ledger rewritten: it is not the one that was signed at entry {head.seq}", returncode=1)
        self.stdout.write(f"Ledger intact: {count} entries.")
        for note in contents.find_notes():
            self.stdout.write(note)
        try:
            changed = contents.find_changed()
        except ConnectionError as error:
            raise CommandError(
                f"Files could not be compared, they cannot be reached: {error}.", returncode=1
            ) from error
        if changed:
            raise CommandError(f"Not as it was recorded: {'; '.join(changed)}.", returncode=1)
        if faults := find_faults(connection):
            listed = "; ".join(map(str, faults))
            raise CommandError(f"The record is not guarded: {listed}. Run manage.py restore_triggers.", returncode=1)
