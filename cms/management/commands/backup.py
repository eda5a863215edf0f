"""`manage.py backup FOLDER`: database and files in a folder of their own, while people work."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.services.backups import KeepingError, make_backup


class Command(BaseCommand):
    help = "Copy database and files into a new folder below FOLDER, then verify the ledger; exit 1 if it is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--keep", type=int, default=0, help="how many backups remain; the oldest go (0: all remain)"
        )

    def handle(self, *args: Any, folder: Path, keep: int, **options: Any) -> None:
        try:
            made = make_backup(folder, keep=keep)
        except (KeepingError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(str(made))
        call_command("verify_ledger", stdout=self.stdout)
        Path(settings.BACKUP_MARK).touch()  # `doctor` looks how old it is
