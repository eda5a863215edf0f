"""`manage.py restore BACKUP`: what `backup` made, into an empty database and empty folders."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.services.backups import KeepingError, restore_backup


class Command(BaseCommand):
    help = "Restore a backup into an empty database and empty folders, compare it with its manifest, verify the ledger."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path)

    def handle(self, *args: Any, backup: Path, **options: Any) -> None:
        try:
            manifest = restore_backup(backup)
        except (KeepingError, OSError) as error:
            raise CommandError(str(error)) from error
        total = sum(manifest.rows.values())
        self.stdout.write(f"{total} rows and {len(manifest.files) - 1} files came back, as of {manifest.made}.")
        call_command("verify_ledger", stdout=self.stdout)
